import type { Count, Milliseconds, Port, Rate } from '../../src/net/units.js';
import { capabilitiesOf } from '../../src/platform/capabilities.js';
import { generic, type Platform } from '../../src/platform/platform.js';
import { chainId, meterId, ruleId } from '../../src/ruleset/ids.js';
import type { Match } from '../../src/ruleset/match.js';
import type { Action, Chain, Hook, Meter, Rule, Ruleset } from '../../src/ruleset/ruleset.js';

/** Small rulesets for the passes of `legalize`, written by hand so that each pass is tried alone. */
export const drop: Action = { kind: 'drop' };

export const rule = (id: string, matches: readonly Match[] = [], action: Action = drop): Rule => ({
  id: ruleId(id),
  family: 'any',
  matches,
  action,
  origin: ['sip', 'strangers'],
});

export const chain = (id: string, rules: readonly Rule[], hook?: Hook): Chain => ({
  id: chainId(id),
  name: id,
  hook,
  rules,
});

export const meter = (id: string, parts: Partial<Meter> = {}): Meter => ({
  id: meterId(id),
  name: id,
  family: 'any',
  key: 'source',
  algorithm: { kind: 'bucket', rate: rate(5, 'second'), burst: 10 as Count },
  sense: 'over',
  expire: 30_000 as Milliseconds,
  size: 131_072 as Count,
  whenFull: 'open',
  origin: ['sip', 'strangers', 'limits', 'all'],
  ...parts,
});

export const rate = (count: number, unit: Rate['unit']): Rate => ({ count: count as Count, unit });

export const ruleset = (chains: readonly Chain[], parts: Partial<Ruleset> = {}): Ruleset => ({
  name: 'sample',
  digest: '0'.repeat(64),
  sets: [],
  meters: [],
  tables: [],
  devices: [],
  ...parts,
  chains,
});

/** A port, or the first and the last of a range. */
export type PortEntry = number | readonly [number, number];

export const ports = (...list: readonly PortEntry[]): Match => ({
  kind: 'ports',
  transport: 'udp',
  side: 'destination',
  ports: list.map((entry) => {
    const [first, last] = typeof entry === 'number' ? [entry, entry] : entry;
    return { first: first as Port, last: last as Port };
  }),
});

export const modern: Platform = { ...generic, name: 'modern', nft: '1.0.6', kernel: '6.1' };
export const iptables = capabilitiesOf.iptables(modern);
export const nftables = capabilitiesOf.nftables(modern);
