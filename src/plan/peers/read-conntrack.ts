import { type Address, addressText } from '../../net/address.js';
import { readAddress } from '../../net/read-address.js';
import type { Endpoint, Flow } from './flow.js';

/**
 * What `conntrack -L` prints, or /proc/net/nf_conntrack with its two words more in front of each line. Only flows of which this host is
 * an end; `local` are its addresses. A connection over TCP counts while it is ESTABLISHED.
 */
export function readConntrack(text: string, local: readonly Address[]): readonly Flow[] {
  const own = new Set(local.map(addressText));
  return text.split('\n').flatMap((line) => flowOf(line, own) ?? []);
}

const tuple = /src=(\S+) dst=(\S+) sport=(\d+) dport=(\d+)/;
const form = new RegExp(
  `\\b(udp|tcp) +\\d+ \\d+ (?:([A-Z_]+) )?${tuple.source} (\\[UNREPLIED\\] )?src=(\\S+) `,
);

/** With a translated destination the answer comes from another address than was asked: that one is the host's. */
function flowOf(line: string, own: ReadonlySet<string>): Flow | undefined {
  const [, transport, state, source = '', destination = '', from = '', to = '', unreplied, answers = ''] =
    form.exec(line) ?? [];
  if (transport !== 'udp' && !(transport === 'tcp' && state === 'ESTABLISHED')) return undefined;
  const near = endpoint(source, from);
  const far = endpoint(destination, to);
  const answering = endpoint(answers, to);
  if (near === undefined || far === undefined || answering === undefined) return undefined;
  const base = { transport, answered: unreplied === undefined } as const;
  if (own.has(addressText(answering.address))) return { ...base, peer: near, host: far, opened: 'peer' };
  if (own.has(addressText(near.address))) return { ...base, peer: far, host: near, opened: 'host' };
  return undefined;
}

function endpoint(address: string, port: string): Endpoint | undefined {
  const read = readAddress(address);
  return read.kind === 'fault' ? undefined : { address: read.address, port: Number(port) };
}
