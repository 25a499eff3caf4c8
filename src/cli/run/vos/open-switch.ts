import type { Database } from '../../../host/database/database.js';
import { placeText } from '../../../vos3000/database/dsn.js';
import type { Held } from '../../../vos3000/held/held.js';
import { readHeld } from '../../../vos3000/held/read-held.js';
import type { Asking } from '../../../vos3000/sql/verify.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { databaseWords } from './database-words.js';
import { dsnOf } from './dsn-of.js';

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
