import { resolve } from 'node:path';
import { readPrivateText } from '../../../host/private-text.js';
import { parameterNames } from '../../../vos3000/catalogue/catalogue.js';
import { versionRow } from '../../../vos3000/catalogue/parameters/records.js';
import { planRestore } from '../../../vos3000/set/plan-restore.js';
import { readSaved, type Saved } from '../../../vos3000/set/saved.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosRestoreInvocation } from '../../vos-invocation.js';
import { askHeld, type OpenSwitch, openSwitch } from './open-switch.js';
import { privateWords } from './private-words.js';
import { notWritten, printSql, writeValues } from './write-values.js';

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
