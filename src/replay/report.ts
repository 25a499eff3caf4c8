import type { Losses } from '../capture/seen-packet.js';
import { type Address, addressText } from '../net/address.js';
import type { Rule } from '../ruleset/ruleset.js';
import type { Interval } from './intervals.js';
import type { PacketClass } from './message.js';
import { notesOf } from './notes.js';
import type { Replay } from './replay.js';
import { lossesOf, ruleRows, sourceRow, trafficRows } from './report-rows.js';
import type { Evidence, SourceRecord } from './source-record.js';

/** What a replay was made of. */
export interface ReplayInput {
  readonly files: readonly string[];
  readonly policy: string;
  readonly profile: string | undefined;
  readonly backend: string;
  /** Seconds since 1970 of the capture's beginning; `undefined`: no frame had a time. */
  readonly base: number | undefined;
  /** Milliseconds that the capture lasts. */
  readonly lasts: number;
  readonly losses: Losses;
  /** Files that were not read to their end, in words. */
  readonly faults: readonly string[];
  readonly links: readonly string[];
  /** How the switch's addresses are known. */
  readonly ownBy: 'said' | 'policy' | 'found';
  /** How many sources were put into `known` before the first packet; `undefined`: nobody was meant to be. */
  readonly knownAtStart: number | undefined;
  /** Milliseconds. */
  readonly learn: number;
  readonly userAgents: boolean;
  readonly isTrusted: (address: Address) => boolean;
  /** `policy.yaml:31:15 sip.strangers.limits.REGISTER`. */
  readonly placeOf: (rule: Rule) => string;
}

export interface RefusalRow {
  readonly rule: string;
  readonly place: string;
  readonly packets: number;
  readonly first: number;
}

export interface ClassRow {
  readonly class: PacketClass;
  readonly offered: number;
  readonly refused: number;
}

export interface SourceRow {
  readonly source: string;
  readonly evidence: Evidence | null;
  readonly offered: number;
  readonly refused: number;
  /** Requests of it that the switch answered. */
  readonly answered: number;
  readonly first: number;
  readonly known: number | null;
  readonly banned: number | null;
  /** The rule that led to the ban, as far as the packets tell. */
  readonly bannedBy: string | null;
  readonly classes: readonly ClassRow[];
  readonly refusals: readonly RefusalRow[];
  readonly userAgents: readonly string[];
}

export interface RuleRow {
  readonly rule: string;
  readonly place: string;
  readonly packets: number;
  readonly sources: number;
  readonly customers: number;
}

export interface TrafficRow {
  readonly class: PacketClass;
  readonly customers: { readonly offered: number; readonly refused: number };
  readonly others: { readonly offered: number; readonly refused: number };
}

export type Verdict = 'nobody hurt' | 'customers hurt' | 'cannot tell';

