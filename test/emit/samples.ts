import type { Family } from '../../src/net/address.js';
import { parseAddressEntry } from '../../src/net/address-entry.js';
import { type AddressSet, addressSet, emptySet } from '../../src/net/address-set.js';
import type { Count, Milliseconds, Port, PortRange } from '../../src/net/units.js';
import { chainId, meterId, ruleId, setId, tableId } from '../../src/ruleset/ids.js';
import type { Match } from '../../src/ruleset/match.js';
import type {
  Action,
  Chain,
  ConnectionTable,
  Hook,
  LearnedSet,
  Meter,
  Rule,
  RuleFamily,
  Ruleset,
  StaticSet,
} from '../../src/ruleset/ruleset.js';

export const count = (n: number): Count => n as Count;
export const ms = (n: number): Milliseconds => n as Milliseconds;
export const ports = (...pairs: readonly (readonly [number, number])[]): readonly PortRange[] =>
  pairs.map(([first, last]) => ({ first: first as Port, last: last as Port }));

export function addresses(...entries: readonly string[]): AddressSet {
  if (entries.length === 0) return emptySet;
  return addressSet(
    entries.map((entry) => {
      const parsed = parseAddressEntry(entry);
      if (parsed.kind !== 'range') throw new Error(`the sample ${entry} is no address`);
      return parsed.range;
    }),
  );
}

const common = (id: string) => ({ name: id, origin: [] });

export function listed(id: string, family: Family, ...entries: readonly string[]): StaticSet {
  return { ...common(id), kind: 'static', id: setId(id), family, addresses: addresses(...entries) };
}

export function learned(id: string, family: Family): LearnedSet {
  return {
    ...common(id),
    kind: 'learned',
    id: setId(id),
    family,
    holds: 'banned',
    timeout: ms(5_400_000),
    size: count(131_072),
    key: 'source',
  };
}

/** 5/s burst 10 for each source, closed when full. */
export function meter(id: string, family: RuleFamily, changes: Partial<Meter> = {}): Meter {
  return {
    ...common(id),
    id: meterId(id),
    family,
    key: 'source',
    algorithm: { kind: 'bucket', rate: { count: count(5), unit: 'second' }, burst: count(10) },
    sense: 'over',
    expire: ms(30_000),
    size: count(131_072),
    whenFull: 'open',
    ...changes,
  };
}

export function table(id: string, family: Family, key: ConnectionTable['key']): ConnectionTable {
  return { ...common(id), id: tableId(id), family, key, most: count(10), size: count(65_536) };
}

export function rule(id: string, family: RuleFamily, matches: readonly Match[], action: Action): Rule {
  return { id: ruleId(id), family, matches, action, origin: [] };
}

export function chain(id: string, rules: readonly Rule[], hook?: Hook): Chain {
  return { id: chainId(id), name: id, hook, rules };
}

export function ruleset(parts: Partial<Ruleset>): Ruleset {
  return {
    name: 'sample',
    digest: '0'.repeat(64),
    sets: [],
    meters: [],
    tables: [],
    chains: [],
    devices: [],
    ...parts,
  };
}

const suffixes = { ipv4: '4', ipv6: '6' } as const;

/** One of everything that a rule can name, in one family. `t.any` is the bucket that all share. */
export function declarations(family: Family): Pick<Ruleset, 'sets' | 'meters' | 'tables'> {
  const n = suffixes[family];
  const window = { kind: 'window', count: count(20), span: ms(60_000) } as const;
  return {
    sets: [
      listed(`trusted${n}`, family, family === 'ipv4' ? '192.0.2.0/29' : '2001:db8::/48'),
      learned(`banned${n}`, family),
    ],
    meters: [
      meter(`m.open${n}`, family),
      meter(`m.closed${n}`, family, { whenFull: 'closed' }),
      meter(`m.within${n}`, family, { sense: 'within', whenFull: 'closed' }),
      meter(`m.dst${n}`, family, { key: 'destination' }),
      meter(`m.port${n}`, family, { key: 'port' }),
      meter(`m.year${n}`, family, { expire: ms(365 * 86_400_000) }),
      meter(`m.both${n}`, family, { key: 'both', whenFull: 'closed' }),
      meter(`m.sub${n}`, family, { key: 'subnet' }),
      meter(`m.all${n}`, family, { key: 'all', size: count(1) }),
      meter(`w.over${n}`, family, { algorithm: window }),
      meter(`w.within${n}`, family, { algorithm: window, sense: 'within' }),
    ],
    tables: [table(`c.src${n}`, family, 'source'), table(`c.net${n}`, family, 'subnet')],
  };
}
