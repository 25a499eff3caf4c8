import type { Family } from '../net/address.js';
import { type AddressSet, intersect, subtract, touches, union } from '../net/address-set.js';
import type { Port, PortRange } from '../net/units.js';
import {
  type BasePolicy,
  type Condition,
  everyAddress,
  familiesIn,
  isNobody,
  nobody,
  type OldRule,
  type OldRules,
  type Origin,
  ofFamily,
  type Stage,
} from './old-rule.js';
import { isAt, placesOf, type Region, regionPorts } from './places.js';

/** A rule, and the sources about which it decides here. */
export interface Share {
  readonly rule: OldRule | { readonly policy: Origin };
  /** Nobody refused them before; others may have accepted them before. */
  readonly sources: AddressSet;
  /** Those of them about whom nobody has decided before. */
  readonly fresh: AddressSet;
}

export interface Outcome {
  readonly region: Region;
  readonly accepted: readonly Share[];
  readonly refused: readonly Share[];
  /** They refuse, or accept, some of what comes from these sources: limits, texts, and what cannot be read. */
  readonly filters: readonly Share[];
  /** What base chains before the last accept; it goes on to the next one. */
  readonly spared: readonly Share[];
  /** Limits whose excess is accepted all the same, by a later rule of their own chain. */
  readonly endless: readonly OldRule[];
}

/** What becomes of the first packet of a conversation, from everybody, in every region of UDP and TCP. @param edges Where regions end too. */
export const foldRules = (old: OldRules, edges: readonly PortRange[]): readonly Outcome[] =>
  [17, 6].flatMap((protocol) => foldProtocol(old, protocol, { edges }));

export interface Folded {
  /** Where regions end too, whatever the rules say. */
  readonly edges?: readonly PortRange[];
  /** Of ICMP, which types are meant. */
  readonly icmp?: RegExp;
}

/** The same of one protocol. Those without ports are of one region each. */
export function foldProtocol(
  old: OldRules,
  protocol: number,
  { edges = [], icmp }: Folded = {},
): readonly Outcome[] {
  const isMeant = ({ asks }: OldRule, family: Family) =>
    asks.starts &&
    (asks.protocol === undefined ||
      asks.protocol === protocol ||
      isIcmpOf(asks.protocol, protocol, family)) &&
    (icmp === undefined || asks.icmp === undefined || asks.icmp.some((one) => icmp.test(one)));
  return familiesIn(old).flatMap((family) => {
    const stages = stagesOf(old, family).map(({ rules, policies }) => ({
      rules: rules.filter(
        (rule) => (rule.family === 'any' || rule.family === family) && isMeant(rule, family),
      ),
      policy: policies.get(family),
    }));
    return placesOf(stages.flatMap(({ rules }) => rules)).flatMap((place) => {
      const here = stages.map((stage) => ({
        ...stage,
        rules: stage.rules.filter((rule) => isAt(rule, place)),
      }));
      const regions = hasPorts(protocol)
        ? regionPorts(
            here.flatMap(({ rules }) => rules),
            edges,
          )
        : [whole];
      return regions.map((ports) => outcomeOf({ family, protocol, ports, ...place }, here));
    });
  });
}

const hasPorts = (protocol: number): boolean => protocol === 6 || protocol === 17;
const whole: PortRange = { first: 1 as Port, last: 65_535 as Port };

/** 1 stands for ICMP of either family; a protocol of ICMPv6 in a table of IPv4 is none. */
const isIcmpOf = (asked: number, protocol: number, family: Family): boolean =>
  protocol === 1 && asked === 58 && family === 'ipv6';

/**
 * The base chains of a family. All of them must let a packet in, so their order says nothing; last comes the one that says best who
 * is let in: what it accepts are the doors of the policy.
 */
function stagesOf({ stages }: OldRules, family: Family): readonly Stage[] {
  const opens = ({ rules, policies }: Stage): number =>
    policies.get(family)?.does === 'refuse'
      ? 2
      : rules.some(({ asks, does }) => does.kind === 'accept' && asks.starts && asks.device?.name !== 'lo')
        ? 1
        : 0;
  return stages.filter(({ policies }) => policies.has(family)).toSorted((a, b) => opens(a) - opens(b));
}

/** Lists of thousands of addresses, a rule for each, are asked as one. */
function batches(rules: readonly OldRule[]): readonly (readonly OldRule[])[] {
  const found: OldRule[][] = [];
  for (const rule of rules) {
    const last = found.at(-1)?.[0];
    const alike = last !== undefined && last.does.kind === rule.does.kind && isPlain(last) && isPlain(rule);
    if (alike) found.at(-1)?.push(rule);
    else found.push([rule]);
  }
  return found;
}

const isPlain = ({ asks: { conditions, set } }: OldRule): boolean =>
  conditions.length === 0 && set === undefined;

interface StageHere {
  readonly rules: readonly OldRule[];
  readonly policy: BasePolicy | undefined;
}

/** Whom the stages have let past so far, and what each rule said. */
interface Folding {
  readonly accepted: Share[];
  readonly refused: Share[];
  readonly filters: Share[];
  readonly spared: Share[];
  readonly endless: OldRule[];
}

function outcomeOf(region: Region, stages: readonly StageHere[]): Outcome {
  const folding: Folding = { accepted: [], refused: [], filters: [], spared: [], endless: [] };
  let coming = ofFamily(everyAddress, region.family);
  for (const [at, stage] of stages.entries())
    coming = passing(region, stage, coming, at === stages.length - 1, folding);
  return { region, ...folding };
}

