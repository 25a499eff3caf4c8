import { type Check, finding } from '../check.js';
import { alsoAt, valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** Two entries for one gateway: the client has it once. */
export const gatewayTwice: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    const firsts = new Map<string, readonly (string | number)[]>();
    for (const { name, path } of vos3000.mappingGateways) {
      const first = firsts.get(name);
      if (first === undefined) firsts.set(name, path);
      else {
        const related = alsoAt(document, [...first, 'name'], 'the first entry');
        yield finding('VG528', valueAt(document, [...path, 'name']), { gateway: name }, related);
      }
    }
  }
};
