import { openDatabase } from '../../src/host/database/open-database.js';
import { readDsn } from '../../src/vos3000/dsn.js';
import { fakeMysql, type Way } from './fake-mysql.js';

const dsnOf = (text: string) => {
  const reading = readDsn(text);
  if (reading.kind === 'fault') throw new Error(reading.words);
  return reading.dsn;
};

test.each<readonly [Way, string]>([
  ['an old password', 'AUTH_SWITCH_PLUGIN_ERROR'],
  ['silence', 'ETIMEDOUT'],
  ['another protocol', 'PROTOCOL_CONNECTION_LOST'],
  ['hanging up', 'PROTOCOL_CONNECTION_LOST'],
])('a server with %s', async (way, code) => {
  const server = await fakeMysql(way);
  const opened = await openDatabase(dsnOf(`mysql://root:sEcReT@127.0.0.1:${server.port}/vos3000`), 1);
  server.close();
  expect(opened).toMatchObject({ kind: 'fault', code: expect.stringContaining(code) });
  expect(JSON.stringify(opened)).not.toContain('sEcReT');
});

test('the handshake of MySQL 5.0 itself is understood, and without TLS', async () => {
  const server = await fakeMysql('a new password');
  const opened = await openDatabase(dsnOf(`mysql://root:x@127.0.0.1:${server.port}/vos3000`), 30);
  if (opened.kind === 'open') await opened.database.close();
  server.close();
  expect(opened.kind).toBe('open');
});

test('nonsense from a server is a fault, and nothing is printed of it', async () => {
  const server = await fakeMysql('nonsense');
  const said: unknown[] = [];
  const { trace, error } = console;
  Object.assign(console, { trace: () => said.push('a stack'), error: () => said.push('an error') });
  const opened = await openDatabase(dsnOf(`mysql://root:x@127.0.0.1:${server.port}/vos3000`), 30);
  const answer = opened.kind === 'open' ? await opened.database.ask('SELECT 1') : opened;
  Object.assign(console, { trace, error });
  if (opened.kind === 'open') await opened.database.close();
  server.close();
  expect([answer.kind, said]).toEqual(['fault', []]);
});

test('rows without end are given up, in words', async () => {
  const server = await fakeMysql('rows without end');
  const opened = await openDatabase(dsnOf(`mysql://root:x@127.0.0.1:${server.port}/vos3000`), 5, 2 ** 20);
  const answer = opened.kind === 'open' ? await opened.database.ask('SELECT 1') : opened;
  if (opened.kind === 'open') await opened.database.close();
  server.close();
  expect(answer).toMatchObject({
    kind: 'fault',
    code: 'ENDLESS_ANSWER',
    said: expect.stringContaining('bytes'),
  });
}, 120_000);

test('where TLS is demanded, a server without it is refused', async () => {
  const server = await fakeMysql('a new password');
  const opened = await openDatabase(dsnOf(`mysql://root:x@localhost:${server.port}/vos3000?tls=verify`), 30);
  server.close();
  expect(opened).toMatchObject({ kind: 'fault', code: 'HANDSHAKE_NO_SSL_SUPPORT' });
});

test.each([
  ['mysql://root@127.0.0.1:1/vos3000', 'ECONNREFUSED'],
  ['mysql://root@localhost/vos3000?socket=/nonexistent/mysql.sock', 'ENOENT'],
  ['mysql://root@127.0.0.1:1/vos3000?tls=verify&ca=/nonexistent/ca.pem', 'ENOENT'],
])('%s: nobody there', async (text, code) => {
  expect(await openDatabase(dsnOf(text), 30)).toMatchObject({ kind: 'fault', code });
});
