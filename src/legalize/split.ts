import { type Family, families } from '../net/address.js';
import type { PortRange } from '../net/units.js';
import { meterId, setId, tableId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import { actsOnAddress } from '../ruleset/references.js';
import type { Action, Meter, Rule, RuleFamily, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

/**
 * xt_multiport takes 15 entries and counts a range as two: longer lists become several rules with one id. So do two ports where every packet
 * comes by: two comparisons are cheaper than one lookup (18 ns each beside 64 in nftables, 28 beside 66 in iptables-nft).
 */
export function splitPorts(ruleset: Ruleset, most: number): Ruleset {
  return mapRules(ruleset, (rule, { hook }) => {
    const index = rule.matches.findIndex(({ kind }) => kind === 'ports');
    const match = rule.matches[index];
    if (match?.kind !== 'ports') return [rule];
    const isPair = match.ports.length === 2 && match.ports.every((range) => weight(range) === 1);
    return groups(match.ports, (hook === 'prerouting' || hook === 'ingress') && isPair ? 1 : most).map(
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

const digit: Readonly<Record<Family, '4' | '6'>> = { ipv4: '4', ipv6: '6' };

/**
 * For a backend that holds both families in one ruleset: what is keyed by an address becomes two things, one for
 * each family, and so does every rule that speaks of it. A bucket for all packets stays one.
 */
export function splitFamilies(ruleset: Ruleset): Ruleset {
  const shared = new Set(ruleset.meters.filter(({ key }) => key === 'all').map(({ id }) => id));
  const keyed = (match: Match) =>
    match.kind === 'address' ||
    match.kind === 'connections' ||
    match.kind === 'bare' ||
    (match.kind === 'limit' && !shared.has(match.meter));
  const forFamily = (family: Family) => ({
    match: (match: Match): Match => (keyed(match) ? matchFor(match, family) : match),
    action: (action: Action): Action => actionFor(action, family),
  });
  const rules = mapRules(ruleset, (rule) => {
    if (!(rule.matches.some(keyed) || actsOnAddress(rule.action))) return [rule];
    return (rule.family === 'any' ? families : [rule.family]).map((family): Rule => {
      const to = forFamily(family);
      return { ...rule, family, matches: rule.matches.map(to.match), action: to.action(rule.action) };
    });
  });
  return {
    ...rules,
    sets: ruleset.sets.flatMap((set) =>
      families.map((family) => ({
        ...set,
        family,
        id: setId(set.id + digit[family]),
        name: set.name + digit[family],
      })),
    ),
    meters: ruleset.meters.flatMap((meter) =>
      meter.key === 'all' ? [meter] : families.map((f) => meterFor(meter, f)),
    ),
    tables: ruleset.tables.flatMap((table) =>
      families.map((family) => ({
        ...table,
        family,
        id: tableId(table.id + digit[family]),
        name: table.name + digit[family],
      })),
    ),
  };
}

function meterFor(meter: Meter, family: Family): Meter {
  return { ...meter, family, id: meterId(meter.id + digit[family]), name: meter.name + digit[family] };
}

function matchFor(match: Match, family: Family): Match {
  switch (match.kind) {
    case 'address':
      return { ...match, set: setId(match.set + digit[family]) };
    case 'limit':
      return { ...match, meter: meterId(match.meter + digit[family]) };
    case 'connections':
      return { ...match, table: tableId(match.table + digit[family]) };
    case 'loopback':
    case 'interface':
    case 'time':
    case 'syn':
    case 'ack':
    case 'transport':
    case 'ports':
    case 'payload':
    case 'data':
    case 'tcp-header':
    case 'bare':
    case 'local':
    case 'way-back':
    case 'longer':
    case 'keepalive':
    case 'larger':
    case 'contains':
    case 'conntrack':
    case 'assured':
    case 'protocol':
    case 'link-local':
    case 'icmp':
    case 'mark':
    case 'extension-headers':
      return match;
  }
}

function actionFor(action: Action, family: Family): Action {
  switch (action.kind) {
    case 'learn':
    case 'forget':
    case 'note':
      return { ...action, set: setId(action.set + digit[family]) };
    case 'refill':
      return { ...action, meter: meterId(action.meter + digit[family]) };
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
      return action;
  }
}

/** For a backend with a ruleset for each family: the part of one. A cap on all packets then counts its family only. */
export function takeFamily(ruleset: Ruleset, family: Family, note: NoteFallback): Ruleset {
  const here = (other: RuleFamily) => other === 'any' || other === family;
  for (const meter of ruleset.meters) {
    if (meter.key === 'all' && meter.sense === 'over')
      note({ kind: 'cap-per-family', meter: meter.id, origin: meter.origin });
  }
  const name = (text: string) => `${text}-${digit[family]}`;
  return {
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({
      ...chain,
      rules: chain.rules.filter((rule) => here(rule.family)).map((rule) => ({ ...rule, family })),
    })),
    sets: ruleset.sets
      .filter((set) => here(set.family))
      .map((set) => ({ ...set, family, name: name(set.name) })),
    meters: ruleset.meters.map((meter) => ({ ...meter, family })),
    tables: ruleset.tables.map((table) => ({ ...table, family })),
  };
}
