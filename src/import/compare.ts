import { type Address, addressText, type Family, families } from '../net/address.js';
import { type AddressSet, contains } from '../net/address-set.js';
import { readAddress } from '../net/read-address.js';
import type { PortRange } from '../net/units.js';
import type { Policy } from '../policy/policy.js';
import { oneWrite, type PolicyTest, type TestMessage, type TestStep } from '../policy/policy-test.js';
import { familiesIn, isBroad, type OldRules, rulesIn } from './old-rule.js';

/** One kind of packet to one port, from every interesting address. */
export interface Probe {
  readonly words: string;
  readonly class: 'REGISTER' | 'INVITE' | 'OPTIONS' | 'ACK' | 'unrecognised' | 'scanner' | 'other';
  readonly transport: 'udp' | 'tcp';
  readonly port: number;
}

/** What is sent through the old rules and through the new ones. */
export interface Probes {
  readonly from: readonly Address[];
  readonly probes: readonly Probe[];
}

const MOST_ADDRESSES = 60;
const MOST_PORTS = 24;
/** Of a list this long its first and last stretches are looked at. */
const STRETCHES = 6;
/** Somebody of whom no rule speaks. */
const strangers = ['100.64.83.7', '2001:db8:5247::7'];

/** The edges of each set and of each range of ports, in the old rules and in the policy, and what lies beside them. */
export function probesOf(old: OldRules, policy: Policy): Probes {
  const sets = [
    ...rulesIn(old).map(({ asks }) => asks.from),
    policy.trusted.set,
    policy.blocked.set,
    ...policy.services.flatMap(({ from }) => (from === undefined ? [] : [from.set])),
  ];
  const from = new Map<string, Address>();
  for (const text of strangers) addTo(from, text, old);
  for (const set of sets)
    for (const address of edgesOf(set))
      if (from.size < MOST_ADDRESSES) addTo(from, addressText(address), old);
  const { udp, tcp } = policy.sip;
  const isSip = (ranges: readonly PortRange[], port: number) =>
    ranges.some(({ first, last }) => first <= port && port <= last);
  const sipUdp = firstPorts(udp);
  const others = (protocol: 6 | 17, own: readonly PortRange[]) =>
    portsOf(protocol, old, policy)
      .filter((port) => !isSip(own, port))
      .slice(0, MOST_PORTS);
  const probe = (kind: Probe['class'], transport: 'udp' | 'tcp', port: number): Probe => ({
    ...{ class: kind, transport, port },
    words: `${kind === 'scanner' ? 'REGISTER of friendly-scanner' : kind === 'other' ? 'a first packet' : kind} over ${transport.toUpperCase()} to port ${port}`,
  });
  return {
    from: [...from.values()],
    probes: [
      ...sipUdp.flatMap((port) =>
        (['ACK', 'REGISTER', 'INVITE', 'OPTIONS', 'unrecognised'] as const).map((kind) =>
          probe(kind, 'udp', port),
        ),
      ),
      ...firstPorts(tcp).map((port) => probe('REGISTER', 'tcp', port)),
      ...others(17, [...udp, ...policy.sip.encrypted.udp]).map((port) => probe('other', 'udp', port)),
      ...others(6, [...tcp, ...policy.sip.encrypted.tcp]).map((port) => probe('other', 'tcp', port)),
      // The last one: it gets its sender banned.
      ...sipUdp.slice(0, 1).map((port) => probe('scanner', 'udp', port)),
    ],
  };
}

const firstPorts = (ranges: readonly PortRange[]): readonly number[] =>
  ranges.slice(0, 3).map(({ first }) => first);

function addTo(found: Map<string, Address>, text: string, old: OldRules): void {
  const read = readAddress(text);
  if (read.kind === 'address' && familiesIn(old).includes(read.address.family) && canSend(read.address))
    found.set(text, read.address);
}

/** Not loopback, multicast or the laboratory's own link. */
function canSend({ family, value }: Address): boolean {
  if (family === 'ipv6')
    return (
      value >> 120n !== 0xffn && value >> 118n !== 0x3fan && value > 1n && value >> 80n !== 0x200100020000n
    );
  const top = Math.floor(value / 2 ** 24);
  const isLink = Math.floor(value / 4) === Math.floor((198 * 2 ** 24 + 18 * 2 ** 16) / 4);
  return top !== 0 && top !== 127 && top < 224 && !isLink;
}

/** The first and the last address of each stretch, and the ones before and behind it. */
function* edgesOf(set: AddressSet): Generator<Address> {
  for (const family of families) {
    if (isBroad(set, family) && set[family].length <= 2) continue;
    const edges: readonly (number | bigint)[] = set[family];
    const stretches = Math.min(edges.length / 2, STRETCHES);
    for (let at = 0; at < stretches; at++) {
      const [first, end] = [edges[2 * at], edges[2 * at + 1]];
      if (first === undefined || end === undefined) continue;
      yield* valuesAt(family, [first, less(end), less(first), end]);
    }
  }
}

const less = (value: number | bigint): number | bigint =>
  typeof value === 'bigint' ? value - 1n : value - 1;

function* valuesAt(family: Family, values: readonly (number | bigint)[]): Generator<Address> {
  for (const value of values)
    if (family === 'ipv4' && typeof value === 'number' && value > 0 && value < 2 ** 32)
      yield { family, value };
    else if (family === 'ipv6' && typeof value === 'bigint' && value > 0n && value < 1n << 128n)
      yield { family, value };
}

