import type { UdpPacket } from '../../src/evaluate/packet.js';
import { sipRequest } from '../../test/packets/sip.js';
import type { ModelSwitch } from './switch.js';
import type { Random } from './timeline.js';

const request = new TextEncoder().encode(sipRequest({ method: 'REGISTER', userAgent: 'Phone 1.0' }));
const destination = { family: 'ipv4', value: 0xc6120002 } as const;

/** A REGISTER. The rules read no further than its first line, so one text serves everybody. */
const register = (address: number, sourcePort: number, at: number): UdpPacket => ({
  protocol: 'udp',
  direction: 'in',
  at,
  source: { family: 'ipv4', value: address },
  destination,
  sourcePort,
  destinationPort: 5060,
  payload: request,
});

/** Milliseconds over which newcomers begin, and for which each tries. */
export const SPREAD = 4000;
export const PATIENCE = 30_000;

/** RFC 3261 17.1.2.2, timer E: milliseconds. */
const T1 = 500;
const T2 = 4000;

export interface ModelPhone {
  readonly address: number;
  readonly port: number;
  /** Milliseconds at which it begins, and for which it tries. */
  readonly start: number;
  readonly patience: number;
  /** Milliseconds there and back. */
  readonly away: number;
}

/** A phone registers: a REGISTER, its 401, a REGISTER with credentials, each sent again until it is answered. */
export function playPhone(to: ModelSwitch, phone: ModelPhone, registered: (after: number) => void): void {
  const { address, port, start, patience, away } = phone;
  const { timeline } = to;
  const end = start + patience;
  let open = 0;
  const transact = (status: 401 | 200, answered: () => void): void => {
    open += 1;
    const mine = open;
    const hear = (): void => {
      if (mine !== open || timeline.now >= end) return;
      open += 1;
      answered();
    };
    const send = (wait: number): void => {
      if (mine !== open || timeline.now >= end) return;
      to.receive(register(address, port, timeline.now), status, () =>
        timeline.plan(timeline.now + away, hear),
      );
      timeline.plan(timeline.now + wait, () => send(Math.min(2 * wait, T2)));
    };
    send(T1);
  };
  timeline.plan(start, () => transact(401, () => transact(200, () => registered(timeline.now - start))));
}

/** Requests a second of all bots together, at random moments. */
export interface ModelFlood {
  readonly rate: number;
  /** Who sends the next one, and from which port. */
  readonly from: (random: Random) => { readonly address: number; readonly port: number };
  /** Milliseconds after which the same request comes again: from a forger who has read how phones repeat. */
  readonly again?: number;
}

const ignored = (): void => {};

/** Sends until the timeline ends. All of it is answered 401. */
export function playFlood(to: ModelSwitch, { rate, from, again }: ModelFlood): void {
  const { timeline, random } = to;
  const next = (): void => {
    const { address, port } = from(random);
    const send = (): void => to.receive(register(address, port, timeline.now), 401, ignored);
    send();
    if (again !== undefined) timeline.plan(timeline.now + again, send);
    timeline.plan(timeline.now + wait(), next);
  };
  const wait = (): number => (-Math.log(1 - random()) * 1000) / rate;
  if (rate > 0) timeline.plan(wait(), next);
}
