import { resolve } from 'node:path';
import { type Linted, lintPolicy } from '../../../compile.js';
import { renderCompact } from '../../../diagnostics/render/compact.js';
import { words } from '../../../diagnostics/words/index.js';
import type { Database, DatabaseFault } from '../../../host/database/database.js';
import { type PrivateText, readPrivateText } from '../../../host/reading.js';
import type { Vos3000 } from '../../../policy/vos3000.js';
import { type Dsn, placeText, readDsn } from '../../../vos3000/dsn.js';
import type { Held } from '../../../vos3000/held/held.js';
import { readHeld } from '../../../vos3000/held/read-held.js';
import type { Asking } from '../../../vos3000/sql/verify.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { PolicyOptions } from '../../invocation.js';
import { complain, type Io } from '../../io.js';
import { compileOrTell, whichPolicy } from '../compile-file.js';
import { systemWords } from '../words.js';

/** Why a file that keeps a secret, or decides what is written, is not read. */
export function privateWords(found: Exclude<PrivateText, { kind: 'text' }>, file: string): string {
  switch (found.kind) {
    case 'open to others':
      return `${file} may be opened by others than its owner (mode ${found.mode}): chmod 600`;
    case 'of somebody else':
      return `${file} belongs to another user, who could change it`;
    case 'no file':
      return `${file} is not a regular file`;
    case 'too large':
      return `${file} is too large`;
    case 'fault':
      return found.fault.code === 'ENOENT'
        ? `there is no ${file}`
        : `cannot read ${systemWords({ ...found.fault, path: file })}`;
  }
}

export type DsnSource =
  | { readonly kind: 'dsn'; readonly dsn: Dsn }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly words: string };

/**
 * The DSN of the file, or of `VOSGUARD_DSN`. Never of an argument: every user of a host can read the arguments of
 * a process (proc(5), cmdline), but only its owner its environment.
 */
function dsnOf(file: string | undefined, io: Io): DsnSource {
  const variable = io.env.VOSGUARD_DSN;
  if (file !== undefined) return inFile(file, io);
  if (variable === undefined || variable === '') return { kind: 'none' };
  return read(variable.trim(), 'VOSGUARD_DSN');
}

function inFile(file: string, io: Io): DsnSource {
  if (isDsn(file)) return { kind: 'fault', words: dsnAsArgument };
  const found = readPrivateText(resolve(io.cwd, file));
  return found.kind === 'text' ? read(found.text.trim(), file) : fault(privateWords(found, file));
}

const fault = (words: string): DsnSource => ({ kind: 'fault', words });

function read(text: string, where: string): DsnSource {
  const reading = readDsn(text);
  return reading.kind === 'dsn' ? reading : fault(`the DSN in ${where}: ${reading.words}`);
}

/** A DSN where the name of a file belongs. Not to be printed. */
const isDsn = (word: string): boolean => /^\s*(mysql|mariadb):\/\//i.test(word);

const dsnAsArgument =
  'a DSN is never an argument: every user of this host can read it there. Put it into VOSGUARD_DSN, or into a file of mode 600 for --dsn-file; change that password now';

const garbled = 'what answers there does not speak as a database of MySQL does';

const wordsByCode: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the server hung up'],
  ['EACCES', 'this user may not open the socket'],
  ['EAI_AGAIN', 'the name cannot be looked up'],
  ['EHOSTUNREACH', 'there is no way to the host'],
  ['ENETUNREACH', 'there is no way to the network'],
  ['ENOENT', 'there is no such socket, or no such file of certificates'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['ETIMEDOUT', 'it does not answer in time'],
  ['PROTOCOL_CONNECTION_LOST', 'the server hung up; is that the port of a database?'],
  ['PROTOCOL_SEQUENCE_TIMEOUT', 'the server takes too long for an answer'],
  ['ER_ACCESS_DENIED_ERROR', 'the server refuses the user or the password'],
  ['ER_DBACCESS_DENIED_ERROR', 'the user may not use this database'],
  ['ER_TABLEACCESS_DENIED_ERROR', 'the user may not do that with this table'],
  ['ER_COLUMNACCESS_DENIED_ERROR', 'the user may not do that with this column'],
  ['ER_HOST_NOT_PRIVILEGED', 'the server takes no connections from this host'],
  ['ER_BAD_DB_ERROR', 'there is no database of that name; older installations call it vos3000db'],
  ['ER_CON_COUNT_ERROR', 'the server has too many connections'],
  ['HANDSHAKE_NO_SSL_SUPPORT', 'the server offers no TLS, and tls=verify demands it'],
  [
    'HANDSHAKE_SSL_ERROR',
    'TLS failed: a certificate that is not trusted, or versions of TLS that this Node no longer speaks; through a tunnel of ssh, tls=off does',
  ],
  [
    'AUTH_SWITCH_PLUGIN_ERROR',
    'the server asks for a way to log in that is not spoken here. MySQL 5.0 does so for accounts whose password has the form of before 4.1 (16 digits in mysql.user, old_passwords=1): give the account a new password with old_passwords=0, or take the output of vos3000-verify.sql with --from',
  ],
  ['ERR_OUT_OF_RANGE', garbled],
  ['HANDSHAKE_UNKNOWN_ERROR', garbled],
  ['PROTOCOL_PACKETS_OUT_OF_ORDER', garbled],
  ['UNKNOWN', garbled],
  ['NO_DATABASE', 'no database of a usual name is there; name it in the DSN'],
  ['SEVERAL_DATABASES', 'several databases of usual names are there; name one in the DSN'],
]);

