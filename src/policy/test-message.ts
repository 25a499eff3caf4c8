import type { TestHeader, TestMessage } from './policy-test.js';

/**
 * The bytes that a test sends. A request is what a phone would write, so that a switch can answer it; `id` tells one from
 * another and stands before the `@` of Call-ID.
 */
export function messageBytes(message: TestMessage, id = 'test'): Uint8Array {
  switch (message.kind) {
    case 'raw':
      return message.bytes;
    case 'response':
      return bytes(text(`SIP/2.0 ${message.status} Test`, 'REGISTER', id, message.headers, ''));
    case 'request': {
      const { method, headers, size = 0, domain = 'switch.test' } = message;
      return bytes(
        filled(
          (body, digits) => text(`${method} sip:100@${domain} SIP/2.0`, method, id, headers, body, digits),
          size,
        ),
      );
    }
  }
}

/** An answer of the switch to a request with this method. */
export const answerBytes = (status: number, method: string): Uint8Array =>
  bytes(text(`SIP/2.0 ${status} Test`, method, 'test', [], ''));

function text(
  start: string,
  method: string,
  id: string,
  more: readonly TestHeader[],
  body: string,
  digits = 1,
): string {
  const headers: readonly TestHeader[] = [
    ['Via', `SIP/2.0/UDP phone.test:5060;branch=z9hG4bK-${id};rport`],
    ['Max-Forwards', '70'],
    ['From', `<sip:100@switch.test>;tag=${id}`],
    ['To', '<sip:100@switch.test>'],
    ['Call-ID', `${id}@phone.test`],
    ['CSeq', `1 ${method}`],
    ['Contact', '<sip:100@phone.test:5060>'],
    ...more,
    ['Content-Length', String(bytes(body).length).padStart(digits, '0')],
  ];
  return [start, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}

type Build = (body: string, digits: number) => string;

/**
 * Filled up to exactly `size` bytes. The number in Content-Length takes room from the body, and where one digit more or less
 * leaves no body that fits, it gets a zero in front.
 */
function filled(build: Build, size: number): string {
  const empty = bytes(build('', 1)).length;
  for (let digits = 1; digits <= 6; digits++) {
    const body = size - empty - digits + 1;
    if (body >= 0 && String(body).length <= digits) return build('x'.repeat(body), digits);
  }
  return build('', 1);
}

const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
