import { schemaVersions } from '../../vos3000/catalogue/schema-version.js';
import { type Check, finding } from '../check.js';
import { keyAt, valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** A version of which nothing was published, or none at all: parameters are read by the names of another. */
export const versionGuessed: Check = function* (subject) {
  for (const { document, vos3000, parameters } of switchOf(subject)) {
    if (parameters.schema.exact || vos3000.parameters.size === 0) continue;
    const path = [...vos3000.path, 'version'];
    const place = vos3000.version === undefined ? keyAt(document, vos3000.path) : valueAt(document, path);
    const { schema } = parameters.schema;
    yield finding('VG507', place, { version: vos3000.version, schema, known: schemaVersions });
  }
};
