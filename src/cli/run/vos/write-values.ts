import { visible } from '../../../diagnostics/visible.js';
import type { Written } from '../../../host/database/write-rows.js';
import type { Write } from '../../../vos3000/set/write.js';
import { updateSql } from '../../../vos3000/set/write-sql.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { databaseWords } from './database-words.js';
import type { OpenSwitch } from './open-switch.js';

/** The statements, one a line, before anything is done. */
export function printSql(writes: readonly Write[], io: Io): void {
  for (const write of writes) io.stdout.write(`${visible(updateSql(write))};\n`);
}

/** Writes the rows, all or none. Ctrl-C between two rows of a table without transactions would leave one of them new. */
export async function writeValues(
  { database }: OpenSwitch,
  writes: readonly Write[],
  engine: string | undefined,
): Promise<Written> {
  const { writeRows } = await import('../../../host/database/write-rows.js');
  const { holdSignals } = await import('../../../host/hold-signals.js');
  const signals = holdSignals();
  try {
    return await writeRows(database, writes, engine);
  } finally {
    signals.release();
  }
}

/** Why it was not written, and what the rows hold now. */
export function notWritten(
  { why, undone }: Extract<Written, { kind: 'failed' }>,
  whatNow: string,
  place: string,
  io: Io,
): ExitStatus {
  const cause =
    why.kind === 'overtaken'
      ? `${why.name} does not hold what it should: something else writes it at the same time`
      : databaseWords(why, place);
  if (undone) return complain(io, exitStatus.failed, `${cause}; every row holds what it held before`);
  return complain(io, exitStatus.notRestored, `${cause}; some rows may hold new values; ${whatNow}`);
}
