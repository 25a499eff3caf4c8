import fc from 'fast-check';
import { methods } from '../../src/sip/signature.js';
import { people } from '../people.js';
import type { Script } from '../scripts.js';

/** One thing that happens on a connection, or beside all of them. What it takes of packets is in `packets.ts`. */
export interface Act {
  /** Milliseconds after the act before. */
  readonly gap: number;
  readonly peer: string;
  /** Of the peer's side: with the peer and the switch's port it names the connection. */
  readonly peerPort: number;
  readonly switchPort: number;
  readonly deed: Deed;
}

export type Deed =
  /** The peer writes messages in a row, on a new connection where there is none. */
  | {
      readonly kind: 'says';
      readonly messages: readonly Message[];
      /** Where the row is cut into segments, in thousandths of it, and where the answers of the switch are. */
      readonly cuts: readonly number[];
      readonly answerCuts: readonly number[];
      /** The card has merged the segments: they come as one packet. */
      readonly merged: boolean;
      /** Bytes of the TCP header. */
      readonly header: 20 | 32;
    }
  /** RFC 5626: CRLFCRLF, and CRLF back. */
  | { readonly kind: 'pings' }
  /** The segment that the peer sent last comes once more. */
  | { readonly kind: 'repeats' }
  /** The switch asks over the connection that the peer made. */
  | { readonly kind: 'asked'; readonly method: string }
  | { readonly kind: 'ends'; readonly by: 'peer' | 'switch'; readonly flag: 'RST' | 'FIN' }
  /** A handshake and nothing else: held open. */
  | { readonly kind: 'opens' }
  /** Somebody sends in the peer's name who sees no answer. */
  | { readonly kind: 'forges'; readonly form: Forgery; readonly message: Message }
  | { readonly kind: 'datagram'; readonly message: Message }
  /** The switch sends a request over UDP. */
  | { readonly kind: 'calls'; readonly method: string };

export type Forgery = 'data' | 'syn' | 'syn with data' | 'syn, then data' | 'reset';

export type Message =
  | { readonly kind: 'request'; readonly method: string; readonly agent: string; readonly size: number }
  | { readonly kind: 'text'; readonly text: string };

/** What is played over the wire, and what the switch answers, by method. */
export interface Story {
  readonly lines: readonly Act[];
  readonly answer: Script['answer'];
}

const usual = ['REGISTER', 'REGISTER', 'REGISTER', 'INVITE', 'OPTIONS', 'BYE'] as const;
const message: fc.Arbitrary<Message> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('request' as const),
      method: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...usual) },
        { weight: 1, arbitrary: fc.constantFrom<string>(...methods, 'FOO') },
      ),
      agent: fc.oneof(
        { weight: 12, arbitrary: fc.constant('Phone 1.0') },
        { weight: 1, arbitrary: fc.constantFrom('friendly-scanner', 'AutoDialer/2') },
      ),
      size: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 300, max: 900 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'GET / HTTP/1.0\r\n\r\n',
        '\r\n',
        'REG',
        'I',
        '\x16\x03\x01\x02\x00\x01',
        'x'.repeat(1_400),
      )
      .map((text) => ({ kind: 'text' as const, text })),
  },
);

const cuts = fc.array(fc.integer({ min: 1, max: 999 }), { maxLength: 4 });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      kind: fc.constant('says' as const),
      messages: fc.oneof(
        { weight: 3, arbitrary: fc.array(message, { minLength: 1, maxLength: 1 }) },
        { weight: 2, arbitrary: fc.array(message, { minLength: 2, maxLength: 5 }) },
      ),
      cuts: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: cuts }),
      answerCuts: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: cuts }),
      merged: fc.oneof(
        { weight: 5, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      header: fc.constantFrom(20 as const, 32 as const),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'pings' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'repeats' as const }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('INVITE', 'NOTIFY', 'BYE')
      .map((method) => ({ kind: 'asked' as const, method })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('ends' as const),
      by: fc.constantFrom('peer' as const, 'switch' as const),
      flag: fc.constantFrom('RST' as const, 'FIN' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'opens' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('forges' as const),
      form: fc.constantFrom<Forgery>('data', 'syn', 'syn with data', 'syn, then data', 'reset'),
      message,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('datagram' as const), message }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('INVITE', 'ACK', 'OPTIONS')
      .map((method) => ({ kind: 'calls' as const, method })),
  },
);

const gap = fc.oneof(
  { weight: 40, arbitrary: fc.integer({ min: 3, max: 8 }) },
  { weight: 4, arbitrary: fc.integer({ min: 10, max: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(150, 400, 800) },
);

const act: fc.Arbitrary<Act> = fc.record({
  gap,
  peer: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(people.sources[0], people.sources[5]) },
    { weight: 3, arbitrary: fc.constantFrom(...people.sources) },
  ),
  peerPort: fc.constantFrom(40_001, 40_001, 40_002, 40_003),
  switchPort: fc.oneof(
    { weight: 12, arbitrary: fc.constant(5060) },
    { weight: 1, arbitrary: fc.constantFrom(5061, 8080) },
  ),
  deed,
});

const status = fc.constantFrom(200, 200, 401, 401, 401, 403, 404, 407, 100);
const answer: fc.Arbitrary<Story['answer']> = fc.dictionary(
  fc.constantFrom('REGISTER', 'INVITE', 'OPTIONS', 'BYE', 'REGISTER'),
  status,
  { maxKeys: 4 },
);

/** @param length Acts of a story. */
export const stories = (length: number): fc.Arbitrary<Story> =>
  fc.record({ lines: fc.array(act, { minLength: length, maxLength: length }), answer });
