import fc from 'fast-check';
import { methods } from '../src/sip/signature.js';
import { people } from './people.js';

/** One thing that somebody sends. */
export interface Line {
  /** Milliseconds after the line before. */
  readonly gap: number;
  /** `call`: the switch sends it to `peer`; else it comes from there. */
  readonly way: 'in' | 'call';
  readonly peer: string;
  readonly peerPort: number;
  readonly switchPort: number;
  readonly content: Content;
}

export type Content =
  | { readonly kind: 'request'; readonly method: string; readonly agent: string; readonly size: number }
  | { readonly kind: 'response'; readonly status: number }
  | { readonly kind: 'raw'; readonly text: string }
  /** Without a mark of its own. */
  | { readonly kind: 'keepalive'; readonly hex: string };

export interface Script {
  readonly lines: readonly Line[];
  /** What the switch answers, by method. */
  readonly answer: Readonly<Record<string, number>>;
}

const usual = ['REGISTER', 'REGISTER', 'REGISTER', 'INVITE', 'INVITE', 'OPTIONS', 'BYE', 'ACK'] as const;
const request: fc.Arbitrary<Content> = fc.record({
  kind: fc.constant('request' as const),
  method: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom<string>(...methods, 'register', 'FOO', 'REGISTERX') },
  ),
  agent: fc.oneof(
    { weight: 9, arbitrary: fc.constant('Phone 1.0') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('friendly-scanner', 'sipvicious', 'FRIENDLY-SCANNER', 'AutoDialer/2'),
    },
  ),
  size: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 300, max: 1_200 })),
});
const response: fc.Arbitrary<Content> = fc
  .constantFrom(200, 401, 404)
  .map((status) => ({ kind: 'response', status }));
const raw: fc.Arbitrary<Content> = fc
  .constantFrom('\r\nREGISTER sip:a SIP/2.0', ' OPTIONS sip:a', 'GET / HTTP/1.0', 'REG', 'SIP/', 'INVI')
  .map((text) => ({ kind: 'raw', text }));
/** STUN, a double CRLF, a CRLF, nothing, a single byte. */
const keepalive: fc.Arbitrary<Content> = fc
  .constantFrom('000100002112a442000000000000000000000000', '0d0a0d0a', '0d0a', '', '00')
  .map((hex) => ({ kind: 'keepalive', hex }));

const content = fc.oneof(
  { weight: 16, arbitrary: request },
  { weight: 1, arbitrary: response },
  { weight: 1, arbitrary: raw },
  { weight: 2, arbitrary: keepalive },
);

/** So far apart that an answer is out before the same source speaks again, most of the time. */
const gap = fc.oneof(
  { weight: 45, arbitrary: fc.integer({ min: 5, max: 9 }) },
  { weight: 4, arbitrary: fc.integer({ min: 10, max: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(150, 400, 800) },
);

const line: fc.Arbitrary<Line> = fc.record({
  gap,
  way: fc.oneof(
    { weight: 14, arbitrary: fc.constant('in' as const) },
    { weight: 1, arbitrary: fc.constant('call' as const) },
  ),
  peer: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...people.sources.slice(0, 2)) },
    { weight: 3, arbitrary: fc.constantFrom(...people.sources) },
  ),
  peerPort: fc.constantFrom(5060, 5060, 5061, 5062),
  switchPort: fc.oneof(
    { weight: 14, arbitrary: fc.constant(5060) },
    { weight: 1, arbitrary: fc.constantFrom(6060, 5070, 8080) },
  ),
  content,
});

const status = fc.constantFrom(200, 200, 200, 401, 401, 403, 404, 407, 100);
const answer: fc.Arbitrary<Script['answer']> = fc.dictionary(
  fc.constantFrom('REGISTER', 'INVITE', 'OPTIONS', 'BYE', 'REGISTER', 'INVITE'),
  status,
  { maxKeys: 4 },
);

/** @param length Lines of a script. */
export const scripts = (length: number): fc.Arbitrary<Script> =>
  fc.record({ lines: fc.array(line, { minLength: length, maxLength: length }), answer });
