import { type Address, addressBits, addressText, type Family, networkOf } from '../../net/address.js';
import type { TestedSet, TestStep } from '../../policy/policy-test.js';
import type { DifferingPacket } from '../outcome.js';
import type { Played } from '../play.js';
import type { Modelled, Observed } from './model.js';

/** The source of an address as the kernel's sets print it: the address, or the first one of an IPv6 /64. */
function sourceText(address: Address): string {
  if (address.family === 'ipv4') return addressText(address);
  const { first } = networkOf(address, addressBits.ipv6 / 2) as { readonly first: bigint };
  return addressText({ family: 'ipv6', value: first });
}

/** The one entry of each family that all packets find. */
const everybody: { readonly [F in Family]: string } = { ipv4: '0.0.0.0', ipv6: '::' };

const entryText = (set: TestedSet, peer: Address): string =>
  set === 'alarm' ? everybody[peer.family] : sourceText(peer);

/**
 * A step on a kernel, in the form in which it is judged. A kernel does not say which rule decided about a packet: where it
 * did what the evaluator says, for the rule that the evaluator names.
 */
export function kernelPlayed(
  { expect }: TestStep,
  { delivered, arrived, sets, counted }: Observed,
  { played, packets }: Modelled,
): Played {
  const seen = arrived === undefined ? [] : packets.map((packet) => asSeen(packet, arrived));
  const nth = (isDelivered: boolean, number: number) =>
    seen.filter((packet) => packet.delivered === isDelivered)[number - 1];
  const surplus = (isDelivered: boolean) =>
    nth(isDelivered, (expect[isDelivered ? 'delivered' : 'dropped']?.most ?? Number.POSITIVE_INFINITY) + 1);
  return {
    sent: played.sent,
    delivered,
    peers: played.peers,
    first: (isDelivered) => nth(isDelivered, 1),
    surplus,
    last: seen.at(-1),
    decided: (rule) => (counted?.has(rule) ? (counted.get(rule) ?? 0) > 0 : played.decided(rule)),
    decider: 'a packet that it did not count',
    entered: () => undefined,
    isIn: (set, peer) => sets?.[set].has(entryText(set, peer)) ?? played.isIn(set, peer),
    end: played.end,
  };
}

/** What the kernel did with a packet of the evaluator's. */
export function asSeen(packet: DifferingPacket, arrived: ReadonlySet<number>): DifferingPacket {
  const delivered = arrived.has(packet.number);
  if (delivered === packet.delivered) return packet;
  return { ...packet, delivered, rule: undefined, isUnnamed: true };
}
