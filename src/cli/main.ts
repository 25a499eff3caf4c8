import { packageVersion } from '../host/program.js';
import { readArguments } from './arguments/read-arguments.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import type { Invocation } from './invocation.js';
import { type Io, internalError } from './io.js';

/** The whole program, without a process: `argv` is what follows the program's name. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    return await run(readArguments(argv, packageVersion()), io);
  } catch (error) {
    return internalError(io, error);
  }
}

/** Each command is loaded only when it is asked for, so that `--help` does not wait for the compiler. */
async function run(invocation: Invocation, io: Io): Promise<ExitStatus> {
  switch (invocation.kind) {
    case 'init':
      return (await import('./run/init.js')).init(invocation, io);
    case 'doctor':
      return (await import('./run/doctor.js')).doctor(invocation, io);
    case 'import':
      return (await import('./run/import.js')).importCommand(invocation, io);
    case 'lint':
      return (await import('./run/lint.js')).lint(invocation, io);
    case 'compile':
      return (await import('./run/compile.js')).compile(invocation, io);
    case 'test':
      return (await import('./run/test.js')).test(invocation, io);
    case 'replay':
      return (await import('./run/replay.js')).replay(invocation, io);
    case 'plan':
      return (await import('./run/plan.js')).plan(invocation, io);
    case 'apply':
      return (await import('./run/apply.js')).apply(invocation, io);
    case 'confirm':
    case 'rollback':
    case 'uninstall':
    case 'profile':
    case 'lists':
    case 'by-hand':
    case 'metrics':
      return (await import('./run/after-apply.js')).afterApply(invocation, io);
    case 'status':
      return (await import('./run/status.js')).status(invocation, io);
    case 'bans':
      return (await import('./run/bans.js')).bans(invocation, io);
    case 'why':
      return (await import('./run/why.js')).why(invocation, io);
    case 'review':
      return (await import('./run/review.js')).review(invocation, io);
    case 'sets':
      return (await import('./run/sets.js')).sets(invocation, io);
    case 'explain':
      return (await import('./run/explain.js')).explain(invocation, io);
    case 'explain-packet':
      return (await import('./run/explain-packet.js')).explainPacketCommand(invocation, io);
    case 'schema':
      return (await import('./run/schema.js')).schema(io);
    case 'lists-refresh':
      return (await import('./run/lists/refresh.js')).listsRefresh(invocation, io);
    case 'lists-status':
      return (await import('./run/lists/status.js')).listsStatus(invocation, io);
    case 'vos-list':
      return (await import('./run/vos/catalogue.js')).vosList(invocation, io);
    case 'vos-checklist':
      return (await import('./run/vos/checklist.js')).vosChecklist(invocation, io);
    case 'vos-show':
      return (await import('./run/vos/catalogue.js')).vosShow(invocation, io);
    case 'vos-audit':
      return (await import('./run/vos/audit.js')).vosAudit(invocation, io);
    case 'vos-set':
      return (await import('./run/vos/set.js')).vosSet(invocation, io);
    case 'vos-restore':
      return (await import('./run/vos/set.js')).vosRestore(invocation, io);
    case 'vos-illegal-calls':
      return (await import('./run/vos/illegal-calls.js')).vosIllegalCalls(invocation, io);
    case 'vos-advise':
      return (await import('./run/vos/advise.js')).vosAdvise(invocation, io);
    case 'usage':
      return (await import('./run/usage.js')).usage(invocation, io);
    case 'text':
      io.stdout.write(invocation.text);
      return exitStatus.done;
  }
}
