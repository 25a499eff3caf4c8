import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Answer, Connect, Connection } from '../protocol.js';
import { reply } from './answer.js';
import type { Journal } from './journal.js';

/** What a stream has brought: whole messages, and the beginning of the next. RFC 3261 18.3: Content-Length ends a message. */
function messages(bytes: Buffer): { readonly whole: readonly Buffer[]; readonly rest: Buffer } {
  const whole: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const head = rest.indexOf('\r\n\r\n');
    if (head < 0) return { whole, rest };
    const body = /^Content-Length: *(\d+)/m.exec(rest.subarray(0, head).toString('latin1'))?.[1] ?? '0';
    const end = head + 4 + Number(body);
    if (end > rest.length) return { whole, rest };
    whole.push(rest.subarray(0, end));
    rest = rest.subarray(end);
  }
}

interface Listener {
  readonly server: Server;
  answer: Answer;
}

/** TCP listeners, and the connections that are held open on either side. */
export class TcpEnds {
  readonly #listeners = new Map<string, Listener>();
  readonly #open = new Set<Socket>();
  readonly #named = new Map<string, Socket>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async listen(address: string, port: number, answer: Answer): Promise<void> {
    const name = `${address} ${port}`;
    const known = this.#listeners.get(name);
    if (known) {
      known.answer = answer;
      return;
    }
    const listener: Listener = { server: createServer({ noDelay: true }), answer };
    this.#listeners.set(name, listener);
    listener.server.on('connection', (socket) => this.#accept(socket, listener));
    listener.server.listen({ port, host: address, backlog: 4096 });
    await once(listener.server, 'listening');
  }

  #accept(socket: Socket, listener: Listener): void {
    const from = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    const to = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
    this.#journal.note('connection', from, to, Buffer.alloc(0));
    this.#keep(socket);
    let pending: Buffer = Buffer.alloc(0);
    socket.on('data', (data) => {
      this.#journal.note('segment', from, to, data);
      const { whole, rest } = messages(Buffer.concat([pending, data]));
      pending = rest;
      const answers = whole.flatMap((message) => reply(message, from.port, listener.answer)?.text ?? []);
      void writeApart(socket, answers);
    });
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#open.delete(socket));
  }

  /** Attempts in order, each in its time; the answer comes when all have ended. */
  async connect(ask: Connect & { readonly to: string }): Promise<Connection[]> {
    const attempts: Promise<Connection>[] = [];
    for (const [index, from] of ask.from.entries()) {
      attempts.push(this.#attempt(from, index, ask));
      await setTimeout(ask.every);
    }
    return Promise.all(attempts);
  }

  async #attempt(from: string, index: number, ask: Connect & { readonly to: string }): Promise<Connection> {
    const name = ask.name === undefined ? undefined : `${ask.name} ${(ask.first ?? 0) + index}`;
    const kept = name === undefined ? undefined : this.#named.get(name);
    const socket = kept ?? this.#begin(from, ask);
    if (name !== undefined) this.#named.set(name, socket);
    const outcome = kept === undefined ? await outcomeOf(socket, ask.patience ?? 400) : stateOf(kept);
    for (const segment of outcome === 'connected' ? (ask.segments ?? []) : []) {
      await writeApart(socket, piecesOf(segment));
      await setTimeout(ask.gap ?? 20);
    }
    if (outcome === 'connected' && ask.hold === true) return { from, outcome };
    if (name !== undefined) this.#named.delete(name);
    if (outcome === 'connected' && ask.hold === 'close') socket.end();
    else socket.resetAndDestroy();
    return { from, outcome };
  }

  #begin(from: string, ask: Connect & { readonly to: string }): Socket {
    const socket = connect({ host: ask.to, port: ask.toPort, localAddress: from, noDelay: true });
    this.#keep(socket);
    socket.on('data', (data) => {
      this.#journal.note(
        'segment',
        { address: ask.to, port: ask.toPort },
        { address: from, port: socket.localPort ?? 0 },
        data,
      );
    });
    return socket;
  }

  close(listeners: boolean): void {
    for (const socket of this.#open) socket.resetAndDestroy();
    this.#named.clear();
    if (!listeners) return;
    for (const { server } of this.#listeners.values()) server.close();
    this.#listeners.clear();
  }
}

/** Each in a segment of its own, which the other side reads as such. */
async function writeApart(socket: Socket, texts: readonly (string | Buffer)[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    if (index > 0) await setTimeout(5);
    socket.write(text);
  }
}

const piecesOf = (segment: string | readonly string[]): readonly Buffer[] =>
  (typeof segment === 'string' ? [segment] : segment).map((piece) => Buffer.from(piece, 'base64'));

/** Of a connection that was made before. */
const stateOf = (socket: Socket): Connection['outcome'] =>
  socket.destroyed || !socket.writable ? 'refused' : 'connected';

/** A reset and any ICMP unreachable are refusals; what the sender's own side got wrong is thrown. */
async function outcomeOf(socket: Socket, patience: number): Promise<Connection['outcome']> {
  const ended = new AbortController();
  const connected = once(socket, 'connect', { signal: ended.signal }).then(
    () => 'connected' as const,
    (error: NodeJS.ErrnoException) => {
      if (refusals.has(error.code ?? '')) return 'refused' as const;
      throw error;
    },
  );
  const late = setTimeout(patience, 'timeout' as const, { signal: ended.signal }).catch(
    () => 'timeout' as const,
  );
  try {
    return await Promise.race([connected, late]);
  } finally {
    connected.catch(() => {});
    ended.abort();
  }
}

const refusals: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
]);
