import type { Customer, Kind } from './actors/crowd-protocol.js';
import { type Random, randomOf } from './model/timeline.js';
import { account } from './sip/accounts.js';

/** Parts of a hundred of the customers (docs/lanes.md, "The crowd"). */
const parts: { readonly [K in Kind]: number } = {
  home: 35,
  office: 20,
  carrier: 15,
  ipv6: 10,
  pbx: 10,
  trunk: 5,
  other: 5,
};

type Made = Omit<Customer, 'user'>;
type Make = (count: number, random: Random, day: number) => readonly Made[];

const below = (random: Random, most: number): number => Math.floor(random() * most);
const between = (random: Random, first: number, last: number): number =>
  first + below(random, last - first + 1);

/** Different numbers below `most`, as if drawn from a hat. */
function drawn(count: number, most: number, random: Random): readonly number[] {
  const hat = Array.from({ length: most }, (_, index) => index);
  return Array.from({ length: count }, () => hat.splice(below(random, hat.length), 1)[0] ?? 0);
}

/** Six neighbouring /24s of one regional provider and two of another, filled at random. */
export const regional = [
  '10.1.0',
  '10.1.1',
  '10.1.2',
  '10.1.3',
  '10.1.4',
  '10.1.5',
  '10.2.0',
  '10.2.1',
] as const;
const HOSTS = 250;

const homes: Make = (count, random) =>
  drawn(count, regional.length * HOSTS, random).map((place) => ({
    kind: 'home',
    address: `${regional[Math.floor(place / HOSTS)]}.${1 + (place % HOSTS)}`,
    port: 5060,
    transport: 'udp',
    habit: 'phone',
  }));

/** 5 to 80 phones behind one address. Those that would speak TLS speak TCP here: the rules can read no method in either. */
const offices: Make = (count, random) => {
  const made: Made[] = [];
  for (let office = 0; made.length < count; office++) {
    const address = `10.3.${office}.7`;
    const transport = random() < 0.6 ? 'udp' : 'tcp';
    const phones = Math.min(between(random, 5, 80), count - made.length);
    for (let phone = 0; phone < phones; phone++)
      made.push({ kind: 'office', address, port: 6000 + phone, transport, habit: 'phone' });
  }
  return made;
};

/** Carrier-grade NAT: 1 to 200 customers behind an address of the pool, on each day behind others, at other ports. */
const carriers: Make = (count, random, day) => {
  const shares = Array.from({ length: Math.max(2, Math.ceil(count / 40)) }, () => between(random, 1, 200));
  const places = shares.flatMap((share, address) => Array<number>(share).fill(address));
  const behind = (): number => places[below(random, places.length)] ?? 0;
  return Array.from({ length: count }, (_, index) => ({
    kind: 'carrier',
    address: `10.4.0.${1 + ((behind() + day) % shares.length)}`,
    port: 20_000 + 2_000 * day + index,
    transport: random() < 0.5 ? 'udp' : 'tcp',
    habit: 'phone',
  }));
};

const hex = (number: number): string => number.toString(16);

/** A /64 each out of two /48s; another address within it on each day. */
const sixes: Make = (count, random, day) =>
  drawn(count, 2 * 0x1000, random).map((place) => ({
    kind: 'ipv6',
    address: `2001:db8:${place % 2 === 0 ? 'a' : 'b'}:${hex(place >> 1)}::${hex(between(random, 16, 0xffff))}:${day + 1}`,
    port: 5060,
    transport: random() < 0.5 ? 'udp' : 'tcp',
    habit: 'phone',
  }));

const alone = (index: number, net: number): string => `10.${net + (index >> 8)}.${index & 255}.9`;

const pbxes: Make = (count) =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'pbx',
    address: alone(index, 5),
    port: 5060,
    transport: 'udp',
    habit: 'pbx',
  }));

const trunks: Make = (count, random) =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'trunk',
    address: alone(index, 15),
    port: 5060,
    transport: random() < 0.8 ? 'udp' : 'tcp',
    habit: 'trunk',
  }));

const oddities = ['crlf', 'large-invite', 'wrong-password', 'phone'] as const;

/** One of each oddity in turn; the plain ones are three to an address, with a user agent each. */
const others: Make = (count) =>
  Array.from({ length: count }, (_, index) => {
    const habit = oddities[index % oddities.length] ?? 'phone';
    const plain = habit === 'phone';
    const address = plain ? `10.25.${Math.floor(index / 12)}.9` : alone(index, 20);
    const agent = plain ? `Brand${Math.floor(index / 4) % 3} 2.1` : 'Phone 1.0';
    return { kind: 'other', address, port: plain ? 6000 + index : 5060, transport: 'udp', habit, agent };
  });

const makers: { readonly [K in Kind]: Make } = {
  home: homes,
  office: offices,
  carrier: carriers,
  ipv6: sixes,
  pbx: pbxes,
  trunk: trunks,
  other: others,
};

/**
 * The population of a trial. The same seed gives the same customers; on another `day` those whose addresses change have
 * changed them.
 */
export function crowd(count: number, seed: number, day = 0): readonly Customer[] {
  const made = (Object.keys(parts) as Kind[]).flatMap((kind, index) =>
    makers[kind](Math.round((count * parts[kind]) / 100), randomOf(seed + index), day),
  );
  return made.map((customer, index) => ({ ...customer, user: account(index) }));
}
