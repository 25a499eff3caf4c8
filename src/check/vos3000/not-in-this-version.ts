import { readingsText } from '../../vos3000/catalogue/schema-version.js';
import { type Check, finding } from '../check.js';
import { keyAt } from '../written.js';
import { switchOf } from './switch.js';

/** A parameter that the policy's version of the switch is not known to have. */
export const notInThisVersion: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, why } of parameters.notWanted) {
      if (why.kind !== 'not in this version') continue;
      yield finding('VG501', keyAt(document, path), {
        name: written,
        title: why.parameter.title,
        version: readingsText(parameters.schema),
        has: why.has,
      });
    }
  }
};
