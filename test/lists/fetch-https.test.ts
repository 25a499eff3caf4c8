import { gzipSync } from 'node:zlib';
import { fetchHttps, isPublic } from '../../src/host/lists/fetch-https.js';
import { type Answer, type ListServer, listServer, trusted } from './list-server.js';

let server: ListServer;
let other: ListServer;
beforeAll(async () => {
  [server, other] = await Promise.all([listServer(), listServer('other')]);
});
afterAll(() => Promise.all([server.close(), other.close()]));

const limits = { bytes: 10_000, milliseconds: 5_000 };

async function fetched(answer: Answer | string, url = server.url, within = limits): Promise<string> {
  server.answer(answer);
  const came = await fetchHttps(url, trusted, within);
  return came.kind === 'bytes' ? Buffer.from(came.bytes).toString() : `failed: ${came.why}`;
}

const leadsTo =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end();

test.each<[name: string, answer: Answer | string, expected: string]>([
  ['a list', '198.51.100.7\n', '198.51.100.7\n'],
  ['nothing', '', ''],
  ['an error', (response) => response.writeHead(403).end('<html>'), 'failed: the server answered 403'],
  [
    'half',
    (response) => response.writeHead(200, { 'content-length': '100' }).write('1', () => response.destroy()),
    'failed: the connection broke off',
  ],
  ['too much', 'x'.repeat(10_001), 'failed: it is longer than 10000 bytes'],
  [
    'more than it says without end',
    (response) =>
      void setImmediate(function more() {
        if (!response.destroyed) response.write('x'.repeat(1000), () => setImmediate(more));
      }),
    'failed: it is longer than 10000 bytes',
  ],
  [
    'a packed list',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('198.51.100.7\n')),
    '198.51.100.7\n',
  ],
  [
    'a bomb',
    (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    'failed: it is longer than 10000 bytes',
  ],
  [
    'half of what is packed',
    (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('198.51.100.7\n').subarray(0, 20)),
    'failed: it breaks off',
  ],
  [
    'no gzip',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
    'failed: it cannot be unpacked',
  ],
  [
    'another packing',
    (response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
    'failed: it is packed in a way that is not known',
  ],
  ['a way to http', leadsTo('http://lists.example/'), 'failed: it leads to http, not https'],
  ['a way to a file', leadsTo('file:///etc/passwd'), 'failed: it leads to file, not https'],
  [
    'a way to a private address',
    leadsTo('https://10.0.0.1/'),
    'failed: it leads to 10.0.0.1, which is no public address',
  ],
  ['a way to the loopback', leadsTo('https://[::1]/'), 'failed: it leads to ::1, which is no public address'],
  [
    'a way to IPv4 written as IPv6',
    leadsTo('https://[::ffff:127.0.0.1]/'),
    'failed: it leads to ::ffff:7f00:1, which is no public address',
  ],
  [
    'a way in numbers',
    leadsTo('https://2130706433/'),
    'failed: it leads to 127.0.0.1, which is no public address',
  ],
  ['a circle', leadsTo('/again'), 'failed: it leads on more than 5 times'],
  ['a way to nothing', leadsTo('https://'), 'failed: it leads to what is no address'],
])('%s', async (_, answer, expected) => {
  expect(await fetched(answer)).toBe(expected);
});

test('another place on the same host is followed', async () => {
  const answer: Answer = (response, { url }) =>
    url === '/new' ? response.end('198.51.100.7\n') : response.writeHead(301, { location: '/new' }).end();
  expect(await fetched(answer)).toBe('198.51.100.7\n');
});

test('a name that leads to another port of this host is no public address', async () => {
  const { port } = other;
  expect(await fetched(leadsTo(`https://localhost:${port}/`))).toMatch(
    /^failed: it leads to .*, which is no public address$/,
  );
});

test('a server that says nothing is given up', async () => {
  const silent: Answer = () => {};
  expect(await fetched(silent, server.url, { ...limits, milliseconds: 200 })).toBe(
    'failed: it took longer than 0.2 s',
  );
});

test('another certificate is refused, and so is one for another name', async () => {
  other.answer('198.51.100.7\n');
  expect(await fetched('', other.url)).toBe('failed: the certificate of the server is not trusted');
  const came = await fetchHttps(server.url, undefined, limits);
  expect(came).toEqual({ kind: 'failed', why: 'the certificate of the server is not trusted' });
});

test('a server that is not there', async () => {
  expect(await fetched('', 'https://127.0.0.1:1/')).toBe('failed: the server refuses the connection');
});

test.each([
  ['198.51.100.7', true],
  ['2a00::1', true],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::ffff:198.51.100.7', false],
  ['fd00::1', false],
  ['64:ff9b::a00:1', false],
])('%s is an address of the internet: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});
