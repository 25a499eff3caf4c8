import { once } from 'node:events';
import { connect, type Socket as Stream } from 'node:net';
import { bindUdp } from '../../src/host/lab/agent/udp.js';
import { link } from '../../src/host/lab/link.js';
import type { Customer } from './crowd-protocol.js';

/** How a customer's texts go to the switch and its answers come back. */
export interface Line {
  readonly send: (text: string) => void;
  readonly close: () => void;
  /** TCP repeats by itself. */
  readonly reliable: boolean;
}

type Hear = (text: string) => void;

const far = (address: string): string => link.switch[address.includes(':') ? 'ipv6' : 'ipv4'];

export const openLine = ({ address, port, transport }: Customer, hear: Hear): Promise<Line> =>
  transport === 'udp' ? openUdp(address, port, hear) : Promise.resolve(new TcpLine(address, hear));

async function openUdp(address: string, port: number, hear: Hear): Promise<Line> {
  const socket = await bindUdp(address, port);
  socket.on('message', (data) => hear(data.toString('latin1')));
  const to = far(address);
  return {
    reliable: false,
    send: (text) => socket.send(text, 5060, to, () => {}),
    close: () => socket.close(),
  };
}

/** Connects when there is something to say, and anew where the connection has ended; what was not answered is then lost. */
class TcpLine implements Line {
  readonly reliable = true;
  #socket: Stream | undefined;

  constructor(
    readonly address: string,
    readonly hear: Hear,
  ) {}

  send(text: string): void {
    const socket = this.#socket ?? this.#open();
    socket.write(text);
  }

  #open(): Stream {
    const socket = connect({
      host: far(this.address),
      port: 5060,
      localAddress: this.address,
      noDelay: true,
    });
    this.#socket = socket;
    let rest = '';
    socket.on('data', (data) => {
      const messages = `${rest}${data.toString('latin1')}`.split('\r\n\r\n');
      rest = messages.pop() ?? '';
      for (const message of messages) this.hear(`${message}\r\n\r\n`);
    });
    socket.on('error', () => {});
    void once(socket, 'close')
      .catch(() => {})
      .then(() => {
        if (this.#socket === socket) this.#socket = undefined;
      });
    return socket;
  }

  close(): void {
    this.#socket?.destroy();
  }
}