/** A base chain on its way: about whom it has decided, and how. */
interface Passing {
  undecided: AddressSet;
  refusable: AddressSet;
  past: AddressSet;
  /** Accepted within a limit: what is above it is refused, and nobody is as a whole. */
  within: AddressSet;
  readonly limited: { readonly rule: OldRule; readonly decided: AddressSet }[];
}

/** @returns Whom this base chain lets past. */
function passing(
  region: Region,
  { rules, policy }: StageHere,
  coming: AddressSet,
  isLast: boolean,
  folding: Folding,
): AddressSet {
  const way: Passing = { undecided: coming, refusable: coming, past: nobody, within: nobody, limited: [] };
  const met = rules.filter((rule) => rule.does.kind !== 'passes' && isForPorts(rule, region));
  for (const batch of batches(met)) takeBatch(batch, way, isLast, folding);
  if (policy !== undefined) takePolicy(policy, way, isLast, folding);
  const whole = union(way.past, policy?.does === 'accept' ? way.undecided : nobody);
  for (const { rule, decided } of way.limited)
    if (!isNobody(decided) && isNobody(subtract(decided, whole))) folding.endless.push(rule);
  return union(whole, way.within);
}

function takeBatch(
  batch: readonly OldRule[],
  way: Passing,
  isLast: boolean,
  { accepted, refused, filters, spared }: Folding,
): void {
  const all = unionOf(batch.map(({ asks }) => asks.from));
  const [here, fresh] = [shareOf(all, way.refusable), shareOf(all, way.undecided)];
  for (const rule of batch) {
    const share = { rule, sources: here(rule.asks.from), fresh: fresh(rule.asks.from) };
    if (rule.asks.conditions.length > 0) filters.push(share);
    else if (rule.does.kind === 'accept') (isLast ? accepted : spared).push(share);
    else
      refused.push({
        ...share,
        sources: isNobody(way.within) ? share.fresh : subtract(share.fresh, way.within),
      });
  }
  const [one] = batch;
  if (one === undefined) return;
  const decided = intersect(all, way.undecided);
  if (isLimitedAccept(one)) {
    way.within = union(way.within, decided);
    way.limited.push({ rule: one, decided });
  }
  if (one.asks.conditions.length > 0) return;
  if (one.does.kind === 'refuse') way.refusable = subtract(way.refusable, subtract(decided, way.within));
  else way.past = union(way.past, decided);
  way.undecided = subtract(way.undecided, all);
}

function takePolicy({ does, origin }: BasePolicy, way: Passing, isLast: boolean, folding: Folding): void {
  const rest = does === 'accept' ? way.undecided : subtract(way.undecided, way.within);
  const last: Share = { rule: { policy: origin }, sources: rest, fresh: rest };
  if (does === 'refuse') folding.refused.push(last);
  else if (isLast) folding.accepted.push(last);
}

/** Of each of many sources, what is among some others. Only what of all of them is not is looked at. */
function shareOf(all: AddressSet, among: AddressSet): (from: AddressSet) => AddressSet {
  const gone = subtract(all, among);
  if (isNobody(gone)) return (from) => from;
  if (isNobody(intersect(all, among))) return () => nobody;
  return (from) => (isTouched(gone, from) ? subtract(from, gone) : from);
}

function isTouched(gone: AddressSet, { ipv4, ipv6 }: AddressSet): boolean {
  const [first, end] = ipv4;
  if (ipv4.length === 2 && ipv6.length === 0)
    return touches(gone, { family: 'ipv4', first: first ?? 0, last: (end ?? 1) - 1 });
  const [first6, end6] = ipv6;
  if (ipv6.length === 2 && ipv4.length === 0)
    return touches(gone, { family: 'ipv6', first: first6 ?? 0n, last: (end6 ?? 1n) - 1n });
  return true;
}

/** By halves: a list of ten thousand is gone through a dozen times, not ten thousand times. */
export function unionOf(sets: readonly AddressSet[]): AddressSet {
  const [one = nobody, other = nobody] = sets;
  if (sets.length <= 2) return union(one, other);
  const middle = sets.length >> 1;
  return union(unionOf(sets.slice(0, middle)), unionOf(sets.slice(middle)));
}

/** A service of a protocol that is neither UDP nor TCP has no ports: what is refused on one is refused, what is accepted on one is not. */
function isForPorts(
  { asks: { ports: wanted }, does }: OldRule,
  { protocol, ports: { first } }: Region,
): boolean {
  if (wanted === undefined) return true;
  if (!hasPorts(protocol)) return does.kind === 'refuse';
  return wanted.some((one) => one.first <= first && first <= one.last);
}

/** Whether the one condition of a rule is a limit, so that it accepts everybody, only not everything. */
export const isLimitedAccept = ({ asks: { conditions }, does }: OldRule): boolean =>
  does.kind === 'accept' && conditions.length === 1 && conditions.every(isLimit);

/** The same, or hours, which a service has and SIP as a whole has not. */
export const isPartlyAccept = (rule: OldRule): boolean =>
  isLimitedAccept(rule) ||
  (rule.does.kind === 'accept' &&
    rule.asks.conditions.length === 1 &&
    rule.asks.conditions.every(({ kind }) => kind === 'hours'));

const isLimit = (condition: Condition): boolean => {
  switch (condition.kind) {
    case 'rate':
    case 'connections':
      return !condition.above;
    case 'hours':
    case 'text':
    case 'window':
    case 'source-port':
    case 'unread':
      return false;
  }
};