/** `192.0.2.1:3306: nothing listens there (ECONNREFUSED)`. */
export function databaseWords({ code, said }: DatabaseFault, place: string): string {
  const known = wordsByCode.get(code);
  // Which table or column it is, only the server says.
  if (known !== undefined && /^ER_(TABLE|COLUMN)ACCESS_DENIED_ERROR$/.test(code))
    return `${place}: ${known} (${code}): ${said}`;
  return known === undefined ? `${place}: ${said} (${code})` : `${place}: ${known} (${code})`;
}

export type SwitchPolicy =
  | ({ readonly kind: 'policy'; readonly path: string } & Linted)
  /** It has been said why not. */
  | { readonly kind: 'none'; readonly status: ExitStatus };

/** The policy of a command that is about the switch. Warnings take a line each, as in `plan`. */
export function switchPolicy(file: string | undefined, options: PolicyOptions, io: Io): SwitchPolicy {
  if (file !== undefined && isDsn(file))
    return { kind: 'none', status: complain(io, exitStatus.usage, dsnAsArgument) };
  const path = whichPolicy(file, io);
  if (path === undefined) return { kind: 'none', status: exitStatus.usage };
  const outcome = compileOrTell((input, report) => lintPolicy(input, report).linted, path, options, io);
  if (typeof outcome === 'number') return { kind: 'none', status: outcome };
  const { compiled, findings } = outcome;
  io.stderr.write(renderCompact(findings.filter(({ code }) => words[code].severity !== 'note')));
  return { kind: 'policy', path, ...compiled };
}

/** What the policy says of the switch; `undefined`, and said so, where it says nothing. */
export function vos3000Of({ policy }: Linted, io: Io): Vos3000 | undefined {
  if (policy.vos3000 === undefined)
    complain(io, exitStatus.usage, 'the policy says nothing about the switch: it has no key vos3000');
  return policy.vos3000;
}

export interface OpenSwitch {
  readonly kind: 'open';
  readonly database: Database;
  /** Host and port, or the socket. */
  readonly place: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly status: ExitStatus;
  readonly words: string;
}

/** Connects to the database that the DSN names; `none` where there is no DSN. */
export async function openSwitch(
  dsnFile: string | undefined,
  io: Io,
): Promise<OpenSwitch | Refused | { readonly kind: 'none' }> {
  const source = dsnOf(dsnFile, io);
  if (source.kind === 'none') return source;
  if (source.kind === 'fault') return { kind: 'refused', status: exitStatus.usage, words: source.words };
  // The library of the database is loaded here and not before: no other command needs it.
  const { openDatabase } = await import('../../../host/database/open-database.js');
  const place = placeText(source.dsn.place);
  const opened = await openDatabase(source.dsn);
  if (opened.kind === 'fault') return refused(databaseWords(opened, place));
  return { kind: 'open', database: opened.database, place };
}

export type HeldResult =
  | { readonly kind: 'held'; readonly held: Held; readonly notes: readonly string[] }
  | Refused;

export async function askHeld({ database, place }: OpenSwitch, asking: Asking): Promise<HeldResult> {
  const { askSwitch } = await import('../../../host/database/ask-switch.js');
  const asked = await askSwitch(database, asking);
  if (asked.kind === 'fault') return refused(databaseWords(asked, place));
  const reading = readHeld(asked.rows, asked.refusals);
  return reading.kind === 'held' ? reading : refused(`${place}: ${reading.words}`);
}

const refused = (words: string): Refused => ({ kind: 'refused', status: exitStatus.failed, words });
