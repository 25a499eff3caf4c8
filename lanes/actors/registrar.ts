import type { Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { response, wayBack } from '../../src/host/lab/agent/answer.js';
import { udpQueues } from '../../src/host/lab/agent/handlers.js';
import { bindUdp } from '../../src/host/lab/agent/udp.js';
import { link } from '../../src/host/lab/link.js';
import { sipRequest } from '../../test/packets/sip.js';
import { Calls } from './calls.js';
import { BoundedQueue } from './queue.js';
import type { Called, Load, Registrar, RegistrarReport } from './registrar-protocol.js';
import { serve } from './serve.js';

interface Waiting {
  readonly request: string;
  readonly label: string;
  /** Carries a response to this request, on the way that it asks for. */
  readonly send: (response: string, request: string) => void;
}

type Take = (text: string, send: Waiting['send']) => void;

/** The switch of a trial, on port 5060 of both families. */
class RegistrarProgram {
  readonly #loads = new Map<string, { arrived: number; lost: number }>();
  readonly #answers = new Map<string, number>();
  readonly #sockets: Datagrams[] = [];

  async start(how: Registrar): Promise<null> {
    const calls = new Calls(how);
    const queue = new BoundedQueue<Waiting>(how.capacity, how.queue, how.seed, (waiting) =>
      this.#work(calls, waiting),
    );
    const take: Take = (text, send) => this.#take(queue, text, send);
    for (const address of [link.switch.ipv4, link.switch.ipv6]) {
      this.#sockets.push(await listenUdp(address, take));
      await listenTcp(address, take);
    }
    return null;
  }

  #take(queue: BoundedQueue<Waiting>, text: string, send: Waiting['send']): void {
    // RFC 3261 7.5: CRLFs before the start line are ignored.
    const request = text.replace(/^(?:\r\n)+/, '');
    const label = /^Call-ID: (\w+)/m.exec(request)?.[1] ?? '';
    this.#load(label).arrived += 1;
    const lost = queue.take({ request, label, send });
    if (lost) this.#load(lost.label).lost += 1;
  }

  #load(label: string): { arrived: number; lost: number } {
    const load = this.#loads.get(label) ?? { arrived: 0, lost: 0 };
    this.#loads.set(label, load);
    return load;
  }

  #work(calls: Calls, { request, label, send }: Waiting): void {
    calls.handle(request, ({ status, headers, request: about = request }) => {
      send(response(about, status, headers), about);
      const key = `${label} ${status}`;
      this.#answers.set(key, (this.#answers.get(key) ?? 0) + 1);
    });
  }

  /** Sends a request of the switch's own to port 5060 of this IPv4 address. */
  call({ to }: Called): null {
    this.#sockets[0]?.send(sipRequest({ method: 'OPTIONS', id: 'switch-1' }), 5060, to, () => {});
    return null;
  }

  report(): RegistrarReport {
    const loads = [...this.#loads].map(([label, load]): Load => ({ label, ...load }));
    return { loads, answers: Object.fromEntries(this.#answers), dropped: udpQueues().lost };
  }
}

async function listenUdp(host: string, take: Take): Promise<Datagrams> {
  const socket = await bindUdp(host, 5060);
  socket.on('message', (data, from) =>
    take(data.toString('latin1'), (text, request) => {
      const { port, address = from.address } = wayBack(request, from.port);
      socket.send(text, port, address, () => {});
    }),
  );
  return socket;
}

/** Requests end where their header does: nobody sends a body here. Each answer is a segment of its own. */
async function listenTcp(host: string, take: Take): Promise<void> {
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    let rest = '';
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const messages = `${rest}${data.toString('latin1')}`.split('\r\n\r\n');
      rest = messages.pop() ?? '';
      for (const message of messages) take(`${message}\r\n\r\n`, (text) => socket.write(text));
    });
  });
  server.listen(5060, host);
  await once(server, 'listening');
}

const program = new RegistrarProgram();
serve({
  start: (how: Registrar) => program.start(how),
  call: (ask: Called) => program.call(ask),
  report: () => program.report(),
});
