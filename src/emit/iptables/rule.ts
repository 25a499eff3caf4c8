import type { Rule } from '../../ruleset/ruleset.js';
import { assertChargedOnce, combine } from '../alternatives.js';
import { emitAction } from './actions.js';
import { type Fragment, joinFragments } from './fragment.js';
import { afterLimit } from './limit.js';
import { emitMatch } from './matches.js';
import type { Place } from './place.js';
import { iptablesQuote } from './quote.js';

/** What follows `-A CHAIN`, a text for each line; all of them bear the rule's id. */
export function ruleLines(rule: Rule, place: Place): readonly string[] {
  const targets = emitAction(rule.action, place);
  const matches = rule.matches.map((match) =>
    emitMatch(match, place).map((fragment): Step => ({ fragment, goesOn: false })),
  );
  const lines = matches.map((alternatives, index) => [...alternatives, ...after(rule, index, place)]);
  assertChargedOnce(rule, [...lines.map(({ length }) => length), targets.length]);
  return combine(lines).flatMap((steps) => {
    const here = steps.some(({ goesOn }) => goesOn) ? [''] : targets;
    return here.map((target) => lineText(rule, steps, target));
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

function lineText(rule: Rule, steps: readonly Step[], target: string): string {
  const matches = joinFragments(steps.map(({ fragment }) => fragment));
  const comment = `-m comment --comment ${iptablesQuote(`vg:${rule.id}`)}`;
  return [matches, comment, target].filter((word) => word !== '').join(' ');
}
