import { kindText, rangeText } from '../../vos3000/catalogue/text.js';
import { isAllowed } from '../../vos3000/catalogue/value.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** A number outside the range that was published for the version. */
export const outOfRange: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, value, inVersion, parameter } of parameters.wanted) {
      const { range, kind } = inVersion;
      if (range === undefined || isAllowed(inVersion, value, range.value)) continue;
      const about = { name: written, value: String(value), range: rangeText(range.value) };
      const version = parameters.schema.schema;
      yield range.grade !== 'unverified' && parameters.schema.basis === 'exact'
        ? finding('VG504', valueAt(document, path), { ...about, version })
        : finding('VG505', valueAt(document, path), {
            ...about,
            version,
            title: parameter.title,
            wanted: `a number from ${about.range}`,
            takes: kindText(kind),
          });
    }
  }
};
