import { readingsText, schemaVersions } from '../../vos3000/catalogue/schema-version.js';
import { type Check, finding } from '../check.js';
import { keyAt, valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** A version of which nobody has published the names, or none at all: parameters are read by those of another, or of two. */
export const versionGuessed: Check = function* (subject) {
  for (const { document, vos3000, parameters } of switchOf(subject)) {
    const { basis } = parameters.schema;
    if (basis === 'exact' || basis === 'guides' || vos3000.parameters.size === 0) continue;
    const path = [...vos3000.path, 'version'];
    const place = vos3000.version === undefined ? keyAt(document, vos3000.path) : valueAt(document, path);
    yield finding('VG507', place, {
      version: vos3000.version,
      between: basis === 'between',
      names: readingsText(parameters.schema),
      known: schemaVersions,
    });
  }
};
