import type { Action } from '../ruleset/ruleset.js';
import type { Builder } from './builder.js';
import { learnedKey } from './keys.js';
import { ascii, payloadOf, wordAt } from './packet.js';
import type { CompiledRule, Walk } from './program.js';

/** One lookup over four bytes. A packet that is too short for it, or that no case fits, goes to `otherwise`. */
function classify(
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

type Act = CompiledRule['act'];
type Effect = (walk: Walk) => void;

/** What each kind of action does to the packet and to what the rules remember. */
type ActionCompilers = {
  readonly [K in Action['kind']]: (action: Extract<Action, { kind: K }>, builder: Builder) => Act;
};

/** Whatever it does, the next rule follows. */
const andOn =
  (effect: Effect): Act =>
  (walk) => {
    effect(walk);
    return undefined;
  };

const compilers: ActionCompilers = {
  pass: () => () => 'pass',
  // Either verdict ends our walk at this hook only.
  accept: () => () => 'pass',
  drop: () => () => 'drop',
  reject: () => () => 'reject',
  reset: () => () => 'reset',
  goto: ({ chain }, { find }) => {
    const target = find.chain(chain);
    return () => target;
  },
  // The walk goes through the chain itself (run.ts).
  jump: () => andOn(() => {}),
  classify,
  learn: ({ set, side, timeout, full }, { find, engine }) => {
    const table = find.learned(set);
    const lasts = engine.lasts(timeout);
    const target = full === undefined ? undefined : find.chain(full);
    const keyOf = learnedKey(find.learned(set).set, side);
    return (walk) => {
      const key = keyOf(walk.packet);
      table.learn(key, lasts, walk.clock);
      return target !== undefined && !table.holds(key, walk.clock) ? target : undefined;
    };
  },
  forget: ({ set, side }, { find }) => {
    const table = find.learned(set);
    const keyOf = learnedKey(table.set, side);
    return andOn(({ packet }) => table.forget(keyOf(packet)));
  },
  refill: ({ meter }, { find }) => {
    const state = find.meter(meter);
    return andOn((walk) => state.refill(walk));
  },
  // What is only read by people decides nothing.
  note: () => andOn(() => {}),
  count: () => andOn(() => {}),
  log: () => andOn(() => {}),
  untrack: () =>
    andOn((walk) => {
      walk.untracked = true;
    }),
  mark: ({ mark }) =>
    andOn((walk) => {
      walk.mark = mark;
    }),
};

export function compileAction(action: Action, builder: Builder): Act {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const compile = compilers[action.kind] as (action: Action, builder: Builder) => Act;
  return compile(action, builder);
}
