import { isAccount, password } from '../sip/accounts.js';
import { challenge, isProof } from '../sip/digest.js';
import type { Registrar } from './registrar-protocol.js';

export interface Answered {
  readonly status: number;
  readonly headers?: readonly string[];
  /** The request that is answered, where it is not the one that came. */
  readonly request?: string;
}

type Send = (answered: Answered) => void;

/** A user whose answers come late: what is remembered of a source must outlive the slowest answer. */
export const SLOW = 'slow';
const SLOW_MS = 1500;

/** What the switch says to each request. Digest proofs are real ones; a nonce holds for the whole trial. */
export class Calls {
  readonly #how: Registrar;
  readonly #ringing = new Map<string, NodeJS.Timeout>();
  readonly #open = new Set<string>();
  readonly #invites = new Map<string, string>();

  constructor(how: Registrar) {
    this.#how = how;
  }

  handle(request: string, send: Send): void {
    const method = /^[^ ]+/.exec(request)?.[0] ?? '';
    const id = /^Call-ID: (.*?)\r?$/m.exec(request)?.[1] ?? '';
    if (method === 'ACK' || method.startsWith('SIP/')) return;
    if (method === 'REGISTER') send(this.#register(request));
    else if (method === 'INVITE') this.#invite(request, id, send);
    else if (method === 'CANCEL') this.#cancel(id, send);
    else if (method === 'BYE') send({ status: this.#open.delete(id) ? 200 : 481 });
    else if (new RegExp(`^[^ ]+ sip:${SLOW}@`).test(request))
      setTimeout(() => send({ status: 200 }), SLOW_MS);
    // Lax on purpose: whatever is not understood gets the answer that would teach.
    else send({ status: 200 });
  }

  #register(request: string): Answered {
    const user = /^To: .*?sip:([^@>]*)@/m.exec(request)?.[1] ?? '';
    if (!isAccount(user, this.#how.accounts)) return { status: 404 };
    const nonce = { headers: [challenge(`nonce-${user}`)] };
    if (!/^Authorization: /m.test(request)) return { status: 401, ...nonce };
    if (isProof(request, user, password(user))) return { status: 200 };
    return this.#how.wrong === 401 ? { status: 401, ...nonce } : { status: 403 };
  }

  #invite(request: string, id: string, send: Send): void {
    send({ status: 100 });
    send({ status: 180 });
    this.#invites.set(id, request);
    const answer = (): void => {
      this.#ringing.delete(id);
      this.#open.add(id);
      send({ status: 200 });
    };
    clearTimeout(this.#ringing.get(id));
    this.#ringing.set(id, setTimeout(answer, this.#how.ring));
  }

  #cancel(id: string, send: Send): void {
    const ringing = this.#ringing.get(id);
    clearTimeout(ringing);
    this.#ringing.delete(id);
    send({ status: ringing === undefined ? 481 : 200 });
    const request = this.#invites.get(id);
    if (ringing !== undefined && request !== undefined) send({ status: 487, request });
  }
}
