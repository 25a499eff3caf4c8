import { payload, type SipRequest, sipRequest } from '../test/packets/sip.js';
import { SLOW } from './actors/calls.js';

/** One packet of a poisoner, who has no password. */
export interface Dose {
  /** From its own address, or from a second one of its own. */
  readonly from: 'first' | 'second';
  readonly port?: number;
  /** A segment of its own TCP connection, instead of a datagram. */
  readonly tcp?: boolean;
  readonly payload: string;
}

export interface Poison {
  readonly name: string;
  /** The switch has sent its address a request before. */
  readonly called?: boolean;
  /** @param first The address that wants to be known; `id` tells this attempt's requests from others. */
  readonly doses: (first: string, id: string) => readonly Dose[];
}

type More = Omit<SipRequest, 'method' | 'id'>;

const ask = (method: string, id: string, more: More = {}, from: Dose['from'] = 'first'): Dose => ({
  from,
  payload: payload(sipRequest({ method, id, userAgent: 'Phone 1.0', ...more })),
});

const raw = (text: string): Dose => ({ from: 'first', payload: payload(text) });
const options = (id: string): string => sipRequest({ method: 'OPTIONS', id });

/** A REGISTER without credentials opens the window; each of these tries to get a 200 through it. */
const afterRegister = (dose: (first: string, id: string) => readonly Dose[]): Poison['doses'] => {
  return (first, id) => [ask('REGISTER', id), ...dose(first, id)];
};

/** What was measured with hand-written rules, and what came to mind since. The registrar is lax: it answers 200 to all of it. */
export const poisons: readonly Poison[] = [
  { name: 'OPTIONS', doses: (_, id) => [ask('OPTIONS', id)] },
  { name: 'OPTIONS, then REGISTER', doses: (_, id) => [ask('OPTIONS', id), ask('REGISTER', id)] },
  { name: 'REGISTER, then OPTIONS', doses: afterRegister((_, id) => [ask('OPTIONS', id)]) },
  {
    name: 'REGISTER, then OPTIONS from another port, answered at the first by Via',
    doses: afterRegister((_, id) => [{ ...ask('OPTIONS', id, { rport: false }), port: 5999 }]),
  },
  {
    name: 'REGISTER, then OPTIONS that is answered late',
    doses: afterRegister((_, id) => [ask('OPTIONS', id, { user: SLOW })]),
  },
  { name: 'INVITE, then CANCEL', doses: (_, id) => [ask('INVITE', id), ask('CANCEL', id)] },
  { name: 'REGISTER, then UPDATE', doses: afterRegister((_, id) => [ask('UPDATE', id)]) },
  { name: 'REGISTER, then PRACK', doses: afterRegister((_, id) => [ask('PRACK', id)]) },
  { name: 'REGISTER, then a method that nobody knows', doses: afterRegister((_, id) => [ask('PING', id)]) },
  {
    name: 'REGISTER, then OPTIONS in lower case',
    doses: afterRegister((_, id) => [raw(options(id).replace('OPTIONS', 'options'))]),
  },
  {
    name: 'REGISTER, then OPTIONS behind an empty line',
    doses: afterRegister((_, id) => [raw(`\r\n\r\n${options(id)}`)]),
  },
  {
    name: 'called before: REGISTER, then OPTIONS',
    called: true,
    doses: afterRegister((_, id) => [ask('OPTIONS', id)]),
  },
  {
    name: 'called before: REGISTER, then UPDATE',
    called: true,
    doses: afterRegister((_, id) => [ask('UPDATE', id)]),
  },
  {
    name: 'TCP: REGISTER and OPTIONS in one segment',
    doses: (_, id) => [{ ...raw(`${sipRequest({ method: 'REGISTER', id })}${options(id)}`), tcp: true }],
  },
  {
    name: 'TCP: REGISTER, then OPTIONS in two segments',
    doses: afterRegister((_, id) => [
      { ...raw(options(id).slice(0, 3)), tcp: true },
      { ...raw(options(id).slice(3)), tcp: true },
    ]),
  },
  {
    name: 'REGISTER over UDP, then OPTIONS over TCP',
    doses: afterRegister((_, id) => [{ ...ask('OPTIONS', id), tcp: true }]),
  },
  {
    name: 'REGISTER, and OPTIONS from elsewhere with maddr',
    doses: afterRegister((first, id) => [ask('OPTIONS', id, { via: `;maddr=${first}` }, 'second')]),
  },
];

/** The named case: a CANCEL from elsewhere, whose Via sends its 200 to the source that has asked. */
export const maddrCancel: Poison = {
  name: 'REGISTER, and INVITE and CANCEL from elsewhere with maddr',
  doses: afterRegister((first, id) => [
    ask('INVITE', `${id}b`, { via: `;maddr=${first}` }, 'second'),
    ask('CANCEL', `${id}b`, { via: `;maddr=${first}` }, 'second'),
  ]),
};
