import type { SetId } from '../../ruleset/ids.js';
import type { Side } from '../../ruleset/match.js';
import type { Action, ClassifyCase } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';
import { concrete, notLegalized } from '../not-legalized.js';
import { hexMask, markBits, markField } from '../numbers.js';
import { addressKey, payloadExpression, textNumber } from './fields.js';
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
const CASES_PER_LINE = 3;

const emitters: ActionEmitters = {
  // Either verdict ends our table's walk at this hook and leaves the packet to the tables of others.
  pass: () => ['accept'],
  accept: () => ['accept'],
  drop: () => ['counter drop'],
  reject: () => ['counter reject'],
  reset: () => ['counter reject with tcp reset'],
  // Where a counter stands it costs more than a lookup: only what refuses, remembers or logs has one.
  goto: ({ chain, counted, as }, { find }) => [
    `${as === undefined ? '' : `meta mark set ${hexMask(as)} `}${counted ? 'counter ' : ''}goto ${identifier(find.chain(chain).name)}`,
  ],
  jump: ({ chain }, { find }) => [`jump ${identifier(find.chain(chain).name)}`],
  // A packet that is too short for the map, or that no case fits, goes on to the next line.
  classify: ({ transport, offset, header, cases, otherwise }, place) => [
    guarded(
      transport,
      place,
      `${payloadExpression(transport, offset, BYTES_OF_CASE, header)} vmap {${caseTexts(cases, place)}\n\t\t}`,
    ),
    // Behind a header of another length the same is asked again, by the next rule.
    ...(header === undefined ? [`goto ${identifier(place.find.chain(otherwise).name)}`] : []),
  ],
  // The counter stands behind: it counts what the set took.
  learn: ({ set, side, timeout, full }, { find }) => {
    const { name, address } = entryOf(set, side, find);
    const learn = `update @${name} { ${address} timeout ${nftTime(timeout)} } counter`;
    if (full === undefined) return [learn];
    return [learn, `${address} != @${name} counter goto ${identifier(find.chain(full).name)}`];
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
    const { name, address } = entryOf(set, side, find);
    const number = as === undefined ? 'meta mark' : hexMask(as);
    return [
      `${counted ? 'counter ' : ''}update @${name} { ${address} . ${number} timeout ${nftTime(timeout)} counter }`,
    ];
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

function entryOf(set: SetId, side: Side, find: Lookup) {
  const declared = find.set(set);
  return { name: identifier(declared.name), address: setKey(declared, side).expression };
}

/** Some cases in each line, and behind them how they begin, as far as it can be printed. */
function caseTexts(cases: readonly ClassifyCase[], { find }: Place): string {
  const texts = cases.map(({ text, chain }) => {
    if (text.length !== BYTES_OF_CASE)
      return notLegalized(`the map reads four bytes, not ${JSON.stringify(text)}`);
    return `${textNumber(text)} : goto ${identifier(find.chain(chain).name)}`;
  });
  const groups = Array.from({ length: Math.ceil(cases.length / CASES_PER_LINE) }, (_, line) => {
    const [from, to] = [line * CASES_PER_LINE, (line + 1) * CASES_PER_LINE];
    const says = cases.slice(from, to).map(({ text }) => text.replace(/[^\x21-\x7e]/gu, ''));
    return `\n\t\t\t${texts.slice(from, to).join(', ')}${to < cases.length ? ',' : ''} # ${says.join(' ')}`;
  });
  return groups.join('');
}

export function emitAction(action: Action, place: Place): readonly [string, ...string[]] {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const emit = emitters[action.kind] as (action: Action, place: Place) => readonly [string, ...string[]];
  return emit(action, place);
}
