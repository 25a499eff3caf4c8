import type { Milliseconds } from '../../net/units.js';
import type { ChainId, SetId } from '../../ruleset/ids.js';
import type { Side } from '../../ruleset/match.js';
import { isEnd } from '../../ruleset/references.js';
import type { Action, ClassifyCase, Holding } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';
import { concrete, notLegalized } from '../not-legalized.js';
import { hexMask, markBits, markField } from '../numbers.js';
import { addressKey, payloadExpression, textNumber } from './fields.js';
import { body, filled, further } from './fold.js';
import { guarded, type Place } from './place.js';
import { setKey } from './sets.js';
import { identifier, nftQuote, nftTime } from './spelling.js';

/** Several texts are lines one after the other; the second is for packets that the first let go on. */
type ActionEmitters = {
  readonly [K in Action['kind']]: (
    action: Extract<Action, { kind: K }>,
    place: Place,
  ) => readonly [string, ...string[]];
};

/** What the map of `classify` looks at. */
const BYTES_OF_CASE = 4;

const emitters: ActionEmitters = {
  // Either verdict ends our table's walk at this hook and leaves the packet to the tables of others.
  pass: () => ['accept'],
  accept: () => ['accept'],
  drop: () => ['counter drop'],
  reject: () => ['counter reject'],
  reset: () => ['counter reject with tcp reset'],
  // Where a counter stands it costs more than a lookup: only what refuses, remembers or logs has one.
  goto: ({ chain, counted, as }, { find }) => [
    `${as === undefined ? '' : `meta mark set ${hexMask(as)} `}${counted ? 'counter ' : ''}${leadTo(chain, find)}`,
  ],
  jump: ({ chain }, { find }) => [`jump ${identifier(find.chain(chain).name)}`],
  // A packet that is too short for the map, or that no case fits, goes on to the next line.
  classify: ({ transport, offset, header, cases, otherwise }, place) => {
    const read = payloadExpression(transport, offset, BYTES_OF_CASE, header);
    const rest = leadTo(otherwise, place.find);
    // Behind a header of another length the same is asked again, by the next rule.
    if (header !== undefined) return [guarded(transport, place, `${read} vmap ${mapText(cases, place)}`)];
    const apart = cases.filter(({ chain }) => leadTo(chain, place.find) !== rest);
    const [target, ...more] = new Set(apart.map(({ chain }) => leadTo(chain, place.find)));
    if (target === undefined) return [rest];
    const asked = more.length === 0 ? `${setText(apart)} ${target}` : `vmap ${mapText(apart, place)}`;
    return [guarded(transport, place, `${read} ${asked}`), rest];
  },
  // The counter, where somebody reads it, stands behind: it counts what the set took.
  learn: ({ set, side, timeout, full }, { find }) => {
    const { name, address, own, counted } = entryOf(set, side, find);
    const learn = `update @${name} { ${address}${own(timeout)} }${counted}`;
    if (full === undefined) return [learn];
    return [learn, `${address} != @${name} counter ${leadTo(full, find)}`];
  },
  forget: ({ set, side }, { find }) => {
    const { name, address } = entryOf(set, side, find);
    return [`delete @${name} { ${address} }`];
  },
  refill: ({ meter }, { find }) => {
    const { id, name, family, key } = find.meter(meter);
    if (key === 'all') return notLegalized(`${id} is one bucket for all`);
    return [`delete @${identifier(name)} { ${addressKey(concrete(family, id), key).expression} }`];
  },
  note: ({ set, side, timeout, as, counted }, { find }) => {
    const { name, address, own } = entryOf(set, side, find);
    const number = as === undefined ? 'meta mark' : hexMask(as);
    return [`${counted ? 'counter ' : ''}update @${name} { ${address} . ${number}${own(timeout)} counter }`];
  },
  count: () => ['counter'],
  log: ({ prefix }) => [`counter log${prefix === '' ? '' : ` prefix ${nftQuote(prefix)}`}`],
  untrack: () => ['notrack'],
  // In the form in which nft lists it: what is set afterwards is not taken away before.
  mark: ({ mark }) => {
    const kept = `meta mark & ${hexMask(0xffffffff - (markField - markBits[mark]))}`;
    return [`meta mark set ${kept}${mark === 'none' ? '' : ` | ${hexMask(markBits[mark])}`}`];
  },
};

/** What a source is about to do, or has just done: each packet of a call writes such things down, and nobody asks how many. */
const uncounted: ReadonlySet<Holding> = new Set([
  'taint', 'qualifying', 'ended', 'served', 'guessing', 'greeted', 'tried', 'opened',
]); // biome-ignore format: a list

function leadTo(id: ChainId, find: Lookup): string {
  const chain = find.chain(id);
  return isEnd(chain) ? 'accept' : `goto ${identifier(chain.name)}`;
}

function entryOf(set: SetId, side: Side, find: Lookup) {
  const declared = find.set(set);
  return {
    name: identifier(declared.name),
    counted: declared.kind === 'learned' && uncounted.has(declared.holds) ? '' : ' counter',
    address: setKey(declared, side).expression,
    /** An entry lasts as long as its set says, unless it is told. */
    own: (timeout: Milliseconds) =>
      'timeout' in declared && declared.timeout === timeout ? '' : ` timeout ${nftTime(timeout)}`,
  };
}

const mapText = (cases: readonly ClassifyCase[], { find }: Place): string =>
  inLines(cases, ({ text, chain }) => `${textNumber(text)} : ${leadTo(chain, find)}`);
const setText = (cases: readonly ClassifyCase[]): string => inLines(cases, ({ text }) => textNumber(text));

/** As many cases in each line as it holds, and behind them how they begin, as far as it can be printed. */
function inLines(cases: readonly ClassifyCase[], caseText: (one: ClassifyCase) => string): string {
  const texts = cases.map((one) => {
    if (one.text.length !== BYTES_OF_CASE)
      return notLegalized(`the map reads four bytes, not ${JSON.stringify(one.text)}`);
    return { text: caseText(one), says: one.text.replace(/[^\x21-\x7e]/gu, '') };
  });
  const lines = filled(texts, ({ text, says }) => text.length + says.length + ', '.length + 1);
  const ends = lines.map((line, index) => {
    const comma = index < lines.length - 1 ? ',' : '';
    const says = line.map((one) => one.says).join(' ');
    return `\n${further}${line.map(({ text }) => text).join(', ')}${comma} # ${says}`;
  });
  return `{${ends.join('')}\n${body}}`;
}

export function emitAction(action: Action, place: Place): readonly [string, ...string[]] {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const emit = emitters[action.kind] as (action: Action, place: Place) => readonly [string, ...string[]];
  return emit(action, place);
}
