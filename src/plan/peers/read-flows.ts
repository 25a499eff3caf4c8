import { type Address, addressText } from '../../net/address.js';
import { type AddressSet, contains } from '../../net/address-set.js';
import { mappedText, readAddress } from '../../net/read-address.js';
import type { Endpoint, Flow } from './probe.js';

/**
 * What `conntrack -L` prints, or /proc/net/nf_conntrack with its two words more in front of each line. Only flows of which this host is
 * an end, or the switch behind it; `local` are its addresses, `behind` those of that switch. A connection over TCP counts while it is ESTABLISHED.
 */
export function readConntrack(
  text: string,
  local: readonly Address[],
  behind: AddressSet | undefined = undefined,
): readonly Flow[] {
  const own = new Set(local.map(addressText));
  return text.split('\n').flatMap((line) => flowOf(line, own, behind) ?? []);
}

const tuple = /src=(\S+) dst=(\S+) sport=(\d+) dport=(\d+)/;
const tupleForm = new RegExp(
  `\\b(udp|tcp) +\\d+ \\d+ (?:([A-Z_]+) )?${tuple.source} (\\[UNREPLIED\\] )?src=(\\S+) dst=\\S+ sport=(\\d+) `,
);

/** With a translated destination the answer comes from another address than was asked: that one is the host's. */
function flowOf(line: string, own: ReadonlySet<string>, behind: AddressSet | undefined): Flow | undefined {
  const [, transport, state, source = '', destination = '', from = '', to = '', unreplied, ...replies] =
    tupleForm.exec(line) ?? [];
  const [answers = '', answersFrom = ''] = replies;
  if (transport !== 'udp' && !(transport === 'tcp' && state === 'ESTABLISHED')) return undefined;
  const near = tupleEnd(source, from);
  const far = tupleEnd(destination, to);
  const answering = tupleEnd(answers, to);
  if (near === undefined || far === undefined || answering === undefined) return undefined;
  const base = { transport, answered: unreplied === undefined } as const;
  // Behind a translation the rules see the address and the port of the switch, and of its own calls the address before masquerade.
  const inner = tupleEnd(answers, answersFrom);
  if (inner !== undefined && behind !== undefined && contains(behind, inner.address))
    return { ...base, peer: near, host: inner, opened: 'peer', forwarded: true };
  if (behind !== undefined && contains(behind, near.address))
    return { ...base, peer: far, host: near, opened: 'host', forwarded: true };
  if (own.has(addressText(answering.address))) return { ...base, peer: near, host: far, opened: 'peer' };
  if (own.has(addressText(near.address))) return { ...base, peer: far, host: near, opened: 'host' };
  return undefined;
}

function tupleEnd(address: string, port: string): Endpoint | undefined {
  const read = readAddress(address);
  return read.kind === 'fault' ? undefined : { address: read.address, port: Number(port) };
}

/** The states of net/tcp_states.h that matter here. */
const ESTABLISHED = '01';
const LISTEN = '0A';

/**
 * Connections of this host, from /proc/net/tcp and /proc/net/tcp6 (proc(5)): also those that conntrack was told not to track. Whoever
 * came to a port on which somebody listens opened the connection.
 */
export function readTcpSockets(text: string, littleEndian: boolean): readonly Flow[] {
  const rows = text.split('\n').flatMap((line) => rowOf(line, littleEndian) ?? []);
  const listening = new Set(rows.filter(({ state }) => state === LISTEN).map(({ host }) => host.port));
  return rows
    .filter(({ state }) => state === ESTABLISHED)
    .map(({ host, peer }) => ({
      transport: 'tcp',
      host,
      peer,
      opened: listening.has(host.port) ? 'peer' : 'host',
      answered: true,
    }));
}

const rowForm =
  /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{2}) /;

function rowOf(line: string, littleEndian: boolean) {
  const [, near = '', nearPort = '', far = '', farPort = '', state] = rowForm.exec(line) ?? [];
  const host = rowEnd(near, nearPort, littleEndian);
  const peer = rowEnd(far, farPort, littleEndian);
  return state === undefined || host === undefined || peer === undefined ? undefined : { host, peer, state };
}

function rowEnd(hex: string, port: string, littleEndian: boolean): Endpoint | undefined {
  const address = addressOf(hex, littleEndian);
  return address && { address, port: Number.parseInt(port, 16) };
}

/** The kernel prints 32 bits at a time as numbers of its own byte order (net/ipv4/tcp_ipv4.c: `%08X` of a `__be32`). */
function addressOf(hex: string, littleEndian: boolean): Address | undefined {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => {
    const pairs = word.match(/../g) ?? [];
    return littleEndian ? pairs.toReversed() : pairs;
  });
  const text =
    bytes.length === 4
      ? bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
      : (bytes.join('').match(/.{4}/g) ?? []).join(':');
  const read = readAddress(text);
  if (read.kind === 'fault') return undefined;
  const quad = mappedText(read.address);
  const plain = quad === undefined ? read : readAddress(quad);
  return plain.kind === 'fault' ? undefined : plain.address;
}
