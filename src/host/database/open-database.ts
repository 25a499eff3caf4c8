import { realpathSync } from 'node:fs';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Dsn, Place } from '../../vos3000/dsn.js';
import { readRegular } from '../reading.js';
import { type Answer, type Database, type DatabaseFault, type Opened, quietly } from './database.js';

const SECONDS_TO_CONNECT = 10;
const SECONDS_TO_ANSWER = 120;
/** The largest answer is that about attempted calls: 50,000 groups at most, some 5 MB. */
const MOST_BYTES = 64 * 2 ** 20;
/** Milliseconds. */
const LOOK_AGAIN = 50;

/** Names that installations use, the newer first. */
const usualNames = ['vos3000', 'vos3000db'] as const;

/**
 * Connects, by TLS where the server offers it unless the DSN says otherwise. Nothing of a local file can be asked for by
 * the server (LOCAL INFILE), and a text is one statement.
 */
export async function openDatabase(
  dsn: Dsn,
  seconds = SECONDS_TO_CONNECT,
  mostBytes = MOST_BYTES,
): Promise<Opened> {
  const encrypted = dsn.tls !== 'off' && dsn.place.kind === 'tcp';
  const first = await quietly(() => connect(dsn, encrypted, seconds));
  const unoffered = 'code' in first && first.code === 'HANDSHAKE_NO_SSL_SUPPORT' && dsn.tls === 'preferred';
  const connection = unoffered ? await quietly(() => connect(dsn, false, seconds)) : first;
  if ('code' in connection) return connection;
  const database = databaseOn(connection, dsn, mostBytes);
  return dsn.database === undefined ? withUsualName(database) : { kind: 'open', database };
}

async function connect(dsn: Dsn, encrypted: boolean, seconds: number): Promise<Connection | DatabaseFault> {
  const { place, user, password, database, tls, ca } = dsn;
  const stop = new AbortController();
  try {
    const trust =
      tls === 'verify'
        ? { ...(ca === undefined ? {} : { ca: certificateIn(ca) }) }
        : { rejectUnauthorized: false };
    const connecting = createConnection({
      ...(place.kind === 'socket' ? { socketPath: place.path } : { host: place.host, port: place.port }),
      ...{ user, password },
      ...(database === undefined ? {} : { database }),
      ...(encrypted
        ? { ssl: { ...trust, ...(tls === 'verify' ? { verifyIdentity: isNamed(place) } : {}) } }
        : {}),
      // MySQL 5.0 has no utf8mb4.
      charset: 'UTF8_GENERAL_CI',
      flags: ['-LOCAL_FILES'],
      ...{ multipleStatements: false, rowsAsArray: true, disableEval: true, insecureAuth: false },
      typeCast: (field: { string: () => string | null }) => field.string(),
      connectTimeout: seconds * 1000,
    });
    // The library's own time ends with the connection; a port of something else may never greet.
    const late = wait(seconds * 1000, undefined, { signal: stop.signal }).then(() => 'late' as const);
    late.catch(() => {});
    const made = await Promise.race([connecting, late]);
    if (made !== 'late') return made;
    connecting.then((connection) => connection.destroy()).catch(() => {});
    return { kind: 'fault', code: 'ETIMEDOUT', said: 'no greeting' };
  } catch (error) {
    return faultOf(error, password);
  } finally {
    stop.abort();
  }
}

/** A certificate has some thousand bytes, a file of many a megabyte. */
function certificateIn(path: string): Buffer {
  const bytes = readRegular(realpathSync(path), 4 * 2 ** 20);
  if (typeof bytes === 'string') throw new Error(`${path} is no file of certificates`);
  return Buffer.from(bytes);
}

/** The library compares names only, with an address it would compare `localhost`; then it is `ca` that tells the server. */
const isNamed = (place: Place): boolean => place.kind === 'tcp' && isIP(place.host) === 0;

function databaseOn(connection: Connection, { database = '', password }: Dsn, mostBytes: number): Database {
  // An error between two questions has no other listener, and would end the program.
  connection.on('error', () => {});
  return {
    name: database,
    ask: async (sql) => {
      try {
        const asked = quietly(() => connection.query({ sql, timeout: SECONDS_TO_ANSWER * 1000 }));
        const ended = await Promise.race([asked, watched(connection, asked, mostBytes)]);
        return 'code' in ended ? ended : answerOf(ended[0]);
      } catch (error) {
        return faultOf(error, password);
      }
    },
    close: async () => {
      // A server that does not read our farewell is not waited for.
      connection.destroy();
    },
  };
}

/**
 * The fault of an answer that has no end, in bytes or in time: a limit in the question binds an honest server only, and the library's own
 * time begins anew with each packet. The connection is given up then. Never, where the answer comes before.
 */
function watched(connection: Connection, asked: Promise<unknown>, mostBytes: number): Promise<DatabaseFault> {
  const { stream }: { stream?: { bytesRead?: number } } = Object(Object(connection).connection);
  const read = () => stream?.bytesRead ?? 0;
  const [start, begun] = [read(), performance.now()];
  return new Promise((resolve) => {
    const give = (said: string) => {
      clearInterval(timer);
      connection.destroy();
      asked.catch(() => {});
      resolve({ kind: 'fault', code: 'ENDLESS_ANSWER', said });
    };
    const timer = setInterval(() => {
      if (read() - start > mostBytes) give(`an answer of more than ${mostBytes} bytes`);
      else if (performance.now() - begun > SECONDS_TO_ANSWER * 1000)
        give(`no end of an answer within ${SECONDS_TO_ANSWER} s`);
    }, LOOK_AGAIN);
    const stop = () => clearInterval(timer);
    asked.then(stop, stop);
  });
}

function answerOf(result: unknown): Answer {
  if (!Array.isArray(result)) {
    const { affectedRows }: { affectedRows?: unknown } = Object(result);
    return { kind: 'changed', count: Number(affectedRows) };
  }
  return { kind: 'rows', rows: result.map((row: (string | null)[]) => row.map((cell) => cell ?? undefined)) };
}

async function withUsualName(database: Database): Promise<Opened> {
  const names = usualNames.map((name) => `'${name}'`).join(', ');
  const answer = await database.ask(
    `SELECT schema_name FROM information_schema.schemata WHERE schema_name IN (${names}) ORDER BY schema_name`,
  );
  if (answer.kind === 'fault') return answer;
  const found = answer.kind === 'rows' ? answer.rows.map(([name]) => name ?? '') : [];
  const [name] = found;
  if (name === undefined || found.length > 1) {
    await database.close();
    const said = found.length > 1 ? found.join(', ') : usualNames.join(', ');
    return { kind: 'fault', code: found.length > 1 ? 'SEVERAL_DATABASES' : 'NO_DATABASE', said };
  }
  const used = await database.ask(`USE ${name}`);
  if (used.kind === 'fault') return used;
  return { kind: 'open', database: { ...database, name } };
}

/** What a server says may repeat what we sent it. */
function faultOf(error: unknown, password: string): DatabaseFault {
  const { code, message, errno, sqlState } = Object(error) as Readonly<Record<string, unknown>>;
  const said = String(message ?? error);
  const clean = password === '' ? said : said.replaceAll(password, '***');
  const number = typeof errno === 'number' && sqlState !== undefined ? errno : undefined;
  return { kind: 'fault', code: String(code ?? 'UNKNOWN'), number, said: clean.slice(0, 300) };
}
