import fc from 'fast-check';
import type { TestMessage } from '../../src/policy/policy-test.js';
import { answerBytes, messageBytes } from '../../src/policy/test-message.js';

const request = (
  size: number | undefined,
  headers: readonly (readonly [string, string])[] = [],
): TestMessage => ({
  ...{ kind: 'request', method: 'REGISTER', headers, size },
});
const text = (message: TestMessage, id?: string) => new TextDecoder().decode(messageBytes(message, id));

test('a request is filled up to exactly so many bytes, and its Content-Length says so', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 400, max: 12_000 }), fc.integer({ min: 10_200, max: 10_400 })),
      fc.constantFrom('a', 'ü', '€'),
      (size, letter) => {
        const bytes = messageBytes(request(size, [['X-Note', letter]]));
        expect(bytes).toHaveLength(size);
        const [head = '', body = ''] = new TextDecoder().decode(bytes).split('\r\n\r\n');
        expect(Number(/Content-Length: (\d+)$/.exec(head)?.[1])).toBe(body.length);
      },
    ),
  );
});

test('what is smaller already stays as it is', () => {
  expect(text(request(1))).toBe(text(request(undefined)));
});

test.each([
  [
    request(undefined, [['User-Agent', 'friendly-scanner']]),
    /^REGISTER sip:\S+ SIP\/2\.0\r\n(.*\r\n)*User-Agent: friendly-scanner\r\n/,
  ],
  [{ kind: 'response', status: 404, headers: [] }, /^SIP\/2\.0 404 /],
  [{ kind: 'raw', bytes: Uint8Array.of(13, 10) }, /^\r\n$/],
] as const)('%j', (message, form) => {
  expect(text(message)).toMatch(form);
});

test('the id is in Call-ID', () => expect(text(request(undefined), 'x7')).toContain('\r\nCall-ID: x7@'));

test('an answer is one', () => {
  expect(new TextDecoder().decode(answerBytes(200, 'INVITE'))).toMatch(
    /^SIP\/2\.0 200 .*\r\n(.*\r\n)*CSeq: 1 INVITE\r\n/,
  );
});
