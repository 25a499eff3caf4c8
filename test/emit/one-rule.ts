import { emitIptables } from '../../src/emit/iptables/emit-iptables.js';
import { emitNftables } from '../../src/emit/nftables/emit-nftables.js';
import type { Family } from '../../src/net/address.js';
import { unfolded } from '../../src/plan/nftables/listed-text.js';
import type { Match } from '../../src/ruleset/match.js';
import type { Action, Hook, RuleFamily, Ruleset } from '../../src/ruleset/ruleset.js';
import { chain, declarations, rule, ruleset } from './samples.js';

const drop: Action = { kind: 'drop' };

export interface OneRule {
  readonly family: RuleFamily;
  readonly matches: readonly Match[];
  readonly action: Action;
  readonly hook: Hook;
}

/** A ruleset around one rule, with chains `c.a` and `c.b` to go to. */
function around({ family, matches, action, hook }: OneRule, families: readonly Family[]): Ruleset {
  const all = families.map(declarations);
  return ruleset({
    sets: all.flatMap(({ sets }) => sets),
    meters: all.flatMap(({ meters }) => meters),
    tables: all.flatMap(({ tables }) => tables),
    chains: [
      // A rule behind it: one that lets through what is left is printed nowhere at the end.
      chain(`hook.${hook}`, [rule('r.1', family, matches, action), rule('r.2', family, [], drop)], hook),
      chain('c.a', [rule('a.1', family === 'any' ? 'any' : family, [], { kind: 'drop' })]),
      chain('c.b', [rule('b.1', family === 'any' ? 'any' : family, [], { kind: 'pass' })]),
    ],
  });
}

/** The lines of the rule as nft is given them, without the comment. */
export function nftLines(one: OneRule): readonly string[] {
  return unfolded(emitNftables(around(one, ['ipv4', 'ipv6'])))
    .split('\n')
    .filter((line) => line.endsWith(' comment "r.1"'))
    .map((line) => line.trim().replace(/ comment "r\.1"$/, ''));
}

/** The lines of the rule as iptables-restore is given them, without chain and comment. */
export function iptablesLines(one: OneRule & { readonly family: Family }): readonly string[] {
  return emitIptables(around(one, [one.family]))
    .split('\n')
    .filter((line) => line.includes('"vg:r.1"'))
    .map((line) =>
      line.replace(/^-A hook\.\w+ /, '').replace(/(^| )-m comment --comment "vg:r\.1"( |$)/, ' | '),
    );
}
