import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fetchHttps } from '../../src/host/lists/fetch-https.js';
import { type ListSources, writeList } from '../../src/host/lists/list-sources.js';
import { resolveNames } from '../../src/host/lists/resolve-names.js';
import { type Answer, type ListServer, listServer, trusted } from '../lists/list-server.js';
import { nameServer, type Zone } from '../lists/name-server.js';
import { temporaryFolder } from './temporary-folder.js';
import { vosguard } from './vosguard.js';

const folder = temporaryFolder();
let server: ListServer;
let names: Awaited<ReturnType<typeof nameServer>>;
let zone: Zone = {};
beforeAll(async () => {
  [server, names] = await Promise.all([listServer(), nameServer(() => zone)]);
});
afterAll(() => Promise.all([server.close(), names.close()]));

/** Less than those of the program, so that what never ends is given up in a test's time. */
const SMALL = { bytes: 100_000, milliseconds: 5_000 };
let limits = SMALL;
let now = new Date('2026-06-01T12:00:00Z');
beforeEach(() => {
  limits = SMALL;
  now = new Date('2026-06-01T12:00:00Z');
});

const sources: ListSources = {
  now: () => now,
  https: (url, ca) => fetchHttps(url, ca, limits),
  names: (asked) => resolveNames(asked, [names.address]),
  write: writeList,
};

const run = (...argv: string[]) => vosguard(folder(), argv, { lists: async () => sources });
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);
const text = (name: string) => readFileSync(join(folder(), name), 'utf8');
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

function policy(keys = '', use = 'blocked'): void {
  put('ca.pem', trusted);
  put(
    'policy.yaml',
    `vosguard: 1
trusted: [203.0.113.10]
lists: { feed: { file: lists/feed.txt, url: "${server.url}", ca: ca.pem${keys === '' ? '' : `, ${keys}`} } }
services: { ssh: { tcp: [22], from: [192.0.2.8/29${use === 'from' ? ', { list: feed }' : ''}] } }
${use === 'blocked' ? 'blocked: [{ list: feed }]' : ''}
`,
  );
}

const many = (count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => `198.51.${100 + ((first + i) >> 8)}.${(first + i) & 255}\n`).join(
    '',
  );

async function refresh(answer: Answer | string, ...more: string[]) {
  server.answer(answer);
  return run('lists', 'refresh', ...more);
}

