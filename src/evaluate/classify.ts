import type { Action } from '../ruleset/ruleset.js';
import type { Builder } from './builder.js';
import { ascii, payloadOf, wordAt } from './payload.js';
import type { CompiledRule } from './program.js';

/** One lookup over four bytes. A packet that is too short for it, or that no case fits, goes to `otherwise`. */
export function classify(
  { transport, offset, header, cases, otherwise }: Extract<Action, { kind: 'classify' }>,
  { find }: Builder,
): CompiledRule['act'] {
  const rest = find.chain(otherwise);
  const targets = new Map(cases.map(({ text, chain }) => [wordAt(ascii(text), 0), find.chain(chain)]));
  if (cases.some(({ text }) => text.length !== 4)) throw new Error('the map reads four bytes');
  return ({ packet }) => {
    const word = wordAt(payloadOf(packet, transport), offset);
    const found = word === undefined ? undefined : targets.get(word);
    // Behind a header of a told length, what no case fits goes on to the next rule.
    return header === undefined ? (found ?? rest) : found;
  };
}
