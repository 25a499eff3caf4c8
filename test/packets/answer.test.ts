import { reply } from '../../src/host/lab/agent/answer.js';
import { describe as describeMessage } from '../../src/host/lab/agent/journal.js';
import { sipRequest, sipResponse } from './sip.js';

const request = (more = {}): Buffer =>
  Buffer.from(sipRequest({ method: 'REGISTER', id: 'phone-1', ...more }));

test('a response copies what RFC 3261 8.2.6.2 asks', () => {
  const { text } = reply(request(), 40000, 401) ?? { text: '' };
  expect(text).toMatch(/^SIP\/2\.0 401 \w+\r\nVia: /);
  for (const header of ['From', 'To', 'Call-ID', 'CSeq']) expect(text).toContain(`\r\n${header}: `);
  expect(text).toMatch(/\r\nContent-Length: 0\r\n\r\n$/);
});

test.each([
  ['rport: where the packet came from', {}, 40000],
  ['no rport: the port in Via', { rport: false, viaPort: 5080 }, 5080],
])('%s', (_name, more, port) => {
  expect(reply(request(more), 40000, 200)?.port).toBe(port);
});

test('maddr: where Via says, at its port', () => {
  const { address, port } = reply(request({ via: ';maddr=192.0.2.7', viaPort: 5080 }), 40000, 200) ?? {};
  expect([address, port]).toEqual(['192.0.2.7', 5080]);
  expect(reply(request(), 40000, 200)).not.toHaveProperty('address');
});

test('the answer may depend on the method', () => {
  const status = (method: string) =>
    reply(request({ method }), 1, { REGISTER: 401, OPTIONS: 200 })?.text.slice(8, 11);
  expect([status('REGISTER'), status('OPTIONS'), status('INVITE')]).toEqual(['401', '200', undefined]);
});

test.each([
  ['a response', Buffer.from(sipResponse(200))],
  ['ACK', request({ method: 'ACK' })],
  ['a keep-alive', Buffer.from('\r\n\r\n')],
  ['nothing', Buffer.alloc(0)],
])('%s has no answer', (_name, data) => {
  expect(reply(data, 1, 200)).toBeUndefined();
});

test.each([
  [request(), { word: 'REGISTER', id: 'phone-1' }],
  [Buffer.from(sipResponse(401, 'a')), { word: 'SIP/2.0 401', id: 'a' }],
  [Buffer.from('\r\n\r\n'), { word: '', id: '' }],
  [Buffer.from([0, 27, 255]), { word: '', id: '' }],
])('arrivals are described by word and id %#', (data, described) => {
  expect(describeMessage(data)).toEqual(described);
});

test('Content-Length counts bytes', () => {
  expect(sipRequest({ method: 'INVITE', body: 'ü' })).toMatch(/\r\nContent-Length: 2\r\n\r\nü$/);
});
