import { mergePorts } from '../net/port.js';
import type { Port, PortRange } from '../net/units.js';
import type { Outcome } from './fold.js';
import type { Condition, OldRule } from './old-rule.js';
import { methodIn, packOf } from './texts.js';

/** Where the old rules name none: those of the policy without `sip.ports`. */
export const USUAL: SipPorts = {
  udp: [range(5060, 5060), range(6060, 6060)],
  tcp: [range(5060, 5060)],
  encrypted: { udp: [], tcp: [] },
  isUsual: true,
};

export interface SipPorts {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly encrypted: { readonly udp: readonly PortRange[]; readonly tcp: readonly PortRange[] };
  /** UDP and TCP are those of a policy that names none. */
  readonly isUsual: boolean;
}

const WELL_KNOWN = [5060, 6060];
/** Of rules that open more at once it cannot be said that they mean SIP. */
const WIDEST = 100;
/** 5061 by RFC 3261, 5070 to 5080 of VOS3000. */
const ENCRYPTED: readonly PortRange[] = [range(5061, 5061), range(5070, 5080)];

function range(first: number, last: number): PortRange {
  return { first: first as Port, last: last as Port };
}

/** The ports on which the old rules take SIP for granted; or those that the operator names. */
export function sipPortsOf(rules: readonly OldRule[], named: readonly PortRange[]): SipPorts {
  const found = (protocol: number) =>
    rules.flatMap(({ asks }) => {
      const isMeant = asks.protocol === undefined || asks.protocol === protocol;
      return isMeant ? (asks.ports ?? []).filter((one) => isSip(one, asks.conditions)) : [];
    });
  const [udp, tcp] = [found(17), found(6)].map((ranges) => mergePorts([...ranges, ...named]));
  const all = mergePorts([...(udp ?? []), ...(tcp ?? [])]);
  const encrypted = ENCRYPTED.flatMap((one) => all.flatMap((other) => common(one, other)));
  const plain = { udp: without(udp ?? [], ENCRYPTED), tcp: without(tcp ?? [], ENCRYPTED) };
  // A policy has a port on which SIP can be read.
  const isUsual = plain.udp.length + plain.tcp.length === 0;
  return { ...(isUsual ? USUAL : plain), encrypted: { udp: encrypted, tcp: encrypted }, isUsual };
}

function isSip({ first, last }: PortRange, conditions: readonly Condition[]): boolean {
  if (last - first > WIDEST) return false;
  if ([...WELL_KNOWN, 5061].some((port) => first <= port && port <= last)) return true;
  return conditions.some(
    (one) => one.kind === 'text' && (methodIn(one.text) ?? packOf(one.text)) !== undefined,
  );
}

export const common = (a: PortRange, b: PortRange): readonly PortRange[] => {
  const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
  return first <= last ? [range(first, last)] : [];
};

function without(ranges: readonly PortRange[], out: readonly PortRange[]): readonly PortRange[] {
  return out.reduce(
    (left, one) =>
      left.flatMap(({ first, last }) => [
        ...(first < one.first ? [range(first, Math.min(last, one.first - 1))] : []),
        ...(last > one.last ? [range(Math.max(first, one.last + 1), last)] : []),
      ]),
    ranges,
  );
}

/** Where ports of SIP begin and end, so that no region is in part of SIP. */
export const sipEdges = ({ udp, tcp, encrypted }: SipPorts): readonly PortRange[] => [
  ...[...udp, ...tcp, ...encrypted.udp, ...encrypted.tcp],
];

export const isSipRegion = ({ region }: Outcome, { udp, tcp, encrypted }: SipPorts): boolean => {
  const own = region.protocol === 6 ? [...tcp, ...encrypted.tcp] : [...udp, ...encrypted.udp];
  return own.some(({ first, last }) => first <= region.ports.first && region.ports.last <= last);
};
