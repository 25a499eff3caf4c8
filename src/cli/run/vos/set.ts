import { resolve } from 'node:path';
import { visible } from '../../../diagnostics/visible.js';
import type { Written } from '../../../host/database/write-rows.js';
import { readPrivateText } from '../../../host/reading.js';
import { removeFile, writeNewFile } from '../../../host/writing.js';
import { makeAudit } from '../../../vos3000/audit/make-audit.js';
import { parameterNames } from '../../../vos3000/catalogue/catalogue.js';
import { versionRow } from '../../../vos3000/catalogue/parameters/records.js';
import { planRestore, readSaved, type Saved, savedText } from '../../../vos3000/set/saved.js';
import { planWrites, updateSql, type Write } from '../../../vos3000/set/write.js';
import { askingOf } from '../../../vos3000/sql/verify.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { VosRestoreInvocation, VosSetInvocation } from '../../vos-invocation.js';
import { systemWords } from '../words.js';
import {
  askHeld,
  databaseWords,
  type OpenSwitch,
  openSwitch,
  privateWords,
  switchPolicy,
  vos3000Of,
} from './open-switch.js';

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
  const { holdSignals } = await import('../../../host/terminal.js');
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

/** `vosguard vos set [FILE]`. Only with the flag, and only parameters; what was there is saved first. */
export async function vosSet(invocation: VosSetInvocation, io: Io): Promise<ExitStatus> {
  if (!invocation.understood && !invocation.dryRun) return complain(io, exitStatus.usage, unsupported);
  const read = switchPolicy(invocation.file, invocation, io);
  if (read.kind === 'none') return read.status;
  const vos3000 = vos3000Of(read, io);
  if (vos3000 === undefined) return exitStatus.usage;
  const opened = await openSwitch(invocation.dsnFile, io);
  if (opened.kind === 'none')
    return complain(io, exitStatus.usage, 'no database: VOSGUARD_DSN or --dsn-file names it');
  if (opened.kind === 'refused') return complain(io, opened.status, opened.words);
  try {
    const result = await askHeld(opened, { ...askingOf(vos3000), gateways: false, web: false });

    if (result.kind === 'refused') return complain(io, result.status, result.words);
    const audit = makeAudit(vos3000, result.held);
    const { writes, refusals } = planWrites(audit);
    for (const note of [...result.notes, ...audit.notes]) complain(io, exitStatus.done, `note: ${note}`);
    for (const words of refusals) complain(io, exitStatus.problems, words);
    if (refusals.length > 0) return complain(io, exitStatus.problems, 'nothing was written');
    if (writes.length === 0)
      return complain(io, exitStatus.done, 'nothing to write: the parameters are as wanted');
    printSql(writes, io);
    if (invocation.dryRun) return exitStatus.done;
    const engine = result.held.engines?.get('e_moconfig');
    return await save(opened, writes, { schema: audit.schema ?? '', engine, file: invocation.save }, io);
  } finally {
    await opened.database.close();
  }
}

const unsupported =
  "writing into the switch's database is supported by nobody, and whether the switch reads it before a restart is not published: --dry-run prints the SQL, --i-know-it-is-unsupported writes";

interface Saving {
  readonly schema: string;
  readonly engine: string | undefined;
  readonly file: string;
}

async function save(
  opened: OpenSwitch,
  writes: readonly Write[],
  { schema, engine, file }: Saving,
  io: Io,
): Promise<ExitStatus> {
  const path = resolve(io.cwd, file);
  const text = savedText({ database: opened.database.name, schema, rows: writes });
  const fault = writeNewFile(path, text, 0o600);
  if (fault?.code === 'EEXIST')
    return complain(
      io,
      exitStatus.usage,
      `${file} is there already and stays as it is; name another with --save. Nothing was written`,
    );
  if (fault !== undefined)
    return complain(
      io,
      exitStatus.failed,
      `cannot save the old values: ${systemWords({ ...fault, path: file })}. Nothing was written`,
    );
  complain(io, exitStatus.done, `the old values are in ${file}`);
  const written = await writeValues(opened, writes, engine);
  const back = `${io.program} vos restore ${file}`;
  if (written.kind === 'failed') {
    if (written.undone) removeFile(path);
    return notWritten(written, `compare with vos audit, and go back with ${back}`, opened.place, io);
  }
  return complain(
    io,
    exitStatus.done,
    `values written: ${writes.length}; look in the client whether the switch has them. Back: ${back}`,
  );
}

/** `vosguard vos restore SAVED`. */
export async function vosRestore(
  { saved: file, dsnFile, force }: VosRestoreInvocation,
  io: Io,
): Promise<ExitStatus> {
  const found = readPrivateText(resolve(io.cwd, file));
  if (found.kind !== 'text') return complain(io, exitStatus.usage, privateWords(found, file));
  const reading = readSaved(found.text);
  if (reading.kind === 'fault') return complain(io, exitStatus.usage, `${file}: ${reading.words}`);
  const opened = await openSwitch(dsnFile, io);
  if (opened.kind === 'none')
    return complain(io, exitStatus.usage, 'no database: VOSGUARD_DSN or --dsn-file names it');
  if (opened.kind === 'refused') return complain(io, opened.status, opened.words);
  try {
    return await restore(opened, reading.saved, force, file, io);
  } finally {
    await opened.database.close();
  }
}

async function restore(
  opened: OpenSwitch,
  saved: Saved,
  force: boolean,
  file: string,
  io: Io,
): Promise<ExitStatus> {
  const result = await askHeld(opened, { names: parameterNames, gateways: false, web: false });
  if (result.kind === 'refused') return complain(io, result.status, result.words);
  const { engines } = result.held;
  const { rows: parameters, untold } = result.held.parameters;
  if (untold !== undefined) return complain(io, exitStatus.failed, `nothing was written: ${untold}`);
  const schema = parameters.find(({ name }) => name === versionRow.text)?.value;
  const { writes, refusals } = planRestore(saved, parameters, force);
  const foreign = opened.database.name !== saved.database || schema !== saved.schema;
  const all = foreign
    ? [
        `${file} is of ${saved.database} ${saved.schema}, this is ${opened.database.name} ${schema ?? 'of unknown version'}`,
      ]
    : refusals;
  for (const words of all) complain(io, exitStatus.problems, words);
  if (all.length > 0) return complain(io, exitStatus.problems, 'nothing was written');
  if (writes.length === 0)
    return complain(io, exitStatus.done, 'nothing to write: every row holds what was saved');
  printSql(writes, io);
  const written = await writeValues(opened, writes, engines?.get('e_moconfig'));
  if (written.kind === 'failed') return notWritten(written, `try again with ${file}`, opened.place, io);
  return complain(
    io,
    exitStatus.done,
    `values brought back: ${writes.length}; look in the client whether the switch has them`,
  );
}