/** Where a range of either side begins and ends, and a port that nobody names. */
function portsOf(protocol: 6 | 17, old: OldRules, policy: Policy): readonly number[] {
  const named = [
    ...rulesIn(old).flatMap(({ asks }) =>
      asks.protocol === undefined || asks.protocol === protocol ? (asks.ports ?? []) : [],
    ),
    ...policy.services.flatMap(({ udp, tcp }) => (protocol === 17 ? udp : tcp)),
  ];
  const ports = named.flatMap(({ first, last }) => (first === last ? [first] : [first, last, last + 1]));
  const free = [protocol === 17 ? 9_999 : 9_998, ...ports].filter((port) => port > 0 && port <= 65_535);
  return [...new Set(free)].sort((a, b) => a - b);
}

const request = (method: string, agent?: string): TestMessage => ({
  kind: 'request',
  method,
  headers: agent === undefined ? [] : [['User-Agent', agent]],
  size: undefined,
});

const messages: { readonly [C in Probe['class']]: TestMessage } = {
  REGISTER: request('REGISTER'),
  INVITE: request('INVITE'),
  OPTIONS: request('OPTIONS'),
  ACK: request('ACK'),
  scanner: request('REGISTER', 'friendly-scanner'),
  unrecognised: { kind: 'raw', bytes: new TextEncoder().encode('hello') },
  other: { kind: 'raw', bytes: new TextEncoder().encode('hello') },
};

/** Milliseconds between two packets: no cap of all strangers is met by this. */
const PACE = 20;

/** The families of the senders: a connection goes to an address of the sender's own family, so each has steps of its own. */
const familiesOf = ({ from }: Probes): readonly Family[] =>
  families.filter((family) => from.some((address) => address.family === family));

/** The probes as steps of a test, one for each family, from a switch that answers nothing. */
export function probeTest(all: Probes): PolicyTest {
  const steps = all.probes.flatMap((probe) =>
    familiesOf(all).map((family) =>
      stepOf(
        probe,
        all.from.filter((address) => address.family === family),
      ),
    ),
  );
  return {
    name: 'the old rules and the new',
    profile: undefined,
    ports: 1,
    starts: undefined,
    steps,
    path: [],
  };
}

function stepOf({ class: kind, transport, port }: Probe, from: readonly Address[]): TestStep {
  const sets = { banned: undefined, known: undefined, called: undefined, alarm: undefined };
  return {
    wait: undefined,
    answer: 'nothing',
    send: {
      ...{ from, port, transport, message: messages[kind] },
      ...{
        to: undefined,
        protocol: undefined,
        icmp: [],
        at: undefined,
        path: undefined,
        on: undefined,
        count: 1,
      },
      stream: oneWrite,
      every: (from.length * PACE) as TestStep['send']['every'] & number,
    },
    expect: { delivered: undefined, dropped: undefined, sets, rule: undefined, path: [] },
  };
}

/** Who was heard, by probe. @param senders By step of `probeTest`. */
export function heardBy(all: Probes, senders: readonly (ReadonlySet<string> | undefined)[]): Heard {
  const each = familiesOf(all).length;
  return all.probes.map(
    (_, index) => new Set(senders.slice(index * each, (index + 1) * each).flatMap((set) => [...(set ?? [])])),
  );
}

/** A kind of packet that fares otherwise, and from whom. */
export interface Difference {
  readonly probe: Probe;
  readonly now: 'let in' | 'refused';
  readonly from: readonly string[];
  /** Why the policy does so on purpose; `undefined`: look at it. */
  readonly meant: string | undefined;
}

export type Heard = readonly (ReadonlySet<string> | undefined)[];

/** @param before Who was heard with the old rules, by probe; `after`: with the new ones. */
export function differencesOf(
  { probes, from }: Probes,
  before: Heard,
  after: Heard,
  policy: Policy,
): readonly Difference[] {
  return probes.flatMap((probe, index) => {
    const [old, made] = [before[index] ?? new Set(), after[index] ?? new Set()];
    const groups = new Map<string, Difference & { from: string[] }>();
    for (const address of from) {
      const text = addressText(address);
      if (old.has(text) === made.has(text)) continue;
      const now = made.has(text) ? 'let in' : 'refused';
      const meant = meantBy(probe, address, now, policy);
      const key = `${now} ${meant}`;
      const group = groups.get(key) ?? { probe, now, meant, from: [] };
      groups.set(key, group);
      group.from.push(text);
    }
    return [...groups.values()];
  });
}

function meantBy(probe: Probe, address: Address, now: Difference['now'], policy: Policy): string | undefined {
  if (now === 'let in') return undefined;
  if (contains(policy.trusted.set, address)) return undefined;
  if (contains(policy.blocked.set, address)) return 'blocked on every port';
  switch (probe.class) {
    case 'OPTIONS':
      return 'the first OPTIONS of a stranger is never answered; the second is (sip.strangers.limits.OPTIONS: greylist)';
    case 'scanner':
      return 'a signature (signatures.use)';
    case 'ACK':
    case 'REGISTER':
    case 'INVITE':
    case 'unrecognised':
    case 'other':
      return undefined;
  }
}

/** A table for people: what differs, for whom, which way, and whether it is meant. */
export function differencesText(differences: readonly Difference[], { from, probes }: Probes): string {
  const head = `${probes.length} kinds of packets from each of ${from.length} addresses, through the old rules and through the new`;
  if (differences.length === 0) return `${head}: no difference.\n`;
  const rows = differences.map(({ probe, now, from: who, meant }) => {
    const shown = `${who.slice(0, 6).join(', ')}${who.length > 6 ? ` and ${who.length - 6} more` : ''}`;
    return `${now === 'let in' ? 'opened ' : 'refused'}  ${probe.words}\n         from ${shown}\n         ${meant === undefined ? 'look at this' : `meant: ${meant}`}\n`;
  });
  return `${head}:\n\n${rows.join('')}`;
}
