import { type Check, finding } from '../check.js';
import { alsoAt, keyAt } from '../written.js';
import { switchOf } from './switch.js';

/** One parameter under two of its names: nobody can say which of the values is meant. */
export const parameterTwice: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const [index, one] of parameters.wanted.entries()) {
      const first = parameters.wanted.slice(0, index).find(({ parameter }) => parameter === one.parameter);
      if (first === undefined) continue;
      const about = { name: one.written, first: first.written, title: one.parameter.title };
      const related = alsoAt(document, first.path, 'the first name');
      yield finding('VG506', keyAt(document, one.path), about, related);
    }
  }
};
