import { resolve } from 'node:path';
import { removeFile, writeNewFile } from '../../../host/new-file.js';
import { makeAudit } from '../../../vos3000/audit/make-audit.js';
import { planWrites } from '../../../vos3000/set/plan-writes.js';
import { savedText } from '../../../vos3000/set/saved.js';
import type { Write } from '../../../vos3000/set/write.js';
import { askingOf } from '../../../vos3000/sql/verify.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosSetInvocation } from '../../vos-invocation.js';
import { systemWords } from '../system-words.js';
import { askHeld, type OpenSwitch, openSwitch } from './open-switch.js';
import { switchPolicy, vos3000Of } from './switch-policy.js';
import { notWritten, printSql, writeValues } from './write-values.js';

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
