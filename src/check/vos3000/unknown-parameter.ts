import { type Check, finding } from '../check.js';
import { keyAt } from '../written.js';
import { switchOf } from './switch.js';

/** A name that the catalogue has in no version: a slip, a parameter of which nothing was published, or a secret. */
export const unknownParameter: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, why } of parameters.notWanted) {
      if (why.kind === 'unknown') yield finding('VG500', keyAt(document, path), { name: written });
      if (why.kind === 'secret') yield finding('VG508', keyAt(document, path), { name: written });
    }
  }
};
