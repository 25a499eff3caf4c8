import { endianness } from 'node:os';
import { type Address, isLoopback } from '../../net/address.js';
import type { AddressSet } from '../../net/address-set.js';
import { readAddress } from '../../net/read-address.js';
import { type Flow, flowKey } from '../../plan/peers/probe.js';
import { readConntrack, readTcpSockets } from '../../plan/peers/read-flows.js';
import type { Machine } from '../machine.js';

/** The addresses of a host; none where it does not tell. */
export async function ownAddresses({ run }: Pick<Machine, 'run'>): Promise<readonly Address[]> {
  const listed = await run('ip', ['-o', 'addr', 'show']);
  if (listed.kind !== 'done') return [];
  return [...listed.output.matchAll(/ inet6? ([0-9a-f.:]+)/g)].flatMap(([, text = '']) => {
    const read = readAddress(text);
    return read.kind === 'fault' ? [] : [read.address];
  });
}

export interface LivePeers {
  readonly flows: readonly Flow[];
  /** What could not be asked, in words. */
  readonly notes: readonly string[];
}

const conntrackFile = '/proc/net/nf_conntrack';
const socketFiles = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Whoever talks with a host, or with the switch behind it, by conntrack and by the connections of TCP, each flow once. Loopback is nobody. */
export async function readPeers(machine: Machine, behind?: AddressSet): Promise<LivePeers> {
  const files = await machine.read([conntrackFile, ...socketFiles]);
  const tracked = files.get(conntrackFile) ?? (await listedByTool(machine));
  const sockets = socketFiles.map((file) => files.get(file) ?? '').join('\n');
  const flows = [
    ...readConntrack(tracked ?? '', await ownAddresses(machine), behind),
    // Another host has the byte order of this one: nobody runs a switch on s390.
    ...readTcpSockets(sockets, endianness() === 'LE'),
  ].filter(({ peer }) => !isLoopback(peer.address));
  const notes =
    tracked === undefined
      ? [
          'conntrack could not be asked, so of the peers over UDP nothing is known: install conntrack-tools, or begin with apply --observe 10m, which asks nobody',
        ]
      : [];
  return { flows: [...new Map(flows.map((flow) => [flowKey(flow), flow])).values()], notes };
}

/** Where the kernel has no such file. */
async function listedByTool({ run }: Machine): Promise<string | undefined> {
  const outputs = [];
  for (const family of ['ipv4', 'ipv6']) {
    const listed = await run('conntrack', ['-L', '-f', family]);
    if (listed.kind !== 'done') return undefined;
    outputs.push(listed.output);
  }
  return outputs.join('\n');
}
