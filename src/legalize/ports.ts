import type { PortRange } from '../net/units.js';
import type { Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules } from './rewrite.js';

/** xt_multiport takes 15 entries and counts a range as two: longer lists become several rules with one id. */
export function splitPorts(ruleset: Ruleset, most: number): Ruleset {
  return mapRules(ruleset, (rule) => {
    const index = rule.matches.findIndex(({ kind }) => kind === 'ports');
    const match = rule.matches[index];
    if (match?.kind !== 'ports') return [rule];
    return groups(match.ports, most).map(
      (ports): Rule => ({ ...rule, matches: rule.matches.with(index, { ...match, ports }) }),
    );
  });
}

const weight = ({ first, last }: PortRange) => (first === last ? 1 : 2);

function groups(ports: readonly PortRange[], most: number): readonly (readonly PortRange[])[] {
  const result: PortRange[][] = [];
  let used = 0;
  for (const range of ports) {
    if (result.length === 0 || used + weight(range) > most) {
      result.push([]);
      used = 0;
    }
    result.at(-1)?.push(range);
    used += weight(range);
  }
  return result;
}
