import type { Address } from '../../net/address.js';
import { mappedText, readAddress } from '../../net/read-address.js';
import type { Endpoint, Flow } from './flow.js';

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

const form =
  /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{2}) /;

function rowOf(line: string, littleEndian: boolean) {
  const [, near = '', nearPort = '', far = '', farPort = '', state] = form.exec(line) ?? [];
  const host = endpoint(near, nearPort, littleEndian);
  const peer = endpoint(far, farPort, littleEndian);
  return state === undefined || host === undefined || peer === undefined ? undefined : { host, peer, state };
}

function endpoint(hex: string, port: string, littleEndian: boolean): Endpoint | undefined {
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
