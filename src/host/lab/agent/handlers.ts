import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { addressTowards, link, type Side } from '../link.js';
import type { Calls, Command, Outcome } from '../protocol.js';
import { Journal } from './journal.js';
import { sendStreams } from './sending.js';
import { TcpEnds } from './tcp.js';
import { UdpEnds } from './udp.js';

/**
 * A program in the agent's network namespace. The lock of xtables is one file for all namespaces; /dev/null stands in
 * for it, so that an unprivileged user may take it, and no two laboratories wait long for each other.
 */
async function run(ask: Command): Promise<Outcome> {
  const child = spawn(ask.command, ask.arguments, {
    env: {
      ...process.env,
      LC_ALL: 'C',
      PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
      XTABLES_LOCKFILE: '/dev/null',
    },
  });
  const started = once(child, 'close');
  child.stdin.on('error', () => {});
  child.stdin.end(ask.input ?? '');
  const [[status], stdout, stderr] = await Promise.all([started, text(child.stdout), text(child.stderr)]);
  return { status: typeof status === 'number' ? status : 128, stdout, stderr };
}

export interface Queues {
  /** Bytes that wait in receive buffers. */
  readonly waiting: number;
  /** Datagrams that found a full buffer. */
  readonly lost: number;
}

/** The receive queues of all UDP sockets of this network namespace (proc(5), /proc/net/udp: rx_queue and drops). */
export function udpQueues(): Queues {
  let waiting = 0;
  let lost = 0;
  for (const file of ['/proc/self/net/udp', '/proc/self/net/udp6']) {
    for (const line of readFileSync(file, 'latin1').split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      waiting += Number.parseInt(fields[4]?.split(':')[1] ?? '0', 16);
      lost += Number(fields[12] ?? 0);
    }
  }
  return { waiting, lost };
}

/**
 * Waits until nothing waits and nothing new came for a while. A packet sent over a veth pair is in the receiver's
 * buffer when the send returns, so this is the end of what was sent before, answers of the other side excepted.
 */
async function settled(arrived: () => number): Promise<Queues> {
  for (let quiet = 0, before = arrived(); ; before = arrived()) {
    await setTimeout(5);
    const queues = udpQueues();
    quiet = queues.waiting === 0 && arrived() === before ? quiet + 1 : 0;
    if (quiet === 3) return queues;
  }
}

export type Handlers = { readonly [K in keyof Calls]: (ask: Calls[K]['ask']) => Promise<Calls[K]['reply']> };

/** What the agent at this end of the link does when it is asked. */
export function handlers(side: Side): Handlers {
  const journal = new Journal();
  const udp = new UdpEnds(journal);
  const tcp = new TcpEnds(journal);
  const towards = (from: string): string => addressTowards(side, from);
  return {
    async listen({
      addresses = [link[side].ipv4, link[side].ipv6],
      udp: datagram = [],
      tcp: stream = [],
      answer = 'nothing',
    }) {
      for (const address of addresses) {
        for (const port of datagram) Object.assign(await udp.at(address, port), { answer, listening: true });
        for (const port of stream) await tcp.listen(address, port, answer);
      }
      return null;
    },
    send: (streams) => sendStreams(streams, udp, towards),
    connect: (ask) => tcp.connect({ ...ask, to: ask.to ?? towards(ask.from[0] ?? '') }),
    run,
    async arrivals() {
      const { lost } = await settled(() => journal.list.length);
      return { list: journal.list, lost };
    },
    async clear({ listeners }) {
      await settled(() => journal.list.length);
      await udp.close(listeners);
      tcp.close(listeners);
      journal.clear();
      return null;
    },
  };
}
