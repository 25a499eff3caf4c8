import { readingsText } from '../../vos3000/catalogue/schema-version.js';
import { type Check, finding } from '../check.js';
import { keyAt } from '../written.js';
import { switchOf } from './switch.js';

/** A name of another version, or an old spelling, for something that this version has under its own name. */
export const otherSpelling: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, own, name, inVersion } of parameters.wanted) {
      if (own && !name.old) continue;
      yield finding('VG502', keyAt(document, path), {
        name: written,
        own: inVersion.names[0].text,
        version: readingsText(parameters.schema),
      });
    }
  }
};
