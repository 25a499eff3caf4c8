import { type BackendRules, rulesetsOf } from '../../evaluate/options.js';
import { meterOf, tableOf } from '../../ruleset/references.js';
import type { Rule, Ruleset } from '../../ruleset/ruleset.js';
import { asksSize, learns, moreOpen, passing, refuses, roomier, shorter, wider } from './weaken.js';

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
  const meters = new Set(all.flatMap((one) => one.meters.map(({ id }) => id)));
  const tables = new Set(all.flatMap((one) => one.tables.map(({ id }) => id)));
  return [
    ...byRule,
    ...[...meters].map((id) =>
      mutant(
        id,
        'at ten times the rate',
        idsOf((rule) => meterOf(rule).includes(id)),
        (one) => ({
          ...one,
          meters: one.meters.map((meter) => (meter.id === id ? wider(meter) : meter)),
        }),
      ),
    ),
    ...[...tables].map((id) =>
      mutant(
        id,
        'for ten times as many',
        idsOf((rule) => tableOf(rule).includes(id)),
        (one) => ({
          ...one,
          tables: one.tables.map((table) => (table.id === id ? moreOpen(table) : table)),
        }),
      ),
    ),
  ];
}

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
