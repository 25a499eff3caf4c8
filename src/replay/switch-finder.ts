import type { SeenPacket } from '../capture/seen-packet.js';
import { type Address, addressText } from '../net/address.js';
import { type AddressSet, contains } from '../net/address-set.js';
import { covers } from '../net/port.js';
import type { PortRange } from '../net/units.js';
import { methodOf, statusOf } from './message.js';

/** What tells addresses apart: IPv4 are numbers, IPv6 bigints. */
export type AddressKey = Address['value'];

export interface SipPorts {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly encrypted: { readonly udp: readonly PortRange[]; readonly tcp: readonly PortRange[] };
}

/** Whether a port is one on which SIP can be read. */
export const isSipPort = (
  ports: Pick<SipPorts, 'udp' | 'tcp'>,
  protocol: SeenPacket['protocol'],
  port: number,
): boolean => (protocol === 'udp' || protocol === 'tcp') && covers(ports[protocol], port);

interface Candidate {
  readonly address: Address;
  readonly asked: Set<AddressKey>;
  readonly answered: Set<AddressKey>;
  /** The host that captured has sent from it. */
  isOwn: boolean;
  registers: boolean;
}

/** A flood from everywhere must not fill the memory before anything is known. */
const MOST_ADDRESSES = 100_000;
const MOST_PEERS = 10_000;

/**
 * Finds which addresses are the switch's, from who answers requests on the ports of SIP. Phones answer too, and each of them
 * the switch alone; so the address with the most peers comes first, and what is said with it explains nobody else.
 */
export class SwitchFinder {
  readonly #candidates = new Map<AddressKey, Candidate>();
  readonly #pairs = new Map<AddressKey, Set<AddressKey>>();
  /** Packets of SIP that were looked at. */
  seen = 0;

  /** @param to Where the policy says that the switch is. */
  constructor(
    readonly ports: SipPorts,
    readonly to: AddressSet | undefined,
  ) {}

  packet(packet: SeenPacket): void {
    const { payload, protocol, source, destination } = packet;
    if (packet.sent === true) this.#own(source);
    if (payload.length === 0) return;
    const isRequest = isSipPort(this.ports, protocol, packet.destinationPort) && methodOf(payload);
    if (isRequest) {
      this.seen += 1;
      const candidate = this.#candidate(destination);
      if (candidate === undefined) return;
      note(candidate.asked, source.value);
      if (isRequest === 'REGISTER') candidate.registers = true;
      this.#pair(source.value, destination.value);
    } else if (isSipPort(this.ports, protocol, packet.sourcePort) && statusOf(payload) !== undefined) {
      this.seen += 1;
      const candidate = this.#candidate(source);
      if (candidate !== undefined) note(candidate.answered, destination.value);
    }
  }

  /** The switch's addresses, the busiest first; none where no SIP was seen. */
  found(): readonly Address[] {
    const all = [...this.#candidates.values()].filter(({ asked }) => asked.size > 0);
    const { to } = this;
    const named = to === undefined ? [] : all.filter(({ address }) => contains(to, address));
    if (named.length > 0) return named.map(({ address }) => address);
    const own = all.filter(({ isOwn }) => isOwn);
    const candidates = (own.length > 0 ? own : all).toSorted((a, b) => weight(b) - weight(a));
    const found: Address[] = [];
    const explained = new Set<AddressKey>();
    for (const { address, asked, answered } of candidates) {
      // Whoever talks with an address of the switch alone is a peer of it.
      const others = [...asked].filter((peer) => !explained.has(peer)).length;
      if (found.length > 0 && (explained.has(address.value) || others === 0)) continue;
      if (found.length > 0 && answered.size === 0) continue;
      found.push(address);
      for (const peer of this.#pairs.get(address.value) ?? []) explained.add(peer);
      explained.add(address.value);
    }
    return found;
  }

  #own(address: Address): void {
    const candidate = this.#candidate(address);
    if (candidate !== undefined) candidate.isOwn = true;
  }

  #candidate(address: Address): Candidate | undefined {
    const found = this.#candidates.get(address.value);
    if (found !== undefined || this.#candidates.size >= MOST_ADDRESSES) return found;
    const made = { address, asked: new Set<AddressKey>(), answered: new Set<AddressKey>() };
    const candidate = { ...made, isOwn: false, registers: false };
    this.#candidates.set(address.value, candidate);
    return candidate;
  }

  #pair(source: AddressKey, destination: AddressKey): void {
    for (const [one, other] of [[source, destination] as const, [destination, source] as const]) {
      const peers = this.#pairs.get(one) ?? new Set();
      note(peers, other);
      this.#pairs.set(one, peers);
    }
  }
}

function note(peers: Set<AddressKey>, peer: AddressKey): void {
  if (peers.size < MOST_PEERS) peers.add(peer);
}

/** Peers that it answered count most; among equals whoever is asked to register somebody is the registrar. */
const weight = ({ asked, answered, registers }: Candidate): number =>
  1_000 * answered.size + asked.size + (registers ? 0.5 : 0);

export const addressList = (addresses: readonly Address[]): string => addresses.map(addressText).join(', ');
