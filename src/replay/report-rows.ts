import type { Losses } from '../capture/seen-packet.js';
import { type Address, addressText } from '../net/address.js';
import type { Rule } from '../ruleset/ruleset.js';
import { classes, type PacketClass } from './message.js';
import type { ReplayInput, RuleRow, SourceRow, TrafficRow } from './report.js';
import type { SourceRecord } from './source-record.js';

/** One source, for the report. */
export function sourceRow(record: SourceRecord, { placeOf, userAgents }: ReplayInput): SourceRow {
  const refusals = [...(record.refusals?.values() ?? [])].toSorted((a, b) => b.packets - a.packets);
  return {
    source: sourceText(record.address),
    evidence: record.evidence ?? null,
    offered: record.offered,
    refused: record.refused,
    answered: record.answered,
    first: record.first,
    known: record.knownAt ?? null,
    banned: record.bannedAt ?? null,
    bannedBy: (record.bannedAt === undefined ? undefined : record.bannedBy?.id) ?? null,
    classes: [...record.counts.entries()].map(([name, offered, refused]) => ({
      class: name,
      offered,
      refused,
    })),
    refusals: refusals.map(({ rule, packets, first }) => ({
      rule: rule.id,
      place: placeOf(rule),
      packets,
      first,
    })),
    userAgents: userAgents ? record.agents : [],
  };
}

/** An IPv6 source is its /64. */
export const sourceText = (address: Address): string =>
  address.family === 'ipv4'
    ? addressText(address)
    : `${addressText({ family: 'ipv6', value: (address.value >> 64n) << 64n })}/64`;

type Counted = Pick<SourceRecord, 'counts'>;

/** Packets to the switch by class. */
export function trafficRows(
  customers: readonly Counted[],
  others: readonly Counted[],
): readonly TrafficRow[] {
  const [of, rest] = [sumsOf(customers), sumsOf(others)];
  const none = { offered: 0, refused: 0 };
  return classes.flatMap((name) =>
    of.has(name) || rest.has(name)
      ? [{ class: name, customers: of.get(name) ?? none, others: rest.get(name) ?? none }]
      : [],
  );
}

function sumsOf(records: readonly Counted[]): ReadonlyMap<PacketClass, TrafficRow['customers']> {
  const sums = new Map<PacketClass, { offered: number; refused: number }>();
  for (const { counts } of records)
    for (const [name, offered, refused] of counts.entries()) {
      const sum = sums.get(name) ?? { offered: 0, refused: 0 };
      sum.offered += offered;
      sum.refused += refused;
      sums.set(name, sum);
    }
  return sums;
}

/** Every rule that refused something, the busiest first. */
export function ruleRows(records: readonly SourceRecord[], { placeOf }: ReplayInput): readonly RuleRow[] {
  const rows = new Map<string, { rule: Rule; packets: number; sources: number; customers: number }>();
  for (const { refusals, evidence } of records)
    for (const { rule, packets } of refusals?.values() ?? []) {
      const row = rows.get(rule.id) ?? { rule, packets: 0, sources: 0, customers: 0 };
      row.packets += packets;
      row.sources += 1;
      if (evidence !== undefined) row.customers += 1;
      rows.set(rule.id, row);
    }
  return [...rows.values()]
    .toSorted((a, b) => b.packets - a.packets)
    .map(({ rule, ...row }) => ({ rule: rule.id, place: placeOf(rule), ...row }));
}

/** What the reader could not use, by name. */
export function lossesOf({ foreignLinks, ...losses }: Losses): Readonly<Record<string, number>> {
  const foreign = [...foreignLinks.values()].reduce((sum, count) => sum + count, 0);
  return { ...losses, foreignLinks: foreign };
}
