import type { Socket } from 'node:dgram';
import { now } from '../../src/host/lab/agent/journal.js';
import { link } from '../../src/host/lab/link.js';
import { sipRequest } from '../../test/packets/sip.js';
import { password } from '../sip/accounts.js';
import { authorization } from '../sip/digest.js';
import type { Phone } from './cast-protocol.js';

/** RFC 3261 17.1.2.2, timer E: after 500 ms, doubling up to 4 s. */
const T1 = 500;
const T2 = 4000;

/** One phone. A registration is a REGISTER, its 401, and a REGISTER with credentials, each sent again until answered. */
export class PhoneEnd {
  readonly #phone: Phone;
  readonly #id: string;
  readonly #socket: Socket;
  #sequence = 0;
  #heard: ((status: number, nonce: string) => void) | undefined;
  sent = 0;

  constructor(phone: Phone, id: string, socket: Socket) {
    this.#phone = phone;
    this.#id = id;
    this.#socket = socket;
    socket.on('message', (data) => this.#read(data.toString('latin1')));
  }

  /** Whether the 200 came in time. */
  async register(patience: number): Promise<boolean> {
    const until = now() + patience;
    const first = await this.#transact([], until);
    if (first?.status !== 401) return first?.status === 200;
    const proof = authorization(this.#phone.user, password(this.#phone.user), first.nonce);
    return (await this.#transact([proof], until))?.status === 200;
  }

  /** Sends until a final answer comes or the time is over. */
  #transact(
    headers: readonly string[],
    until: number,
  ): Promise<{ status: number; nonce: string } | undefined> {
    this.#sequence += 1;
    const { user, port } = this.#phone;
    const ask = { method: 'REGISTER', id: this.#id, user, viaPort: port, sequence: this.#sequence };
    const text = sipRequest({ ...ask, userAgent: 'Phone 1.0', headers });
    return new Promise((done) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (result?: { status: number; nonce: string }): void => {
        clearTimeout(timer);
        this.#heard = undefined;
        done(result);
      };
      const send = (wait: number): void => {
        const left = until - now();
        if (left <= 0) {
          end();
          return;
        }
        this.sent += 1;
        this.#socket.send(text, 5060, this.#far, () => {});
        timer = setTimeout(send, Math.min(wait, left), Math.min(2 * wait, T2));
      };
      this.#heard = (status, nonce) => end({ status, nonce });
      send(T1);
    });
  }

  get #far(): string {
    return this.#phone.address.includes(':') ? link.switch.ipv6 : link.switch.ipv4;
  }

  #read(text: string): void {
    const status = Number(/^SIP\/2\.0 (\d{3}) /.exec(text)?.[1] ?? 0);
    const sequence = Number(/^CSeq: (\d+) /m.exec(text)?.[1] ?? 0);
    if (status >= 200 && sequence === this.#sequence)
      this.#heard?.(status, /nonce="([^"]*)"/.exec(text)?.[1] ?? '');
  }

  close(): void {
    this.#socket.close();
  }
}
