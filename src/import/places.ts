import type { Family } from '../net/address.js';
import { type AddressSet, subtract } from '../net/address-set.js';
import type { Port, PortRange } from '../net/units.js';
import { isDeviceOf, isNobody, type OldRule } from './old-rule.js';

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

export type Place = Pick<Region, 'device' | 'to'>;

/** The ways in that rules tell apart: a device, an address, or both where a rule names both. */
export function placesOf(rules: readonly OldRule[]): readonly Place[] {
  const places = new Map<string, Place>();
  const add = (device: string | undefined, to: AddressSet | undefined) =>
    places.set(`${device} ${to && keyOf(to)}`, { device, to });
  add(undefined, undefined);
  for (const { asks } of rules) {
    const device = asks.device?.name === 'lo' || asks.device?.negated ? undefined : asks.device?.name;
    if (device !== undefined) add(device, undefined);
    if (asks.to !== undefined) add(undefined, asks.to);
    if (device !== undefined && asks.to !== undefined) add(device, asks.to);
  }
  return [...places.values()];
}

export const keyOf = ({ ipv4, ipv6 }: AddressSet): string => `${ipv4.join(',')};${ipv6.join(',')}`;

/**
 * What is refused by one device or at one address on some ports is refused there on all: what is opened too wide is worse than
 * what is opened again.
 */
export function isAt({ asks, does }: OldRule, place: Place): boolean {
  const { device, to, ports } = asks;
  const isNarrow = does.kind === 'refuse' && ports !== undefined;
  const isHere =
    device === undefined ||
    (!device.negated && place.device !== undefined && isDeviceOf(device.name, place.device)) ||
    (isNarrow && !device.negated && device.name !== 'lo');
  return (
    isHere && (to === undefined || isNarrow || (place.to !== undefined && isNobody(subtract(place.to, to))))
  );
}

/** From 1 to 65535, cut wherever a range of a rule begins or ends. */
export function regionPorts(rules: readonly OldRule[], edges: readonly PortRange[]): readonly PortRange[] {
  const cuts = new Set([1, 65_536]);
  for (const { first, last } of [...edges, ...rules.flatMap(({ asks }) => asks.ports ?? [])]) {
    cuts.add(Math.max(1, first));
    cuts.add(Math.max(1, last + 1));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted
    .slice(0, -1)
    .map((first, at) => ({ first: first as Port, last: ((sorted[at + 1] ?? 0) - 1) as Port }));
}
