import type { Rule } from '../../ruleset/ruleset.js';
import { assertChargedOnce, combine } from '../alternatives.js';
import { emitAction } from './actions.js';
import { type Fragment, joinFragments } from './fragment.js';
import { afterLimit } from './limit.js';
import { emitMatch } from './matches.js';
import type { Place } from './place.js';
import { iptablesQuote } from './quote.js';
import { noteDown } from './recent.js';

/** What follows `-A CHAIN`, a text for each line; all of them bear the rule's id. */
export function ruleLines(rule: Rule, place: Place): readonly string[] {
  const targets = emitAction(rule.action, place);
  const matches = rule.matches.map((match) =>
    emitMatch(match, place).map((fragment): Step => ({ fragment, goesOn: false })),
  );
  const lines = matches.map((alternatives, index) => [...alternatives, ...after(rule, index, place)]);
  assertChargedOnce(rule, [...lines.map(({ length }) => length), targets.length]);
  return combine(lines).flatMap((steps) => {
    if (steps.some(({ goesOn }) => goesOn)) return [lineText(rule, steps, '')];
    return targets.map((target) => lineText(rule, [...steps, ...notes(rule, place)], target));
  });
}

/** A match of one line, and whether the line has no target because of it. */
interface Step {
  readonly fragment: Fragment;
  readonly goesOn: boolean;
}

function after(rule: Rule, index: number, place: Place): readonly Step[] {
  const match = rule.matches[index];
  const fragment = match?.kind === 'limit' ? afterLimit(place.find.meter(match.meter), place) : undefined;
  return fragment ? [{ fragment, goesOn: true }] : [];
}

/** Always matches, and writes the address down: a list of the last ones that met the rule, which the kernel keeps short. */
function notes({ noted, id }: Rule, place: Place): readonly Step[] {
  return noted === undefined ? [] : [{ fragment: { match: noteDown(id, noted, place) }, goesOn: false }];
}

function lineText(rule: Rule, steps: readonly Step[], target: string): string {
  const matches = joinFragments(steps.map(({ fragment }) => fragment));
  const comment = `-m comment --comment ${iptablesQuote(`vg:${rule.id}`)}`;
  return [matches, comment, target].filter((word) => word !== '').join(' ');
}
