import type { RemoteInfo, Socket } from 'node:dgram';
import { response } from '../../test/packets/agent/answer.js';
import { udpQueues } from '../../test/packets/agent/queues.js';
import { bindUdp } from '../../test/packets/agent/socket.js';
import { wayBack } from '../../test/packets/agent/way-back.js';
import { link } from '../../test/packets/link.js';
import { type Answered, Calls } from './calls.js';
import { BoundedQueue } from './queue.js';
import type { Load, Registrar, RegistrarReport } from './registrar-protocol.js';
import { serve } from './serve.js';

interface Waiting {
  readonly text: string;
  readonly from: RemoteInfo;
  readonly label: string;
  readonly socket: Socket;
}

/** The switch of a trial, on port 5060 of both families. */
class RegistrarProgram {
  readonly #loads = new Map<string, { arrived: number; lost: number }>();
  readonly #answers = new Map<string, number>();

  async start(how: Registrar): Promise<null> {
    const calls = new Calls(how);
    const queue = new BoundedQueue<Waiting>(how.capacity, how.queue, (waiting) =>
      calls.handle(waiting.text, (answered) => this.#send(waiting, answered)),
    );
    for (const address of [link.switch.ipv4, link.switch.ipv6]) {
      const socket = await bindUdp(address, 5060);
      socket.on('message', (data, from) => this.#take(queue, { socket, from }, data));
    }
    return null;
  }

  #take(queue: BoundedQueue<Waiting>, ends: Pick<Waiting, 'socket' | 'from'>, data: Buffer): void {
    // RFC 3261 7.5: CRLFs before the start line are ignored.
    const text = data.toString('latin1').replace(/^(?:\r\n)+/, '');
    const label = /^Call-ID: (\w+)/m.exec(text)?.[1] ?? '';
    const load = this.#loads.get(label) ?? { arrived: 0, lost: 0 };
    this.#loads.set(label, load);
    load.arrived += 1;
    if (!queue.take({ ...ends, text, label })) load.lost += 1;
  }

  #send({ text, from, label, socket }: Waiting, { status, headers, request = text }: Answered): void {
    const { port, address = from.address } = wayBack(request, from.port);
    socket.send(response(request, status, headers), port, address, () => {});
    const key = `${label} ${status}`;
    this.#answers.set(key, (this.#answers.get(key) ?? 0) + 1);
  }

  report(): RegistrarReport {
    const loads = [...this.#loads].map(([label, load]): Load => ({ label, ...load }));
    return { loads, answers: Object.fromEntries(this.#answers), dropped: udpQueues().lost };
  }
}

const program = new RegistrarProgram();
serve({ start: (how: Registrar) => program.start(how), report: () => program.report() });
