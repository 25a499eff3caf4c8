import type { Address } from '../net/address.js';
import { protocolNumber } from '../net/protocol.js';
import { readAddress } from '../net/read-address.js';
import { type Doing, lifePorts } from './life.js';

/** What a host tells of itself, as text; empty where it tells nothing. */
export interface LifeTexts {
  /** /proc/net/raw and raw6, one behind the other. */
  readonly raw: string;
  /** /proc/net/udp and udp6. */
  readonly udp: string;
  /** /proc/net/sctp/eps. */
  readonly sctp: string;
  /** /proc/net/nf_conntrack. */
  readonly conntrack: string;
  /** `ip -d -o link show`. */
  readonly links: string;
  /** `ip xfrm state`. */
  readonly xfrm: string;
  /** `ip -o addr show`. */
  readonly addresses: string;
}

/** ICMP comes in as far as IP needs it; 255 is for sending alone (raw(7)); UDP and TCP have ports. */
const notAsked: ReadonlySet<number> = new Set([0, 1, 6, 17, 58, 255]);

export function readDoings(texts: LifeTexts): readonly Doing[] {
  const own = ownAddresses(texts.addresses);
  const found = [
    ...[...texts.raw.matchAll(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) /gm)].map(([, hex = '']) =>
      protocol(Number.parseInt(hex, 16), [], 'for which a program has opened a raw socket'),
    ),
    ...(/^ *\S+ +\S+ +\d+ +\d+ +\d+ +\d+ /m.test(texts.sctp)
      ? [protocol(132, [], 'on which a program listens')]
      : []),
    ...tunnels(texts.links),
    ...associations(texts.xfrm, own),
    ...tracked(texts.conntrack, own),
  ];
  return [...merged(found), ...ports(texts.udp), ...leases(texts.addresses)];
}

type Spoken = Extract<Doing, { kind: 'protocol' }>;

const protocol = (number: number, peers: readonly Address[], seen: string): Spoken => ({
  kind: 'protocol',
  number,
  peers,
  seen,
});

/** One for each protocol, with whoever was seen. */
function merged(found: readonly Spoken[]): readonly Spoken[] {
  const all = new Map<number, Spoken>();
  for (const one of found.filter(({ number }) => !notAsked.has(number))) {
    const before = all.get(one.number);
    const peers = new Map([...(before?.peers ?? []), ...one.peers].map((peer) => [`${peer.value}`, peer]));
    all.set(one.number, { ...one, seen: before?.seen ?? one.seen, peers: [...peers.values()] });
  }
  return [...all.values()];
}

const tunnelKinds: ReadonlyMap<string, number> = new Map([
  ['gre', 47],
  ['gretap', 47],
  ['ip6gre', 47],
  ['ip6gretap', 47],
  ['erspan', 47],
  ['ipip', 4],
  ['sit', 41],
  ['ip6tnl', 41],
  ['vti', 50],
  ['vti6', 50],
  ['xfrm', 50],
]);

/** `ip` prints each link with its kind and whom it leads to. Without a remote end it is the one that the module makes. */
function tunnels(links: string): readonly Spoken[] {
  return links.split('\n').flatMap((line) => {
    const [, name = ''] = /^\d+: ([^:@ ]+)/.exec(line) ?? [];
    const kinds = [...tunnelKinds].filter(([kind]) => new RegExp(`\\\\\\s+${kind}6? `).test(line));
    const peers = addressesIn(/ remote (\S+)/.exec(line)?.[1]);
    return kinds.length === 0 || peers.length === 0
      ? []
      : kinds.map(([kind, number]) => protocol(number, peers, `by the ${kind} tunnel ${name}`));
  });
}

function associations(xfrm: string, own: ReadonlySet<string>): readonly Spoken[] {
  return [...xfrm.matchAll(/^src (\S+) dst (\S+)\n\s+proto (\S+) /gm)].flatMap(
    ([, from, to = '', name = '']) => {
      const number = protocolNumber(name);
      return number === undefined || !own.has(to)
        ? []
        : [protocol(number, addressesIn(from), 'by a security association (ip xfrm state)')];
    },
  );
}

/** What came in, by unicast or multicast, and goes on: conntrack names few protocols, and calls the others unknown. */
function tracked(conntrack: string, own: ReadonlySet<string>): readonly Spoken[] {
  const lines = conntrack.matchAll(/^(?:ipv[46] +\d+ +)?(\S+) +(\d+) \d+ .*?src=(\S+) dst=(\S+) /gm);
  return [...lines].flatMap(([, , number = '', from = '', to = '']) =>
    own.has(to) || /^(?:22[4-9]|23\d)\.|^ff/i.test(to)
      ? own.has(from)
        ? []
        : [protocol(Number(number), addressesIn(from), 'seen by conntrack')]
      : [],
  );
}

const ownAddresses = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/ inet6? ([0-9a-f.:]+)/g)].map(([, address = '']) => address));

function addressesIn(text: string | undefined): readonly Address[] {
  const read = text === undefined ? undefined : readAddress(text);
  return read?.kind === 'address' && read.address.value !== 0 && read.address.value !== 0n
    ? [read.address]
    : [];
}

/** 127.0.0.0/8 and ::1, as a machine of little-endian numbers prints them. */
const LOOPBACK = /^(?:[0-9A-F]{6}7F|0{24}01000000)$/;

/** Sockets without a peer: whoever binds one of these ports is spoken to unasked. */
function ports(udp: string): readonly Doing[] {
  const rows = udp.matchAll(/^ *\d+: ([0-9A-F]+):([0-9A-F]{4}) 0+:0000 07 /gm);
  const bound = [...rows].flatMap(([, address = '', port = '']) =>
    LOOPBACK.test(address) ? [] : [Number.parseInt(port, 16)],
  );
  return [...new Set(bound)].flatMap((port): readonly Doing[] => {
    const name = lifePorts.get(port);
    return name === undefined ? [] : [{ kind: 'port', port, name, seen: 'on which a program listens' }];
  });
}

/** An address that ends by itself: `ip` calls it dynamic; over IPv6 those of a DHCPv6 server are single ones. */
function leases(addresses: string): readonly Doing[] {
  return addresses.split('\n').flatMap((line): readonly Doing[] => {
    const [, address] =
      / inet (\S+) .*\bdynamic\b/.exec(line) ?? / inet6 (\S+\/128) .*\bdynamic\b/.exec(line) ?? [];
    return address === undefined ? [] : [{ kind: 'lease', seen: `${address} is leased from a DHCP server` }];
  });
}
