import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

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
export async function settled(arrived: () => number): Promise<Queues> {
  for (let quiet = 0, before = arrived(); ; before = arrived()) {
    await setTimeout(5);
    const queues = udpQueues();
    quiet = queues.waiting === 0 && arrived() === before ? quiet + 1 : 0;
    if (quiet === 3) return queues;
  }
}
