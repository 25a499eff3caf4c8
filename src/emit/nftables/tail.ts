import { families } from '../../net/address.js';
import type { Rule } from '../../ruleset/ruleset.js';
import { emitAction } from './actions.js';
import type { Place } from './place.js';
import { nftQuote } from './spelling.js';

/** What stands at the end of a chain, in lines; and the rules before it. */
export interface Tail {
  readonly before: readonly Rule[];
  readonly lines: readonly string[];
}

/**
 * At the end of a chain whom a set takes may go on at once, so that one last line is left for whom it has no room. Said the other way, "learn him;
 * refuse whoever is not in the set", a packet that passes pays a second lookup, and each family two lines.
 */
export function tailOf(rules: readonly Rule[], placeOf: (rule: Rule) => Place): Tail | undefined {
  const { pair, next } = endOf(rules);
  const [one, other] = pair;
  if (one === undefined || other === undefined || one.id !== other.id) return undefined;
  if (one.family !== families[0] || other.family !== families[1]) return undefined;
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

/**
 * Of a rule that learns a source. A limit cannot be said so: an element of a set keeps the limit of the rule that made it, `over` or not, and
 * every later rule that updates the set asks that one (nft_set_elem_update_expr() in nf_tables_api.c). The same bucket is asked by other lanes,
 * and while rules learn or observe.
 */
function halvesOf({ action, matches }: Rule, place: Place): Halves | undefined {
  if (action.kind !== 'learn' || action.full === undefined || matches.length > 0) return undefined;
  const [refuse] = emitAction({ kind: 'goto', chain: action.full, counted: true }, place);
  return { takes: emitAction(action, place)[0], misses: refuse };
}
