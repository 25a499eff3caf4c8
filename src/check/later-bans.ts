import { pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { alsoAt, isWritten, keyAt } from './written.js';

const paths = [
  ['sip', 'bans', 'challenged'],
  ['sip', 'bans', 'refused'],
] as const;

/** The user asks for what this version does not compile: bans by the switch's answers. */
export const laterBans: Check = function* ({ document }) {
  const [first, ...others] = paths.filter((path) => isWritten(document, path));
  if (first === undefined) return;
  const names = [first, ...others].map(pathText).join(' and ');
  const related = others.flatMap((path) => alsoAt(document, path, pathText(path)));
  yield finding('VG392', keyAt(document, first), { names }, related);
};
