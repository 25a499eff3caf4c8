import { type BackendRules, rulesetsOf } from '../../evaluate/options.js';
import type { Count, Milliseconds } from '../../net/units.js';
import type { Match } from '../../ruleset/match.js';
import { meterOf, tableOf } from '../../ruleset/references.js';
import type { Action, ConnectionTable, Meter, Rule, Ruleset } from '../../ruleset/ruleset.js';

/** How much more a weakened limit lets through, and how much shorter a weakened time is. */
const FACTOR = 10;

const refuses = ({ action }: Rule): boolean =>
  action.kind === 'drop' || action.kind === 'reject' || action.kind === 'reset';

const passing = (rule: Rule): Rule => ({ ...rule, action: { kind: 'pass' } });

type Size = Extract<Match, { kind: 'larger' }>;
const isSize = (match: Match): match is Size => match.kind === 'larger';

const asksSize = ({ matches }: Rule): boolean => matches.some(isSize);

const roomier = (rule: Rule): Rule => ({
  ...rule,
  matches: rule.matches.map((match) => (isSize(match) ? { ...match, bytes: match.bytes * FACTOR } : match)),
});

type Learn = Extract<Action, { kind: 'learn' }>;
const isLearn = (action: Action): action is Learn => action.kind === 'learn';

const learns = ({ action }: Rule): boolean => isLearn(action);

const shorter = (rule: Rule): Rule =>
  isLearn(rule.action)
    ? {
        ...rule,
        action: { ...rule.action, timeout: Math.ceil(rule.action.timeout / FACTOR) as Milliseconds },
      }
    : rule;

/** The rate, and the burst with it. */
function wider(meter: Meter): Meter {
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

const moreOpen = (table: ConnectionTable): ConnectionTable => ({ ...table, most: times(table.most) });

const times = (count: Count): Count => (count * FACTOR) as Count;

/** The rules with one thing taken away or weakened: a test that protects it must fail on them. */
export interface Mutant {
  /** What it is about, a rule or a limit, and what was done to it. */
  readonly about: string;
  readonly how: string;
  /** The rules that it changes: only a test in which one of them is tried can notice. */
  readonly ids: readonly string[];
  readonly rules: BackendRules;
}

type Change = (ruleset: Ruleset) => Ruleset;

/** A weakness for a rule, with the rules that can have it. */
const weaknesses: readonly (readonly [
  how: string,
  has: (rule: Rule) => boolean,
  to: (rule: Rule) => readonly Rule[],
])[] = [
  ['taken away', () => true, () => []],
  ['passes what it refuses', refuses, (rule) => [passing(rule)]],
  ['takes ten times the size', asksSize, (rule) => [roomier(rule)]],
  ['remembers for a tenth of the time', learns, (rule) => [shorter(rule)]],
];

/** Every rule, limit and count of connections, weakened in each way that it can be. The same thing in several rulesets is one. */
export function mutantsOf(rules: BackendRules): readonly Mutant[] {
  const all = rulesetsOf(rules);
  const idsOf = (has: (rule: Rule) => boolean) => [...new Set(all.flatMap((one) => idsIn(one, has)))];
  const mutant = (about: string, how: string, ids: readonly string[], change: Change): Mutant => ({
    about,
    how,
    ids,
    rules: changed(rules, change),
  });
  const byRule = weaknesses.flatMap(([how, has, to]) =>
    idsOf(has).map((id) =>
      mutant(
        id,
        how,
        [id],
        mapRules((rule) => (rule.id === id && has(rule) ? to(rule) : [rule])),
      ),
    ),
  );
  const meters = [...new Set(all.flatMap((one) => one.meters.map(({ id }) => id)))];
  const byMeter = meters.map((id) => {
    const ids = idsOf((rule) => meterOf(rule).includes(id));
    return mutant(id, 'at ten times the rate', ids, (one) => ({
      ...one,
      meters: one.meters.map(only(id, wider)),
    }));
  });
  const tables = [...new Set(all.flatMap((one) => one.tables.map(({ id }) => id)))];
  const byTable = tables.map((id) => {
    const ids = idsOf((rule) => tableOf(rule).includes(id));
    return mutant(id, 'for ten times as many', ids, (one) => ({
      ...one,
      tables: one.tables.map(only(id, moreOpen)),
    }));
  });
  return [...byRule, ...byMeter, ...byTable];
}

/** Changes the one with this id, and leaves the others as they are. */
const only =
  <T extends { readonly id: string }>(id: string, change: (one: T) => T) =>
  (one: T): T =>
    one.id === id ? change(one) : one;

const idsIn = ({ chains }: Ruleset, has: (rule: Rule) => boolean): readonly string[] =>
  chains.flatMap((chain) => chain.rules.filter(has).map(({ id }) => id));

const mapRules =
  (to: (rule: Rule) => readonly Rule[]): Change =>
  (ruleset) => ({
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({ ...chain, rules: chain.rules.flatMap(to) })),
  });

function changed(rules: BackendRules, change: Change): BackendRules {
  switch (rules.backend) {
    case 'iptables':
      return { ...rules, ipv4: change(rules.ipv4), ipv6: change(rules.ipv6) };
    case 'nftables': {
      const { companion, ruleset } = rules;
      const both = companion && { ipv4: change(companion.ipv4), ipv6: change(companion.ipv6) };
      return { ...rules, ruleset: change(ruleset), companion: both };
    }
  }
}
