import { kindText } from '../../vos3000/catalogue/text.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** A word where the version takes a number, or the other way round. Where the meaning itself is in doubt, only a warning. */
export const wrongKind: Check = function* (subject) {
  for (const { document, parameters, vos3000 } of switchOf(subject)) {
    for (const { written, path, why } of parameters.notWanted) {
      if (why.kind !== 'value') continue;
      const { parameter, inVersion, name } = why.found;
      const about = {
        name: written,
        value: String(vos3000.parameters.get(written)),
        title: parameter.title,
        version: parameters.schema.schema,
        wanted: why.wanted,
        takes: kindText(inVersion.kind),
      };
      const proved = name.grade !== 'unverified' && parameters.schema.basis === 'exact';
      yield proved
        ? finding('VG503', valueAt(document, path), about)
        : finding('VG505', valueAt(document, path), { ...about, range: undefined });
    }
  }
};
