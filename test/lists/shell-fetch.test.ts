import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { partsText } from '../installer/shell-text.js';
import { type Answer, type ListServer, listServer } from './list-server.js';

const installer = partsText('20-listings.sh', '93-lists.sh');

let server: ListServer;
let other: ListServer;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vosguard-fetch-'));
  [server, other] = await Promise.all([listServer(), listServer('other')]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([server.close(), other.close()]);
});

/** What the shell has fetched by a tool, or why not. */
async function fetched(tool: string, answer: Answer | string, url = server.url, edit = ''): Promise<string> {
  server.answer(answer);
  // Of the test's own authority; a host has that of its system. 2 MiB are enough here.
  const ca = new URL('trusted.pem', import.meta.url).pathname;
  // wget of GnuTLS reads no variable for it.
  const trust = `s|true > "$WORK/wgetrc"|echo ca_certificate=${ca} > "$WORK/wgetrc"|`;
  const script = `${execFileSync('sed', ['-e', trust, '-e', edit], { input: installer, encoding: 'utf8' })}
set -u
WORK=${folder} LOG=${folder}/log MOST_BLOCKS=4096
have() { case $1 in curl | wget) [ "$1" = ${tool} ] ;; *) command -v "$1" > /dev/null ;; esac; }
wget() { [ ${tool} = wget ] && command wget "$@"; }
rm -f ${folder}/fetched.raw
if fetch_list '${url}'; then cat ${folder}/fetched.raw; else echo "failed: $WHY"; fi`;
  const env = { PATH: process.env.PATH ?? '', CURL_CA_BUNDLE: ca, SSL_CERT_FILE: ca, no_proxy: '*' };
  const child = spawn('sh', ['-s'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stdin.end(script);
  await once(child, 'close');
  return out.trimEnd();
}

const leadsTo =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end();

const endless: Answer = (response) =>
  void setImmediate(function more() {
    if (!response.destroyed) response.write('198.51.100.7\n'.repeat(10_000), () => setImmediate(more));
  });

test.each<[name: string, answer: Answer | string, expected: string]>([
  ['a list', '198.51.100.7\n', '198.51.100.7'],
  ['nothing', '', ''],
  ['a refusal', (response) => response.writeHead(403).end('x'), 'failed: the server answered 403'],
  ['a way to http', leadsTo('http://192.0.2.1/x'), 'failed: it leads to http://192.0.2.1/x: write that address, if it is right'],
  ['a way to a private address', leadsTo('https://10.0.0.1/x'), 'failed: it leads to https://10.0.0.1/x: write that address, if it is right'],
  ['half', (response) => response.writeHead(200, { 'content-length': '100' }).write('1', () => response.destroy()), 'failed: the connection broke off'],
  ['a list without end', endless, 'failed: it is longer than 2 MiB, or the disk is full'],
])('curl: %s', async (_, answer, expected) => {
  expect(await fetched('curl', answer)).toBe(expected);
}); // biome-ignore format: a table

test('curl: a certificate that is not trusted, and nobody there', async () => {
  const untrusted = 'failed: the certificate of the server is not trusted';
  expect(await fetched('curl', 'x', other.url)).toBe(untrusted);
  expect(await fetched('curl', 'x', server.url.replace('localhost', 'ip6-localhost'))).toMatch(/^failed: /);
  expect(await fetched('curl', 'x', 'https://127.0.0.1:1/')).toBe(
    'failed: the server refuses the connection',
  );
  expect(await fetched('curl', 'x', 'https://nobody.invalid/')).toBe(
    'failed: the name of the server has no address',
  );
});

test('wget of GNU: a certificate that is not trusted', async () => {
  expect(await fetched('wget', 'x', other.url)).toBe('failed: the certificate of the server is not trusted');
});

test.each<[name: string, answer: Answer | string, expected: RegExp | string]>([
  ['a list', '198.51.100.7\n', '198.51.100.7'],
  ['a refusal', (response) => response.writeHead(403).end('x'), 'failed: the server refuses it, or leads elsewhere'],
  ['a way to http', leadsTo('http://192.0.2.1/x'), 'failed: the server refuses it, or leads elsewhere'],
  ['a way to a private address', leadsTo('https://10.0.0.1/x'), 'failed: the server refuses it, or leads elsewhere'],
  ['half', (response) => response.writeHead(200, { 'content-length': '100' }).write('1', () => response.destroy()), /^failed: the server cannot be reached, or breaks off/],
  ['a list without end', endless, /^failed: the server cannot be reached, or breaks off/],
])('wget of GNU: %s', async (_, answer, expected) => {
  expect(await fetched('wget', answer)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
}); // biome-ignore format: a table

test.each(['curl', 'wget'])('%s: a server that sends nothing is given up', async (tool) => {
  const said = await fetched(tool, () => {}, server.url, 's/--max-time 120/--max-time 1/; s/-T 60/-T 1/');
  expect(said).toMatch(/^failed: (it took longer than 120 s|the server cannot be reached, or breaks off)/);
});

test('curl: what is packed comes packed, and is no list', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, '1\n'));
  const said = await fetched('curl', (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  );
  expect(said.length).toBeLessThan(bomb.length + 1);
});

test('neither', async () => {
  expect(await fetched('nothing', '')).toBe('failed: this host has neither curl nor the wget of GNU');
});
