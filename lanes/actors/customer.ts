import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../src/host/lab/agent/journal.js';
import { sipRequest } from '../../test/packets/sip.js';
import { password } from '../sip/accounts.js';
import { authorization } from '../sip/digest.js';
import type { Customer, Habit } from './crowd-protocol.js';
import { type Line, openLine } from './line.js';

/** RFC 3261 17.1: timers A and E; over TCP, a request whose connection has ended is sent over a new one. */
const T1 = 500;
const T2 = 4000;
const TCP_AGAIN = 2000;

/** A PBX of the crowd asks so often whether the switch is there, and a trunk that was refused tries again after as long. */
const QUALIFY = 20_000;
const WRONG_AGAIN = 5_000;
const LARGE = 2500;

interface Ask {
  readonly method: 'REGISTER' | 'OPTIONS' | 'INVITE' | 'BYE';
  readonly id: string;
  readonly headers?: readonly string[];
}

/** One customer of the crowd, who does what it must to be served. */
export class CrowdCustomer {
  readonly #who: Customer;
  readonly #label: string;
  #line: Line | undefined;
  #sequence = 0;
  #until = 0;
  readonly #waiting = new Map<number, (status: number, nonce: string) => void>();

  constructor(who: Customer, label: string) {
    this.#who = who;
    this.#label = label;
  }

  async open(): Promise<void> {
    this.#line = await openLine(this.#who, (text) => this.#hear(text));
  }

  close(): void {
    this.#line?.close();
  }

  /** Whether it was served within its patience; with a wrong password `undefined`. */
  async visit(patience: number): Promise<boolean | undefined> {
    this.#until = now() + patience;
    return this.#habits[this.#who.habit]();
  }

  readonly #habits: { readonly [H in Habit]: () => Promise<boolean | undefined> } = {
    phone: () => this.#register(),
    crlf: () => this.#register(),
    pbx: async () => (await Promise.all([this.#qualify(), this.#register()])).every(Boolean),
    trunk: async () => (await this.#qualify()) && this.#call(),
    'large-invite': async () => (await this.#register()) && this.#call([`X-Padding: ${'x'.repeat(LARGE)}`]),
    'wrong-password': async () => {
      while (now() < this.#until) {
        await this.#register('wrong');
        await sleep(WRONG_AGAIN);
      }
      return undefined;
    },
  };

  async #register(secret = password(this.#who.user)): Promise<boolean> {
    const id = `${this.#label}`;
    const first = await this.#ask({ method: 'REGISTER', id });
    if (first?.status !== 401) return first?.status === 200;
    const proof = authorization(this.#who.user, secret, first.nonce);
    return (await this.#ask({ method: 'REGISTER', id, headers: [proof] }))?.status === 200;
  }

  /** A transaction that failed is followed by the next in its time. */
  async #qualify(): Promise<boolean> {
    for (let turn = 0; now() < this.#until; turn++) {
      const answer = await this.#ask({ method: 'OPTIONS', id: `${this.#label}q${turn}` }, QUALIFY);
      if (answer !== undefined) return answer.status === 200;
    }
    return false;
  }

  async #call(headers: readonly string[] = []): Promise<boolean> {
    const id = `${this.#label}c`;
    if ((await this.#ask({ method: 'INVITE', id, headers }))?.status !== 200) return false;
    this.#line?.send(this.#text('ACK', id, this.#sequence, []));
    return (await this.#ask({ method: 'BYE', id }))?.status === 200;
  }

  #text(method: string, id: string, sequence: number, headers: readonly string[]): string {
    const { user, port, habit, agent = 'Phone 1.0' } = this.#who;
    const request = { method, id, user, viaPort: port, sequence, userAgent: agent, headers };
    return `${habit === 'crlf' ? '\r\n' : ''}${sipRequest(request)}`;
  }

  /** The final answer; `undefined` where none came in time. */
  #ask(
    { method, id, headers = [] }: Ask,
    patience = Number.POSITIVE_INFINITY,
  ): Promise<{ status: number; nonce: string } | undefined> {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const end = Math.min(this.#until, now() + patience);
    const text = this.#text(method, id, sequence, headers);
    return new Promise((done) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (answer?: { status: number; nonce: string }): void => {
        clearTimeout(timer);
        this.#waiting.delete(sequence);
        done(answer);
      };
      let provisional = false;
      const send = (wait: number): void => {
        const left = end - now();
        if (left <= 0) {
          finish();
          return;
        }
        if (!provisional) this.#line?.send(text);
        const longest = method === 'INVITE' ? Number.POSITIVE_INFINITY : T2;
        timer = setTimeout(send, Math.min(wait, left), Math.min(2 * wait, longest));
      };
      this.#waiting.set(sequence, (status, nonce) => {
        if (status >= 200) finish({ status, nonce });
        else provisional ||= method === 'INVITE';
      });
      send(this.#line?.reliable ? TCP_AGAIN : T1);
    });
  }

  #hear(text: string): void {
    const status = Number(/^SIP\/2\.0 (\d{3}) /.exec(text)?.[1] ?? 0);
    // What somebody asked in this customer's name is answered to him too.
    if (!text.includes(`\nCall-ID: ${this.#label}`)) return;
    const sequence = Number(/^CSeq: (\d+) /m.exec(text)?.[1] ?? 0);
    this.#waiting.get(sequence)?.(status, /nonce="([^"]*)"/.exec(text)?.[1] ?? '');
  }
}
