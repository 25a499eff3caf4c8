import type { Rule } from './ruleset.js';

export const asksTime = ({ matches }: Pick<Rule, 'matches'>): boolean =>
  matches.some(({ kind }) => kind === 'time');
