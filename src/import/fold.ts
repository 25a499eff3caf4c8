import type { Family } from '../net/address.js';
import { type AddressSet, addressSet, intersect, subtract, union } from '../net/address-set.js';
import type { Port, PortRange } from '../net/units.js';
import {
  type BasePolicy,
  type Condition,
  everyAddress,
  type OldRule,
  type OldRules,
  type Origin,
} from './old-rule.js';

/** Packets that all rules treat alike but for their source: one protocol, ports that no rule divides, one way in. */
export interface Region {
  readonly family: Family;
  readonly protocol: number;
  readonly ports: PortRange;
  /** `undefined`: any device that no rule names. */
  readonly device: string | undefined;
  /** `undefined`: any address of the host that no rule names. */
  readonly to: AddressSet | undefined;
}

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
}

const nobody: AddressSet = addressSet([]);
const isNobody = ({ ipv4, ipv6 }: AddressSet): boolean => ipv4.length === 0 && ipv6.length === 0;

/** Of a longer list it is not asked which of its lines say what others have said before. */
const MOST_COMPARED = 64;

/** What becomes of the first packet of a conversation, from everybody, in every region of UDP and TCP. */
export function foldRules(old: OldRules): readonly Outcome[] {
  const rules = old.rules.filter(({ asks }) => asks.starts);
  return [...old.policies].flatMap(([family, policy]) => {
    const own = rules.filter((rule) => rule.family === 'any' || rule.family === family);
    return [17, 6].flatMap((protocol) => {
      const meant = own.filter(({ asks }) => asks.protocol === undefined || asks.protocol === protocol);
      return placesOf(meant).flatMap((place) => {
        const here = meant.filter((rule) => isAt(rule, place));
        return regionPorts(here).map((ports) =>
          outcomeOf({ family, protocol, ports, ...place }, here, policy),
        );
      });
    });
  });
}

type Place = Pick<Region, 'device' | 'to'>;

/** The ways in that rules tell apart. */
export function placesOf(rules: readonly OldRule[]): readonly Place[] {
  const devices = new Set(rules.flatMap(({ asks }) => asks.device?.name ?? []));
  devices.delete('lo');
  const addresses = new Map(rules.flatMap(({ asks: { to } }) => (to === undefined ? [] : [[keyOf(to), to]])));
  return [
    { device: undefined, to: undefined },
    ...[...devices].map((device) => ({ device, to: undefined })),
    ...[...addresses.values()].map((to) => ({ device: undefined, to })),
  ];
}

export const keyOf = ({ ipv4, ipv6 }: AddressSet): string => `${ipv4.join(',')};${ipv6.join(',')}`;

/** What one device refuses on some ports is refused there on all: what is opened too wide is worse than what is opened again. */
function isAt({ asks, does }: OldRule, place: Place): boolean {
  const named = asks.device?.name === place.device;
  const isNarrow = does.kind === 'refuse' && asks.ports !== undefined && asks.device?.negated === false;
  const device = asks.device === undefined || isNarrow || (!asks.device.negated && named);
  const to = asks.to === undefined || (place.to !== undefined && isNobody(subtract(place.to, asks.to)));
  return device && to;
}

/** From 1 to 65535, cut wherever a range of a rule begins or ends. */
export function regionPorts(rules: readonly OldRule[]): readonly PortRange[] {
  const cuts = new Set([1, 65_536]);
  for (const { first, last } of rules.flatMap(({ asks }) => asks.ports ?? [])) {
    cuts.add(Math.max(1, first));
    cuts.add(last + 1);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted
    .slice(0, -1)
    .map((first, at) => ({ first: first as Port, last: ((sorted[at + 1] ?? 0) - 1) as Port }));
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

function outcomeOf(region: Region, rules: readonly OldRule[], policy: BasePolicy): Outcome {
  const { ports, family } = region;
  const accepted: Share[] = [];
  const refused: Share[] = [];
  const filters: Share[] = [];
  let undecided = ofFamily(everyAddress, family);
  let refusable = undecided;
  const met = rules.filter(({ asks, does }) => does.kind !== 'passes' && isForPorts(asks.ports, ports));
  for (const batch of batches(met)) {
    const all = unionOf(batch.map(({ asks }) => asks.from));
    for (const rule of batch) {
      const sources = batch.length > MOST_COMPARED ? rule.asks.from : intersect(rule.asks.from, refusable);
      const fresh = batch.length > MOST_COMPARED ? sources : intersect(sources, undecided);
      const share = { rule, sources, fresh };
      if (rule.asks.conditions.length > 0) filters.push(share);
      else if (rule.does.kind === 'accept') accepted.push(share);
      else refused.push({ ...share, sources: share.fresh });
    }
    const [one] = batch;
    if (one === undefined || one.asks.conditions.length > 0) continue;
    if (one.does.kind === 'refuse') refusable = subtract(refusable, intersect(all, undecided));
    undecided = subtract(undecided, all);
  }
  const last: Share = { rule: { policy: policy.origin }, sources: undecided, fresh: undecided };
  (policy.does === 'accept' ? accepted : refused).push(last);
  return { region, accepted, refused, filters };
}

/** By halves: a list of ten thousand is gone through a dozen times, not ten thousand times. */
function unionOf(sets: readonly AddressSet[]): AddressSet {
  const [one = nobody, other = nobody] = sets;
  if (sets.length <= 2) return union(one, other);
  const middle = sets.length >> 1;
  return union(unionOf(sets.slice(0, middle)), unionOf(sets.slice(middle)));
}

const isForPorts = (wanted: readonly PortRange[] | undefined, { first }: PortRange): boolean =>
  wanted === undefined || wanted.some((one) => one.first <= first && first <= one.last);

export const ofFamily = (set: AddressSet, family: Family): AddressSet => ({
  ...set,
  ...(family === 'ipv4' ? { ipv6: [] } : { ipv4: [] }),
});

/** Whether a rule's conditions are limits alone, so that it accepts everybody, only not everything. */
export const isLimitedAccept = ({ asks: { conditions }, does }: OldRule): boolean =>
  does.kind === 'accept' && conditions.length > 0 && conditions.every(isLimit);

const isLimit = (condition: Condition): boolean => {
  switch (condition.kind) {
    case 'rate':
    case 'connections':
      return !condition.above;
    case 'hours':
    case 'text':
      return true;
    case 'window':
    case 'source-port':
    case 'unread':
      return false;
  }
};
