import type { Address } from '../net/address.js';
import type { Side } from '../ruleset/match.js';
import type { LearnedSet, MeterKey } from '../ruleset/ruleset.js';
import type { Packet } from './packet.js';

/** What tells entries of one table apart. */
export type Key = number | bigint | string;
export type KeyOf = (packet: Packet) => Key;

/** An IPv4 address (with a sign, which V8 keeps without a box) or an IPv6 /64: what is limited, learned and banned. */
export const sourceKey = (address: Address): number | bigint =>
  address.family === 'ipv4' ? address.value | 0 : address.value >> 64n;

/** Its /24 or /48. */
export const subnetKey = (address: Address): number | bigint =>
  address.family === 'ipv4' ? address.value >>> 8 : address.value >> 80n;

export const sideOf = (packet: Packet, side: Side): Address =>
  side === 'source' ? packet.source : packet.destination;

export const portOf = (packet: Packet, side: Side): number => {
  if (packet.protocol !== 'udp' && packet.protocol !== 'tcp') return 0;
  return side === 'source' ? packet.sourcePort : packet.destinationPort;
};

/** Of the one entry that every packet finds. */
export const oneForAll = 0;

/** What an entry of a learned set is found by. */
export function learnedKey({ key }: Pick<LearnedSet, 'key'>, side: Side): KeyOf {
  switch (key) {
    case 'source':
      return (packet) => sourceKey(sideOf(packet, side));
    case 'subnet':
      return (packet) => subnetKey(sideOf(packet, side));
    case 'port':
      return (packet) => `${sideOf(packet, side).value} ${portOf(packet, side)}`;
    case 'all':
      return () => oneForAll;
  }
}

const PORTS = 65_536;

export const keyOf: { readonly [K in MeterKey]: KeyOf } = {
  source: ({ source }) => sourceKey(source),
  destination: ({ destination }) => sourceKey(destination),
  subnet: ({ source }) => subnetKey(source),
  port: (packet) => {
    const source = sourceKey(packet.source);
    const port = portOf(packet, 'source');
    return typeof source === 'number' ? source * PORTS + port : source * BigInt(PORTS) + BigInt(port);
  },
  both: ({ source, destination }) => `${sourceKey(source)} ${sourceKey(destination)}`,
  all: () => 0,
};
