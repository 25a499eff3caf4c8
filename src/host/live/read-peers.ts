import { readFileSync } from 'node:fs';
import { endianness, networkInterfaces } from 'node:os';
import type { Address } from '../../net/address.js';
import { readAddress } from '../../net/read-address.js';
import { type Flow, flowKey } from '../../plan/peers/flow.js';
import { readConntrack } from '../../plan/peers/read-conntrack.js';
import { readTcpSockets } from '../../plan/peers/read-tcp-sockets.js';
import { runTool } from '../run-tool.js';

export interface LivePeers {
  readonly flows: readonly Flow[];
  /** What could not be asked, in words. */
  readonly notes: readonly string[];
}

/** Whoever talks with this host, by conntrack and by the connections of TCP, each flow once. Loopback is nobody. */
export async function readPeers(): Promise<LivePeers> {
  const tracked = await conntrackTable();
  const sockets = ['tcp', 'tcp6'].map((name) => textOf(`/proc/net/${name}`) ?? '').join('\n');
  const flows = [
    ...readConntrack(tracked ?? '', localAddresses()),
    ...readTcpSockets(sockets, endianness() === 'LE'),
  ].filter(({ peer }) => !isLoopback(peer.address));
  const notes =
    tracked === undefined
      ? ['conntrack could not be asked, so of the peers over UDP nothing is known: install conntrack-tools']
      : [];
  return { flows: [...new Map(flows.map((flow) => [flowKey(flow), flow])).values()], notes };
}

/** The file where the kernel has it, which is quicker; else both families by the tool. */
async function conntrackTable(): Promise<string | undefined> {
  const file = textOf('/proc/net/nf_conntrack');
  if (file !== undefined) return file;
  const outputs = [];
  for (const family of ['ipv4', 'ipv6']) {
    const listed = await runTool('conntrack', ['-L', '-f', family]);
    if (listed.kind !== 'done') return undefined;
    outputs.push(listed.output);
  }
  return outputs.join('\n');
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function localAddresses(): readonly Address[] {
  const texts = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address),
  );
  return texts.flatMap((text) => {
    const read = readAddress(text.replace(/%.*$/, ''));
    return read.kind === 'fault' ? [] : [read.address];
  });
}

const isLoopback = (address: Address): boolean =>
  address.family === 'ipv4' ? Math.floor(address.value / 2 ** 24) === 127 : address.value === 1n;
