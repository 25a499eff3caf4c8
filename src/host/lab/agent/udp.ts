import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import type { Answer } from '../protocol.js';
import { reply } from './answer.js';
import type { Journal } from './journal.js';

/** Filled by the kernel up to net.core.rmem_max, which belongs to the whole machine and is not touched. */
const BUFFER = 8 * 1024 * 1024;

/** A UDP socket that holds this address and port. */
export async function bindUdp(address: string, port: number): Promise<Socket> {
  // Without a lookup of its own, each send would cost a turn of the event loop.
  const socket = createSocket({
    type: isIPv4(address) ? 'udp4' : 'udp6',
    lookup: (host, _options, done) => done(null, host, isIPv4(host) ? 4 : 6),
  });
  // Asked for first: with this lookup, bind is done before it returns.
  const bound = once(socket, 'listening');
  socket.bind(port, address);
  await bound;
  socket.setRecvBufferSize(BUFFER);
  socket.setSendBufferSize(BUFFER);
  return socket;
}

export interface UdpEnd {
  readonly socket: Socket;
  answer: Answer;
  listening: boolean;
}

/** One socket for each address and port that speaks or listens; they stay open, so that answers find them. */
export class UdpEnds {
  readonly #ends = new Map<string, Promise<UdpEnd>>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** The socket at this address and port, bound now if it is not yet. */
  at(address: string, port: number): Promise<UdpEnd> {
    const name = `${address} ${port}`;
    const known = this.#ends.get(name) ?? this.#open(address, port);
    this.#ends.set(name, known);
    return known;
  }

  async #open(address: string, port: number): Promise<UdpEnd> {
    const socket = await bindUdp(address, port);
    const end: UdpEnd = { socket, answer: 'nothing', listening: false };
    socket.on('message', (data, from) => {
      this.#journal.note('datagram', from, { address, port }, data);
      const back = reply(data, from.port, end.answer);
      if (back) socket.send(back.text, back.port, back.address ?? from.address, () => {});
    });
    return end;
  }

  /** Closes what only spoke, or everything. */
  async close(listeners: boolean): Promise<void> {
    for (const [name, opening] of this.#ends) {
      const end = await opening;
      if (end.listening && !listeners) continue;
      this.#ends.delete(name);
      end.socket.close();
    }
  }
}
