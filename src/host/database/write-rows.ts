import { backwards, currentSql, updateSql, type Write } from '../../vos3000/set/write.js';
import type { Database, DatabaseFault } from './database.js';

export type Written =
  | { readonly kind: 'written' }
  /** `undone`: every row holds again what it held before. */
  | { readonly kind: 'failed'; readonly why: DatabaseFault | Overtaken; readonly undone: boolean };

/** A row did not hold what it should have held before, or does not hold what was written. */
export interface Overtaken {
  readonly kind: 'overtaken';
  readonly name: string;
}

/**
 * Writes all rows or none. In a transaction where the engine has them; else under a lock, where the account may lock, and
 * with a way back that we go ourselves.
 */
export function writeRows(
  database: Database,
  writes: readonly Write[],
  engine: string | undefined,
): Promise<Written> {
  return /^innodb$/i.test(engine ?? '') ? inTransaction(database, writes) : underLock(database, writes);
}

async function inTransaction(database: Database, writes: readonly Write[]): Promise<Written> {
  const begun = await database.ask('START TRANSACTION');
  if (begun.kind === 'fault') return { kind: 'failed', why: begun, undone: true };
  for (const write of writes) {
    const { why } = await writeOne(database, write);
    if (why === undefined) continue;
    // Where the connection is gone too, the server rolls back by itself.
    await database.ask('ROLLBACK');
    return { kind: 'failed', why, undone: true };
  }
  const end = await database.ask('COMMIT');
  // Whether a COMMIT without an answer was carried out, nobody here can know.
  return end.kind === 'fault' ? { kind: 'failed', why: end, undone: false } : { kind: 'written' };
}

async function underLock(database: Database, writes: readonly Write[]): Promise<Written> {
  await database.ask('LOCK TABLES e_moconfig WRITE');
  const done: Write[] = [];
  let why: Why | undefined;
  for (const write of writes) {
    const ended = await writeOne(database, write);
    if (ended.touched) done.push(write);
    why = ended.why;
    if (why !== undefined) break;
  }
  const undone = why === undefined || (await undo(database, done));
  await database.ask('UNLOCK TABLES');
  return why === undefined ? { kind: 'written' } : { kind: 'failed', why, undone };
}

type Why = DatabaseFault | Overtaken;

/** `touched`: the row may hold something else than before; an answer may be lost after the statement was carried out. */
async function writeOne(
  database: Database,
  write: Write,
): Promise<{ why: Why | undefined; touched: boolean }> {
  const answer = await database.ask(updateSql(write));
  if (answer.kind === 'fault') return { why: answer, touched: true };
  if (answer.kind === 'changed' && answer.count === 0)
    return { why: { kind: 'overtaken', name: write.name }, touched: false };
  return { why: await differs(database, write, write.to), touched: true };
}

async function differs(
  database: Database,
  write: Write,
  value: string | undefined,
): Promise<Why | undefined> {
  const answer = await database.ask(currentSql(write));
  if (answer.kind === 'fault') return answer;
  const right = answer.kind === 'rows' && answer.rows.length === 1 && answer.rows[0]?.[0] === value;
  return right ? undefined : { kind: 'overtaken', name: write.name };
}

/** The last one first. False where a row does not hold what it held before. */
async function undo(database: Database, done: readonly Write[]): Promise<boolean> {
  let undone = true;
  for (const write of done.toReversed()) {
    await database.ask(updateSql(backwards(write)));
    if ((await differs(database, write, write.from)) !== undefined) undone = false;
  }
  return undone;
}
