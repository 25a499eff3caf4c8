import { spawnSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { openDatabase } from '../../src/host/database/open-database.js';
import { readDsn } from '../../src/vos3000/dsn.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';
import { describeServer } from './describe.js';
import { putPolicy, switchPolicy } from './policies.js';
import { schemaSql } from './schema.js';
import type { Server } from './server.js';

const folder = temporaryFolder();

/** What is left open would keep the tests from ending. */
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** The server listens on no network: a port of this machine that leads to its socket. */
async function relay(server: Server): Promise<{ readonly port: number; readonly heard: () => Buffer }> {
  const heard: Buffer[] = [];
  const listener = createServer((client) => {
    const to = connect(server.socket);
    client.on('data', (data) => heard.push(data));
    client.on('error', () => to.destroy());
    to.on('error', () => client.destroy());
    client.pipe(to).pipe(client);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  open.push(() => listener.close());
  return { port: address.port, heard: () => Buffer.concat(heard) };
}

async function opened(text: string) {
  const reading = readDsn(text);
  if (reading.kind === 'fault') throw new Error(reading.words);
  const result = await openDatabase(reading.dsn, 5);
  if (result.kind === 'fault') throw new Error(`${result.code}: ${result.said}`);
  open.push(() => result.database.close());
  return result.database;
}

describeServer('a server without TLS', (server) => {
  test('is taken where nothing else is demanded', async () => {
    const { port } = await relay(server());
    const database = await opened(`mysql://root@127.0.0.1:${port}/mysql`);
    expect(await database.ask('SELECT 1 + 1')).toEqual({ kind: 'rows', rows: [['2']] });
    await expect(opened(`mysql://root@localhost:${port}/mysql?tls=verify`)).rejects.toThrow(
      'HANDSHAKE_NO_SSL_SUPPORT',
    );
  });

  test('a text is one statement, and no file of ours is read for it', async () => {
    const database = await opened(server().dsn('mysql'));
    expect(await database.ask('SELECT 1; SELECT 2')).toMatchObject({ kind: 'fault', code: 'ER_PARSE_ERROR' });
    server().sql('CREATE DATABASE files; CREATE TABLE files.t (l text); SET GLOBAL local_infile = ON');
    const loaded = await database.ask("LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE files.t");
    expect(loaded.kind).toBe('fault');
    expect(server().sql('SELECT COUNT(*) FROM files.t')).toBe('0\n');
  });

  test.each([
    [0o600, undefined],
    [0o400, undefined],
    [0o640, /may be opened by others than its owner \(mode 640\)/],
    [0o604, /mode 604/],
    [0o622, /mode 622/],
  ])('a DSN file of mode %o', async (mode, words) => {
    server().sql(schemaSql('vos3000', '2.1.4.0'));
    putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 6 }));
    writeFileSync(join(folder(), 'dsn'), `${server().dsn('vos3000', 'root')}\n`);
    chmodSync(join(folder(), 'dsn'), mode);
    const { status, err } = await vosguard(folder(), ['vos', 'audit', '--dsn-file', 'dsn']);
    expect([status, err]).toEqual(words === undefined ? [0, ''] : [2, expect.stringMatching(words)]);
  });

  test('the program as it is built has the library with it, and ends', () => {
    server().sql(schemaSql('vos3000', '2.1.4.0'));
    putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 4 }));
    const built = join(process.cwd(), 'dist/bin/vosguard.js');
    const env = { PATH: process.env.PATH, VOSGUARD_DSN: server().dsn('vos3000') };
    const words = [built, 'vos', 'audit', join(folder(), 'policy.yaml')];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/differs +SS_ENDPOINTREGISTERRETRY +holds 6, wanted 4/);
  });

  test('a DSN as an argument is refused and not repeated', async () => {
    putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 6 }));
    for (const argv of [['mysql://root:sEcReT@h/d'], ['--dsn-file', 'mysql://root:sEcReT@h/d']]) {
      const { status, out, err } = await vosguard(folder(), ['vos', 'audit', ...argv]);
      expect([status, out, err]).toEqual([2, '', expect.stringContaining('a DSN is never an argument')]);
      expect(err).not.toContain('sEcReT');
    }
  });

  test('no DSN at all, an empty one, a file that is none', async () => {
    putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 6 }));
    const tried = (argv: readonly string[], dsn?: string) =>
      vosguard(folder(), ['vos', 'audit', ...argv], { env: dsn === undefined ? {} : { VOSGUARD_DSN: dsn } });
    expect((await tried([])).err).toMatch(/nothing to compare with: --from FILE .* VOSGUARD_DSN/);
    expect((await tried([], '')).err).toMatch(/nothing to compare with/);
    expect((await tried([], 'root@h')).err).toMatch(/the DSN in VOSGUARD_DSN: it is not of the form/);
    expect((await tried(['--dsn-file', 'gone'])).err).toMatch(/there is no gone/);
    expect((await tried(['--dsn-file', '.'])).err).toMatch(/\. is not a regular file/);
    symlinkSync('/dev/zero', join(folder(), 'endless'));
    expect(await tried(['--dsn-file', 'endless'])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/endless is not a regular file/),
    });
  });
});

describe('a server with TLS', () => {
  const certificates = temporaryCertificate();

  describeServer(
    'and a certificate of its own',
    (server) => {
      test('is spoken to in TLS, whatever the certificate; with tls=verify only where it is trusted', async () => {
        server().sql("CREATE USER 'u'@'localhost' IDENTIFIED BY 'x' REQUIRE SSL");
        const { port, heard } = await relay(server());
        const database = await opened(`mysql://u:x@127.0.0.1:${port}/information_schema`);
        const cipher = await database.ask("SHOW STATUS LIKE 'Ssl_cipher'");
        expect(cipher).toEqual({
          kind: 'rows',
          rows: [['Ssl_cipher', expect.stringMatching(/^TLS|GCM|CHACHA/)]],
        });
        await database.ask("SELECT 'spoken in secret'");
        expect(heard().includes('spoken in secret')).toBe(false);
        await expect(opened(`mysql://u:x@localhost:${port}/information_schema?tls=verify`)).rejects.toThrow(
          /HANDSHAKE_SSL_ERROR|CERT|SELF_SIGNED/,
        );
        const verified = `information_schema?tls=verify&ca=${certificates.path}`;
        for (const host of ['localhost', '127.0.0.1']) {
          const trusted = await opened(`mysql://u:x@${host}:${port}/${verified}`);
          expect((await trusted.ask('SELECT 1')).kind).toBe('rows');
        }
        await expect(opened(`mysql://u:x@127.0.0.1:${port}/information_schema?tls=off`)).rejects.toThrow(
          'ER_ACCESS_DENIED_ERROR',
        );
      });
    },
    [`--ssl-cert=${certificates.path}`, `--ssl-key=${certificates.path}.key`],
  );
});

/** For localhost, signed by itself; made where there is openssl. */
function temporaryCertificate(): { readonly path: string } {
  const path = join(process.env.TMPDIR ?? '/tmp', `vosguard-tls-${process.pid}.pem`);
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...name,
    '-keyout',
    `${path}.key`,
    '-out',
    path,
  ]);
  return { path };
}