describe('lists refresh', () => {
  test('fetches into the file, and compile then needs no network', async () => {
    policy();
    expect((await run('lint', '--format', 'compact')).out).toContain('VG230');
    expect(await refresh(many(20))).toEqual({ status: 0, out: 'feed: 20 entries\n', err: '' });
    expect(text('lists/feed.txt')).toBe(many(20));
    expect(await run('lint', '--format', 'compact')).toMatchObject({ status: 0, out: '' });
    expect(await refresh(many(20))).toMatchObject({ status: 0, out: 'feed: 20 entries, unchanged\n' });
  });

  const stood = many(20);
  test.each<[name: string, answer: Answer | string, why: string]>([
    ['nothing', '', 'it has no address'],
    ['comments', '# nothing\n', 'it has no address'],
    ['fewer than half', many(9), 'of 20 entries 11 are gone, and 0 are new: fewer than half are left'],
    ['a page', '<html>', 'a page in HTML came instead of a list'],
    ['everybody', `${stood}0.0.0.0/0\n`, 'line 21 stands for a large part of the internet'],
    [
      'everybody in pieces',
      Array.from({ length: 256 }, (_, i) => `${i}.0.0.0/8\n`).join(''),
      'it holds more than half of all addresses',
    ],
    ['names', `${stood}sip.example.com\n`, '1 line cannot be read, the first is line 21; skip allows 0'],
    ['an error', (response) => response.writeHead(500).end(), 'the server answered 500'],
    [
      'half of it',
      (response) =>
        response.writeHead(200, { 'content-length': '999' }).write(stood, () => response.destroy()),
      'the connection broke off',
    ],
    [
      'a way to http',
      (response) => response.writeHead(302, { location: 'http://x/' }).end(),
      'it leads to http, not https',
    ],
    ['too much', 'x'.repeat(100_001), 'it is longer than 100000 bytes'],
    [
      '10 GB',
      (response) => {
        response.writeHead(200, { 'content-length': String(10 * 2 ** 30) });
        const more = () => response.destroyed || response.write(stood.repeat(100), () => setImmediate(more));
        more();
      },
      'it is longer than 100000 bytes',
    ],
    [
      'a bomb of gzip',
      (response) =>
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(20_000_000, '1\n'))),
      'it is longer than 100000 bytes',
    ],
    ['a packed file', (response) => response.end(gzipSync(stood)), 'a compressed file came'],
    [
      'a way to a private address',
      (response) => response.writeHead(302, { location: 'https://10.0.0.1/' }).end(),
      'it leads to 10.0.0.1, which is no public address',
    ],
  ])('keeps what stood where %s comes, and says why', async (_, answer, why) => {
    policy();
    await refresh(stood);
    later(3);
    const { status, out, err } = await refresh(answer);
    expect({ status, out, err }).toEqual({
      status: 1,
      out: '',
      err: `vosguard: feed: ${why}; what stands is kept, 20 entries, 3h old\n`,
    });
    expect(text('lists/feed.txt')).toBe(stood);
    expect((await run('lint', '--format', 'compact')).status).toBe(0);
    const told = await run('lists', 'status');
    expect(told).toMatchObject({
      status: 1,
      out: `feed: ${server.url}, 20 entries, 3h old, tried 0s ago\n  kept what stood: ${why}\n`,
    });
    await refresh(stood);
    expect((await run('lists', 'status')).status).toBe(0);
  });

  test('keeps what stood where nothing comes at all, or from a server that nobody trusts', async () => {
    policy();
    await refresh(stood);
    limits = { ...SMALL, milliseconds: 200 };
    expect((await refresh(() => {})).err).toContain('it took longer than 0.2 s; what stands is kept');
    limits = SMALL;
    put('ca.pem', readFileSync(new URL('../lists/other.pem', import.meta.url), 'utf8'));
    expect((await refresh(many(20, 1))).err).toContain('the certificate of the server is not trusted; what');
    expect(text('lists/feed.txt')).toBe(stood);
    expect((await run('lists', 'status')).out).toContain('kept what stood: the certificate of the server');
  });

  test('keeps what stood where 2 million lines come', async () => {
    policy();
    await refresh(stood);
    limits = { bytes: 2 ** 26, milliseconds: 60_000 };
    const lines = Array.from({ length: 2_000_000 }, (_, i) => `44.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    expect((await refresh(lines.join('\n'))).err).toContain(
      'it has 2000000 entries, more than max: 200000; what',
    );
    expect(text('lists/feed.txt')).toBe(stood);
  });

  test('the same entries in another order are no change, and a change may be accepted', async () => {
    policy('max_change: 10');
    await refresh(many(20));
    expect((await refresh(many(20).split('\n').reverse().join('\n'))).status).toBe(0);
    expect((await refresh(many(20, 3))).err).toContain('3 are gone, and 3 are new: more than max_change: 10');
    expect((await refresh(many(20, 3), '--accept', 'feed')).out).toBe('feed: 20 entries\n');
    // What is accepted is a change, never everybody.
    expect((await refresh('0.0.0.0/0\n', '--accept', 'feed')).status).toBe(1);
  });

  test('min, max and skip hold', async () => {
    policy('min: 3, max: 5, skip: 1');
    expect((await refresh(many(2))).err).toContain(
      'it has 2 entries, fewer than min: 3; nothing has been fetched before',
    );
    expect((await refresh(many(6))).err).toContain('it has 6 entries, more than max: 5');
    expect((await refresh(`x.example\n${many(4)}`)).status).toBe(0);
  });

  test('a country that is let in may be written in larger pieces than what is blocked', async () => {
    policy('', 'from');
    expect((await refresh('24.0.0.0/6\n')).status).toBe(0);
    policy();
    expect((await refresh('24.0.0.0/6\n')).status).toBe(1);
  });

  test('--due leaves alone whose time has not come', async () => {
    policy('every: 2h');
    await refresh(many(20));
    later(1);
    expect(await refresh(many(21), '--due')).toEqual({ status: 0, out: '', err: '' });
    later(1);
    expect((await refresh(many(21), '--due')).out).toBe('feed: 21 entries\n');
  });

  test('a file that was changed is an error, and one that was never fetched a warning', async () => {
    policy();
    mkdirSync(join(folder(), 'lists'));
    put('lists/feed.txt', '198.51.100.7\n');
    expect((await run('lint', '--format', 'compact')).out).toContain('VG253');
    await refresh(many(20));
    put('lists/feed.txt', many(21));
    expect(await run('lint', '--format', 'compact')).toMatchObject({ status: 1 });
    expect((await run('lists', 'status')).out).toContain('  the file was changed since\n');
  });

  test('max_age is judged by days', async () => {
    policy('max_age: 7d');
    await refresh(many(20));
    const lint = (today: string) => vosguard(folder(), ['lint', '--format', 'compact'], { today });
    expect((await lint('2026-06-08')).out).toBe('');
    expect((await lint('2026-06-09')).out).toContain('warning VG255');
    policy('max_age: 7d', 'from');
    expect((await lint('2026-06-09')).out).toContain('error VG254');
  });

  test('nothing is written outside the folder, through links neither', async () => {
    policy();
    symlinkSync('/tmp', join(folder(), 'lists'));
    expect(await refresh(many(20))).toMatchObject({ status: 3, out: '' });
    expect(existsSync('/tmp/feed.txt')).toBe(false);
  });

  test('mistakes of the policy end it, and so does a list that is not there', async () => {
    put('policy.yaml', 'vosguard: 1\nlists: { f: { file: l, url: "http://x/" } }\n');
    expect(await run('lists', 'refresh')).toMatchObject({ status: 1, out: '' });
    expect((await run('lists', 'refresh')).err).toContain('VG251');
    policy();
    expect((await run('lists', 'refresh', '--only', 'fed')).status).toBe(2);
    expect((await run('lists', 'refresh', 'none.yaml')).status).toBe(2);
  });
});

describe('lists of names', () => {
  const named = (keys = '', use = 'trusted: [{ list: peer }]') =>
    put(
      'policy.yaml',
      `vosguard: 1\nlists:\n  peer: { file: peer.txt, names: [sip.peer.example, _sip._udp.peer.example]${keys} }\n${use}\nservices: { ssh: { tcp: [22], from: [192.0.2.8/29] } }\n`,
    );
  const whole: Zone = {
    'sip.peer.example': { a: ['198.51.100.7', '198.51.100.6'], aaaa: ['2001:db8::7'] },
    '_sip._udp.peer.example': { srv: ['edge.peer.example'] },
    'edge.peer.example': { a: ['198.51.100.9'] },
  };

  test('have the addresses of A, AAAA and SRV, sorted, each with its name', async () => {
    zone = whole;
    named();
    expect(await run('lists', 'refresh')).toMatchObject({ status: 0, out: 'peer: 4 entries\n' });
    expect(text('peer.txt')).toBe(
      '198.51.100.6 # sip.peer.example\n198.51.100.7 # sip.peer.example\n198.51.100.9 # _sip._udp.peer.example\n2001:db8::7 # sip.peer.example\n',
    );
    const lint = await run('lint', '--format', 'compact');
    expect(lint.out).toMatch(
      /^policy\.yaml:3:\d+: warning VG256 .*sip\.peer\.example, _sip\._udp\.peer\.example/,
    );
  });

  test('keep an address for a time, and all of them while no name resolves', async () => {
    zone = whole;
    named(', keep: 2h');
    await run('lists', 'refresh');
    zone = { ...whole, 'sip.peer.example': { a: ['198.51.100.8'] } };
    later(1);
    expect((await run('lists', 'refresh')).out).toBe('peer: 5 entries\n');
    later(1.5);
    expect((await run('lists', 'refresh')).out).toBe('peer: 2 entries\n');
    zone = { 'sip.peer.example': 2 };
    later(1);
    const failing = await run('lists', 'refresh');
    expect(failing.status).toBe(1);
    expect(failing.err).toContain(
      'sip.peer.example: the name servers fail (SERVFAIL); _sip._udp.peer.example: it has no address',
    );
    const before = text('peer.txt');
    later(100);
    expect((await run('lists', 'refresh')).status).toBe(1);
    expect(text('peer.txt')).toBe(before);
  });

  test('never lead to this host or its link', async () => {
    zone = {
      'sip.peer.example': { a: ['127.0.0.1', '198.51.100.7', '224.0.0.1'], aaaa: ['fe80::1'] },
      '_sip._udp.peer.example': { srv: [] },
    };
    named();
    await run('lists', 'refresh');
    expect(text('peer.txt')).toBe('198.51.100.7 # sip.peer.example\n');
  });

  test('are asked again when their TTL is over, but not every few seconds', async () => {
    zone = whole;
    named();
    await run('lists', 'refresh');
    const told = JSON.parse((await run('lists', 'status', '--json')).out);
    expect(told.lists[0]).toMatchObject({
      name: 'peer',
      entries: 4,
      due: '2026-06-01T12:05:00.000Z',
      wrong: [],
    });
  });
});
