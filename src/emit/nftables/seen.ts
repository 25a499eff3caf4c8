import { chainsAfter, isEnd, setOf } from '../../ruleset/references.js';
import type { Chain, LearnedSet, Rule, Ruleset } from '../../ruleset/ruleset.js';
import type { Place } from './place.js';
import { setKey } from './sets.js';
import { identifier } from './spelling.js';

/**
 * "Whoever is in the set goes there; write him down; and there too" is one statement of nft: an entry whose own limit lets one packet pass and no
 * second one. A packet pays one search instead of two. Such an entry takes 96 bytes more (src/ruleset/memory.ts), so a set is told so only if each of its
 * entries is an address with a port, of which a flood has few.
 */
export interface Seen {
  /** Rules that ask and write down at once. */
  readonly asking: ReadonlySet<Rule>;
  /** Rules that only write down, which those have done. */
  readonly done: ReadonlySet<Rule>;
}

export function seenIn({ sets, chains }: Ruleset): Seen {
  const asking = new Set<Rule>();
  const done = new Set<Rule>();
  for (const set of sets) {
    if (set.kind !== 'learned' || set.key !== 'port') continue;
    const found = pairsOf(set, chains);
    if (found === undefined) continue;
    for (const rule of found.asking) asking.add(rule);
    for (const rule of found.done) done.add(rule);
  }
  return { asking, done };
}

/** `undefined` where the set is asked, or written to, in any other way. */
function pairsOf(set: LearnedSet, chains: readonly Chain[]) {
  const own = chains.map(({ id, rules }) => ({
    id,
    rules: rules.filter(({ family }) => family === set.family || family === 'any'),
  }));
  const asking: Rule[] = [];
  const done: Rule[] = [];
  for (const { rules } of own)
    rules.forEach((rule, index) => {
      const next = rules[index + 1];
      if (!asks(rule, set) || next === undefined || !writes(next, set)) return;
      asking.push(rule);
      done.push(next);
    });
  const targets = new Set(asking.flatMap(chainsAfter));
  for (const { id, rules } of own) {
    if (!targets.has(id)) continue;
    const [first] = rules;
    const others = own
      .flatMap((one) => one.rules)
      .filter((rule) => chainsAfter(rule).includes(id) && !asking.includes(rule));
    if (first === undefined || !writes(first, set) || others.length > 0) return undefined;
    done.push(first);
  }
  const mentions = own.flatMap(({ rules }) => rules).filter((rule) => setOf(rule).includes(set.id));
  return asking.length > 0 && mentions.length === asking.length + done.length ? { asking, done } : undefined;
}

function asks({ matches: [match, ...more], action }: Rule, { id }: LearnedSet): boolean {
  const asked = match?.kind === 'address' && match.set === id && !match.negate && match.side === 'source';
  return asked && more.length === 0 && action.kind === 'goto' && !action.counted && action.as === undefined;
}

const writes = ({ matches, action }: Rule, { id, timeout }: LearnedSet): boolean =>
  matches.length === 0 &&
  action.kind === 'learn' &&
  action.set === id &&
  action.side === 'source' &&
  action.timeout === timeout &&
  action.full === undefined;

/** Lets the first packet pass, and another one in a week: no entry stands so long, unless somebody goes on without a pause. */
const once = 'limit rate over 1/week burst 1 packets';

export function askingText({ matches: [match], action }: Rule, { find }: Place): string {
  if (match?.kind !== 'address' || action.kind !== 'goto') throw new Error('nothing is asked');
  const set = find.set(match.set);
  const chain = find.chain(action.chain);
  const verdict = isEnd(chain) ? 'accept' : `goto ${identifier(chain.name)}`;
  return `update @${identifier(set.name)} { ${setKey(set, match.side).expression} ${once} } ${verdict}`;
}
