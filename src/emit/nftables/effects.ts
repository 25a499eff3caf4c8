import type { Rule, RuleFamily } from '../../ruleset/ruleset.js';
import { emitAction } from './actions.js';
import type { Place } from './place.js';
import { nftQuote } from './spelling.js';

/** What a rule does to every packet that comes to it, without an end for the packet. */
type Effect = 'forget' | 'refill' | 'learn' | 'note';

/**
 * In the order in which nft carries them out: a full set ends its rule at the statement that it turns down, a deletion never does (nft_dynset.c).
 * So what may be turned down stands last, and the note of a ban that found no room is not written.
 */
const order: readonly Effect[] = ['forget', 'refill', 'learn', 'note'];

/** A note that counts its rule is told by a listing, and a source without room goes elsewhere: such rules stay alone. */
function effectOf({ matches, action }: Rule): Effect | undefined {
  if (matches.length > 0) return undefined;
  switch (action.kind) {
    case 'forget':
    case 'refill':
      return action.kind;
    case 'learn':
      return action.full === undefined ? 'learn' : undefined;
    case 'note':
      return action.counted ? undefined : 'note';
    case 'pass':
    case 'accept':
    case 'drop':
    case 'reject':
    case 'reset':
    case 'goto':
    case 'jump':
    case 'classify':
    case 'count':
    case 'log':
    case 'untrack':
    case 'mark':
      return undefined;
  }
}

/** The rules of a chain, those that follow each other and only change sets together. */
export function gathered(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  const groups: Rule[][] = [];
  let open = false;
  for (const rule of rules) {
    const effect = effectOf(rule) !== undefined;
    if (effect && open) groups.at(-1)?.push(rule);
    else groups.push([rule]);
    open = effect;
  }
  return groups;
}

/** The rules under whose ids lines are printed. */
export const named = (rules: readonly Rule[]): readonly Rule[] =>
  gathered(rules).flatMap((group) => nameOf(group) ?? []);

const nameOf = (group: readonly Rule[]): Rule | undefined =>
  group.find(({ action }) => action.kind === 'learn') ??
  group.find(({ action }) => action.kind !== 'note') ??
  group[0];

/** One line for each family, under the id of what is learned. */
export function effectLines(rules: readonly Rule[], placeOf: (rule: Rule) => Place): readonly string[] {
  const families = [...new Set(rules.map(({ family }) => family))];
  return families.map((family) => effectLine(rules, family, placeOf));
}

function effectLine(rules: readonly Rule[], family: RuleFamily, placeOf: (rule: Rule) => Place): string {
  const { text, id } = effectText(rules, family, placeOf);
  return `${text} comment ${nftQuote(id)}`;
}

/** What the rules of one family do, and under which id. */
export function effectText(
  rules: readonly Rule[],
  family: RuleFamily,
  placeOf: (rule: Rule) => Place,
): { readonly text: string; readonly id: string } {
  const own = rules.filter((rule) => rule.family === family);
  const sorted = order.flatMap((effect) => own.filter((rule) => effectOf(rule) === effect));
  const first = nameOf(sorted);
  const texts = sorted.map((rule) => {
    const [text] = emitAction(rule.action, placeOf(rule));
    return rule === first || rule.action.kind !== 'learn' ? text : text.replace(/ counter$/, '');
  });
  return { text: texts.join(' '), id: first?.id ?? '' };
}
