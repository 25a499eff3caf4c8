import type { Count, Milliseconds } from '../../net/units.js';
import type { Match } from '../../ruleset/match.js';
import type { Action, ConnectionTable, Meter, Rule } from '../../ruleset/ruleset.js';

/** How much more a weakened limit lets through, and how much shorter a weakened time is. */
const FACTOR = 10;

export const refuses = ({ action }: Rule): boolean =>
  action.kind === 'drop' || action.kind === 'reject' || action.kind === 'reset';

export const passing = (rule: Rule): Rule => ({ ...rule, action: { kind: 'pass' } });

type Size = Extract<Match, { kind: 'larger' }>;
const isSize = (match: Match): match is Size => match.kind === 'larger';

export const asksSize = ({ matches }: Rule): boolean => matches.some(isSize);

export const roomier = (rule: Rule): Rule => ({
  ...rule,
  matches: rule.matches.map((match) => (isSize(match) ? { ...match, bytes: match.bytes * FACTOR } : match)),
});

type Learn = Extract<Action, { kind: 'learn' }>;
const isLearn = (action: Action): action is Learn => action.kind === 'learn';

export const learns = ({ action }: Rule): boolean => isLearn(action);

export const shorter = (rule: Rule): Rule =>
  isLearn(rule.action)
    ? {
        ...rule,
        action: { ...rule.action, timeout: Math.ceil(rule.action.timeout / FACTOR) as Milliseconds },
      }
    : rule;

/** The rate, and the burst with it. */
export function wider(meter: Meter): Meter {
  const { algorithm } = meter;
  switch (algorithm.kind) {
    case 'bucket': {
      const rate = { ...algorithm.rate, count: times(algorithm.rate.count) };
      return { ...meter, algorithm: { ...algorithm, rate, burst: times(algorithm.burst) } };
    }
    case 'bytes':
      return {
        ...meter,
        algorithm: {
          ...algorithm,
          perSecond: times(algorithm.perSecond),
          burst: times(algorithm.burst),
        },
      };
    case 'window':
      return { ...meter, algorithm: { ...algorithm, count: times(algorithm.count) } };
  }
}

export const moreOpen = (table: ConnectionTable): ConnectionTable => ({ ...table, most: times(table.most) });

const times = (count: Count): Count => (count * FACTOR) as Count;