export interface ReplayReport {
  readonly format: 1;
  readonly verdict: Verdict;
  readonly files: readonly string[];
  readonly policy: string;
  readonly profile: string | null;
  readonly backend: string;
  /** ISO 8601, UTC. */
  readonly begins: string | null;
  readonly seconds: number;
  readonly switch: { readonly addresses: readonly string[]; readonly by: ReplayInput['ownBy'] };
  readonly knownAtStart: number | null;
  readonly learnSeconds: number;
  readonly packets: {
    readonly toSwitch: number;
    readonly fromSwitch: number;
    readonly refused: number;
    readonly answersWithheld: number;
    readonly ofOthers: number;
    readonly atLoopback: number;
  };
  readonly customers: {
    readonly total: number;
    readonly trusted: number;
    readonly becameKnown: number;
    /** Whose first packets are of a call or a registration that began before the capture. */
    readonly fromBefore: number;
    readonly hurt: number;
    /** Of whom nothing was refused but first OPTIONS and keep-alives. */
    readonly brushed: number;
    readonly list: readonly SourceRow[];
  };
  readonly others: {
    readonly total: number;
    readonly refused: number;
    readonly banned: number;
    readonly offeredPackets: number;
    readonly refusedPackets: number;
    readonly answeredRequests: number;
    readonly list: readonly SourceRow[];
    /** Packets of sources beyond the number that is kept. */
    readonly beyond: { readonly offered: number; readonly refused: number };
  };
  readonly traffic: readonly TrafficRow[];
  readonly rules: readonly RuleRow[];
  readonly intervals: { readonly seconds: number; readonly rows: readonly Interval[] };
  readonly losses: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

const MOST_CUSTOMERS = 1_000;
const MOST_OTHERS = 100;

/** Media of a customer that is refused for a second or more. */
const MEDIA = 50;

/** A customer is hurt by what no honest program repeats in vain: all but the first OPTIONS of a greylist, and keep-alives. */
export function isHurt(record: SourceRecord): boolean {
  if (record.refused === 0) return false;
  return refusedThatCount(record) > 0;
}

function refusedThatCount({ counts, refusals }: SourceRecord): number {
  let count = 0;
  for (const [of, , refused] of counts.entries()) {
    if (of === 'keep-alive' || of === 'other') continue;
    if (of === 'other UDP' && refused < MEDIA) continue;
    count += of === 'OPTIONS' ? refused - greylisted(refusals) : refused;
  }
  return count;
}

/** The rule that drops the first OPTIONS of a source. */
const GREYLIST = /(^|\.)OPTIONS\.first$/;

const greylisted = (refusals: SourceRecord['refusals']): number =>
  [...(refusals?.values() ?? [])].reduce(
    (sum, { rule, packets }) => sum + (GREYLIST.test(rule.id) ? packets : 0),
    0,
  );

/** Everything that a replay has to tell, as data. */
export function makeReport(replay: Replay, input: ReplayInput): ReplayReport {
  const { counts, intervals } = replay;
  const all = replay.sources.all().filter(({ offered, evidence }) => offered > 0 || evidence !== undefined);
  const customers = all.filter(({ evidence }) => evidence !== undefined);
  const others = all.filter(({ evidence }) => evidence === undefined);
  const { beyond } = replay.sources;
  const report: ReplayReport = {
    format: 1,
    verdict: verdictOf(customers),
    files: input.files,
    policy: input.policy,
    profile: input.profile ?? null,
    backend: input.backend,
    begins: input.base === undefined ? null : new Date(input.base * 1_000).toISOString(),
    seconds: input.lasts / 1_000,
    switch: { addresses: (replay.own ?? []).map(addressText), by: input.ownBy },
    knownAtStart: input.knownAtStart ?? null,
    learnSeconds: input.learn / 1_000,
    packets: {
      toSwitch: counts.in,
      fromSwitch: counts.out,
      refused: refusedIn(all) + beyond.refused,
      answersWithheld: counts.withheld,
      ofOthers: counts.elsewhere,
      atLoopback: counts.local,
    },
    customers: customersIn(customers, input),
    others: othersIn(others, beyond, input),
    traffic: trafficRows(customers, [...others, beyond]),
    rules: ruleRows(all, input),
    intervals: { seconds: intervals.width / 1_000, rows: intervals.all() },
    losses: lossesOf(input.losses),
    notes: [],
  };
  return { ...report, notes: notesOf(report, input, replay) };
}

const verdictOf = (customers: readonly SourceRecord[]): Verdict =>
  customers.length === 0 ? 'cannot tell' : customers.some(isHurt) ? 'customers hurt' : 'nobody hurt';

const refusedIn = (records: readonly SourceRecord[]): number =>
  records.reduce((sum, { refused }) => sum + refused, 0);

function customersIn(customers: readonly SourceRecord[], input: ReplayInput): ReplayReport['customers'] {
  const hurt = customers.filter(isHurt);
  return {
    total: customers.length,
    trusted: customers.filter(({ address }) => input.isTrusted(address)).length,
    becameKnown: customers.filter(({ knownAt }) => knownAt !== undefined).length,
    fromBefore: customers.filter(({ evidence }) => evidence === 'in a call').length,
    hurt: hurt.length,
    brushed: customers.filter((record) => record.refused > 0 && !isHurt(record)).length,
    list: hurt
      .toSorted(worstFirst)
      .slice(0, MOST_CUSTOMERS)
      .map((record) => sourceRow(record, input)),
  };
}

function othersIn(
  others: readonly SourceRecord[],
  beyond: Replay['sources']['beyond'],
  input: ReplayInput,
): ReplayReport['others'] {
  return {
    total: others.length,
    refused: others.filter(({ refused }) => refused > 0).length,
    banned: others.filter(({ bannedAt }) => bannedAt !== undefined).length,
    offeredPackets: others.reduce((sum, { offered }) => sum + offered, beyond.offered),
    refusedPackets: refusedIn(others) + beyond.refused,
    answeredRequests: others.reduce((sum, { answered }) => sum + answered, 0),
    list: others
      .toSorted((a, b) => b.offered - a.offered)
      .slice(0, MOST_OTHERS)
      .map((record) => sourceRow(record, input)),
    beyond: { offered: beyond.offered, refused: beyond.refused },
  };
}

const worstFirst = (a: SourceRecord, b: SourceRecord): number =>
  Number(b.bannedAt !== undefined) - Number(a.bannedAt !== undefined) ||
  refusedThatCount(b) - refusedThatCount(a);
