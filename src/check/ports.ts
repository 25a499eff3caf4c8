import { covers, mergePorts, portText } from '../net/port.js';
import type { Port, PortRange } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Service, Sip } from '../policy/policy.js';

export const transports = ['udp', 'tcp'] as const;
export type Transport = (typeof transports)[number];

export function portRange(first: number, last: number): PortRange {
  return { first: first as Port, last: last as Port };
}

export function portsText(ranges: readonly PortRange[]): string {
  return ranges.map(portText).join(', ');
}

/** The ports that are in both. */
export function common(a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] {
  const [one, other] = [mergePorts(a), mergePorts(b)];
  const shared: PortRange[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [x, y] = [one[i] as PortRange, other[j] as PortRange];
    const both = overlap(x, y);
    if (isRange(both)) shared.push(both);
    // Whichever ends first meets nothing of what follows.
    if (x.last < y.last) i++;
    else j++;
  }
  return mergePorts(shared);
}

/** The ports of `wanted` that are in none of the ranges. */
export function missing(wanted: PortRange, ranges: readonly PortRange[]): readonly PortRange[] {
  const gaps: PortRange[] = [];
  let next: number = wanted.first;
  for (const { first, last } of mergePorts(ranges)) {
    if (first > next) gaps.push(portRange(next, Math.min(first - 1, wanted.last)));
    next = Math.max(next, last + 1);
  }
  gaps.push(portRange(next, wanted.last));
  return gaps.filter(isRange);
}

/** The ports on which the switch speaks SIP, plain and encrypted, with their paths in the policy. */
export function sipPorts(
  sip: Sip,
  transport: Transport,
): readonly { ports: readonly PortRange[]; path: PolicyPath }[] {
  return [
    { ports: sip[transport], path: ['sip', 'ports', transport] },
    { ports: sip.encrypted[transport], path: ['sip', 'ports', 'encrypted', transport] },
  ];
}

/** SSH is known by its port, or by its name where it listens elsewhere. */
export function isSsh(service: Service): boolean {
  return covers(service.tcp, 22) || (service.name === 'ssh' && service.tcp.length > 0);
}

function overlap(a: PortRange, b: PortRange): PortRange {
  return portRange(Math.max(a.first, b.first), Math.min(a.last, b.last));
}

function isRange({ first, last }: PortRange): boolean {
  return first <= last;
}
