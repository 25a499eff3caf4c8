import { backendRules } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import { evaluator } from '../../src/evaluate/evaluator.js';
import type { Machine } from '../../src/evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../../src/evaluate/options.js';
import type {
  IcmpPacket,
  OtherPacket,
  Packet,
  TcpFlags,
  TcpPacket,
  UdpPacket,
} from '../../src/evaluate/packet.js';
import type { Address } from '../../src/net/address.js';
import { parseAddress } from '../../src/net/read-address.js';
import type { Chain, Ruleset } from '../../src/ruleset/ruleset.js';
import { ruleset } from '../emit/samples.js';
import { today } from '../lint-text.js';
import { sipRequest, sipResponse } from '../packets/sip.js';
import { memoryFiles } from '../parse/memory-files.js';

/** The rules of both backends for a policy's text. */
export function rulesOf(policy: string): readonly BackendRules[] {
  const codes: string[] = [];
  const files = memoryFiles({ 'policy.yaml': policy });
  const input = { path: 'policy.yaml', files, profile: undefined, today };
  const legalized = legalizePolicy(input, ({ code }) => codes.push(code));
  if (legalized === undefined) throw new Error(`the policy has errors: ${codes.join(', ')}`);
  return backendRules(legalized.legal);
}

/** A fresh host of each backend. */
export const machines = (
  policy: string,
  options?: EvaluatorOptions,
): readonly (readonly [string, Machine])[] =>
  rulesOf(policy).map((rules) => [rules.backend, evaluator(rules, options)]);

/** A host whose prerouting is these chains, as iptables would have them. */
export function machineOf(
  parts: Partial<Ruleset>,
  chains: readonly Chain[],
  options?: EvaluatorOptions,
): Machine {
  const whole = ruleset({ ...parts, chains });
  return evaluator({ backend: 'iptables', ipv4: whole, ipv6: whole }, options);
}

export const nftMachineOf = (parts: Partial<Ruleset>, chains: readonly Chain[]): Machine =>
  evaluator({ backend: 'nftables', ruleset: ruleset({ ...parts, chains }), companion: undefined });

export function addressOf(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') throw new Error(`the sample ${text} is no address`);
  return parsed.address;
}

const own = { ipv4: '198.18.0.2', ipv6: '2001:2::2' };
const bytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

function incoming(from: string, at: number) {
  const source = addressOf(from);
  return { at, direction: 'in' as const, source, destination: addressOf(own[source.family]) };
}

export function udp(
  from: string,
  at: number,
  content: string | Uint8Array,
  more: Partial<UdpPacket> = {},
): UdpPacket {
  const ports = { sourcePort: 5060, destinationPort: 5060 };
  return { ...incoming(from, at), protocol: 'udp', ...ports, payload: bytes(content), ...more };
}

export function tcp(
  from: string,
  at: number,
  content: string | Uint8Array,
  flags: TcpFlags = { ack: true },
  more: Partial<TcpPacket> = {},
): TcpPacket {
  const ports = { sourcePort: 40_000, destinationPort: 5060 };
  return { ...incoming(from, at), protocol: 'tcp', ...ports, payload: bytes(content), flags, ...more };
}

export const icmp = (from: string, at: number, type: number): IcmpPacket => ({
  ...incoming(from, at),
  protocol: 'icmp',
  type,
});

export const other = (from: string, number: number, at = 0): OtherPacket => ({
  ...incoming(from, at),
  protocol: 'other',
  number,
});

/** What goes back to where a packet came from. */
export const answerTo = <P extends UdpPacket | TcpPacket>(
  packet: P,
  content: string | Uint8Array,
  at = packet.at,
): P => ({
  ...packet,
  ...{ at, direction: 'out', source: packet.destination, destination: packet.source },
  ...{ sourcePort: packet.destinationPort, destinationPort: packet.sourcePort },
  payload: bytes(content),
});

export const request = (method: string, userAgent = 'Phone 1.0'): Uint8Array =>
  bytes(sipRequest({ method, userAgent }));
export const response = (status: number): Uint8Array => bytes(sipResponse(status));

/** How many of these a machine lets through. */
export const delivered = (machine: Machine, packets: Iterable<Packet>): number => {
  let count = 0;
  for (const packet of packets) if (machine.packet(packet).verdict === 'delivered') count += 1;
  return count;
};

export const stream = (count: number, every: number, make: (at: number) => Packet): readonly Packet[] =>
  Array.from({ length: count }, (_, index) => make(index * every));
