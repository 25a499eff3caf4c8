import { families } from '../../net/address.js';
import type { Match } from '../../ruleset/match.js';
import type { Meter, Rule } from '../../ruleset/ruleset.js';
import { emitAction } from './actions.js';
import type { Place } from './place.js';
import { asksBefore } from './rule.js';
import { fullMatch, limitMatch } from './sets.js';
import { nftQuote } from './spelling.js';

/** What stands at the end of a chain, in lines; and the rules before it. */
export interface Tail {
  readonly before: readonly Rule[];
  readonly lines: readonly string[];
}

/**
 * At the end of a chain what a table takes may go on at once, so that one last line is left for what it refuses and for whom it has no room. Said the
 * other way, "refuse what is over; refuse whoever is not in the set", a packet that passes pays a second lookup, and each family two lines.
 */
export function tailOf(rules: readonly Rule[], placeOf: (rule: Rule) => Place): Tail | undefined {
  const { pair, next } = endOf(rules);
  const [one, other] = pair;
  if (one === undefined || other === undefined || one.id !== other.id) return undefined;
  if (one.family !== families[0] || other.family !== families[1]) return undefined;
  // Of whom nothing is asked here, the rule behind is still to come.
  if (next !== undefined && one.matches.length > 1) return undefined;
  const [first, second] = [halvesOf(one, placeOf(one)), halvesOf(other, placeOf(other))];
  if (first === undefined || first.misses !== second?.misses) return undefined;
  const then = next === undefined ? 'return' : onward(next, placeOf(next));
  const before = rules.slice(0, rules.length - pair.length - (next === undefined ? 0 : 1));
  const comment = `comment ${nftQuote(one.id)}`;
  return {
    before,
    lines: [
      ...[first, second].map(({ takes }) => `${takes} ${then} ${comment}`),
      `${first.misses} ${comment}`,
    ],
  };
}

/** The two rules at the end, one for each family, and what follows them for every packet. */
function endOf(rules: readonly Rule[]): { readonly pair: readonly Rule[]; readonly next: Rule | undefined } {
  const last = rules.at(-1);
  return last !== undefined && goesOnAnyway(last)
    ? { pair: rules.slice(-3, -1), next: last }
    : { pair: rules.slice(-2), next: undefined };
}

function goesOnAnyway({ family, matches, action }: Rule): boolean {
  if (family !== 'any' || matches.length > 0) return false;
  return action.kind === 'mark' || (action.kind === 'goto' && !action.counted && action.as === undefined);
}

/** Behind a mark the chain ends. */
function onward({ action }: Rule, place: Place): string {
  const [text] = emitAction(action, place);
  return action.kind === 'mark' ? `${text} return` : text;
}

/** What takes a packet; what becomes of one that it does not take. */
interface Halves {
  readonly takes: string;
  readonly misses: string;
}

/** `undefined` where the rule is of another kind. */
function halvesOf(rule: Rule, place: Place): Halves | undefined {
  const { action, matches } = rule;
  const meter = closedMeter(rule, place);
  if (meter !== undefined) {
    const any: Rule = { ...rule, family: 'any' };
    const [own, all] = [asksBefore(rule, place), asksBefore(any, place)];
    if (own === undefined || all === undefined) return undefined;
    const [refuse] = emitAction(action, place);
    return { takes: joined(own, limitMatch({ ...meter, sense: 'within' })), misses: joined(all, refuse) };
  }
  if (action.kind !== 'learn' || action.full === undefined || matches.length > 0) return undefined;
  const [refuse] = emitAction({ kind: 'goto', chain: action.full, counted: true }, place);
  return { takes: emitAction(action, place)[0], misses: refuse };
}

const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join(' ');

/** Of a rule that refuses a source for which the table has no room too, and asks nothing before of addresses or tables. */
function closedMeter({ matches }: Rule, { find }: Place): Meter | undefined {
  const last = matches.at(-1);
  const plain = matches.slice(0, -1).every(({ kind }) => !keyed.has(kind));
  if (last?.kind !== 'limit' || !plain) return undefined;
  const meter = find.meter(last.meter);
  return meter.sense === 'over' && fullMatch(meter) !== undefined ? meter : undefined;
}

const keyed: ReadonlySet<string> = new Set<Match['kind']>(['limit', 'address', 'connections', 'bare']);
