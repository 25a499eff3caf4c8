import type { ChainId, MeterId, SetId, TableId } from './ids.js';
import type { Match } from './match.js';
import type { Rule } from './ruleset.js';

/** The chains that a rule may lead to. */
export function chainsAfter(rule: Rule): readonly ChainId[] {
  switch (rule.action.kind) {
    case 'goto':
      return [rule.action.chain];
    case 'classify':
      return [...rule.action.cases.map(({ chain }) => chain), rule.action.otherwise];
    case 'pass':
    case 'accept':
    case 'drop':
    case 'reject':
    case 'learn':
    case 'log':
    case 'untrack':
    case 'mark':
      return [];
  }
}

const matchesOf = <K extends Match['kind']>(rule: Rule, kind: K) =>
  rule.matches.filter((match): match is Extract<Match, { kind: K }> => match.kind === kind);

/** The sets that a rule looks up or adds to. */
export function setOf(rule: Rule): readonly SetId[] {
  const learned = rule.action.kind === 'learn' ? [rule.action.set] : [];
  return [...matchesOf(rule, 'address').map(({ set }) => set), ...learned];
}

export const meterOf = (rule: Rule): readonly MeterId[] => matchesOf(rule, 'limit').map(({ meter }) => meter);
export const tableOf = (rule: Rule): readonly TableId[] =>
  matchesOf(rule, 'connections').map(({ table }) => table);
