import { codes } from '../../../diagnostics/explain.js';
import { words } from '../../../diagnostics/words/index.js';
import { listPacks } from './pack.js';

/** What `vosguard explain` prints: every code and every pack, a line each. */
export function topics(): string {
  const list = codes.map((code) => `${code}  ${words[code].severity.padEnd(7)}  ${words[code].title}\n`);
  return `${list.join('')}\n${listPacks()}`;
}
