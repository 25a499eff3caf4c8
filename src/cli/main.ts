import { packageVersion } from '../host/program.js';
import { readArguments } from './arguments/read-arguments.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import type { AfterApplyInvocation, Invocation } from './invocation.js';
import { type Io, internalError } from './io.js';

/** The whole program, without a process: `argv` is what follows the program's name. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    return await run(readArguments(argv, packageVersion()), io);
  } catch (error) {
    return internalError(io, error);
  }
}

/** A command's invocation to its program. */
type Commands = {
  readonly [K in Invocation['kind']]: (
    invocation: Extract<Invocation, { kind: K }>,
    io: Io,
  ) => ExitStatus | Promise<ExitStatus>;
};

/** Each command is loaded only when it is asked for, so that `--help` does not wait for the compiler. */
const afterApply = async (invocation: AfterApplyInvocation, io: Io): Promise<ExitStatus> =>
  (await import('./run/after-apply.js')).afterApply(invocation, io);

const commands: Commands = {
  init: async (invocation, io) => (await import('./run/init.js')).init(invocation, io),
  doctor: async (invocation, io) => (await import('./run/doctor.js')).doctor(invocation, io),
  import: async (invocation, io) => (await import('./run/import.js')).importCommand(invocation, io),
  lint: async (invocation, io) => (await import('./run/lint.js')).lint(invocation, io),
  compile: async (invocation, io) => (await import('./run/compile.js')).compile(invocation, io),
  test: async (invocation, io) => (await import('./run/test.js')).test(invocation, io),
  replay: async (invocation, io) => (await import('./run/replay.js')).replay(invocation, io),
  plan: async (invocation, io) => (await import('./run/plan.js')).plan(invocation, io),
  apply: async (invocation, io) => (await import('./run/apply.js')).apply(invocation, io),
  confirm: afterApply,
  rollback: afterApply,
  uninstall: afterApply,
  profile: afterApply,
  lists: afterApply,
  'by-hand': afterApply,
  metrics: afterApply,
  status: async (invocation, io) => (await import('./run/status.js')).status(invocation, io),
  bans: async (invocation, io) => (await import('./run/bans.js')).bans(invocation, io),
  why: async (invocation, io) => (await import('./run/why.js')).why(invocation, io),
  review: async (invocation, io) => (await import('./run/review.js')).review(invocation, io),
  sets: async (invocation, io) => (await import('./run/sets.js')).sets(invocation, io),
  explain: async (invocation, io) => (await import('./run/explain.js')).explain(invocation, io),
  'explain-packet': async (invocation, io) =>
    (await import('./run/explain-packet.js')).explainPacketCommand(invocation, io),
  schema: async (_, io) => (await import('./run/schema.js')).schema(io),
  'lists-refresh': async (invocation, io) =>
    (await import('./run/lists/refresh.js')).listsRefresh(invocation, io),
  'lists-status': async (invocation, io) =>
    (await import('./run/lists/status.js')).listsStatus(invocation, io),
  'vos-list': async (invocation, io) => (await import('./run/vos/catalogue.js')).vosList(invocation, io),
  'vos-checklist': async (invocation, io) =>
    (await import('./run/vos/checklist.js')).vosChecklist(invocation, io),
  'vos-show': async (invocation, io) => (await import('./run/vos/catalogue.js')).vosShow(invocation, io),
  'vos-audit': async (invocation, io) => (await import('./run/vos/audit.js')).vosAudit(invocation, io),
  'vos-set': async (invocation, io) => (await import('./run/vos/set.js')).vosSet(invocation, io),
  'vos-restore': async (invocation, io) => (await import('./run/vos/set.js')).vosRestore(invocation, io),
  'vos-illegal-calls': async (invocation, io) =>
    (await import('./run/vos/illegal-calls.js')).vosIllegalCalls(invocation, io),
  'vos-advise': async (invocation, io) => (await import('./run/vos/advise.js')).vosAdvise(invocation, io),
  usage: async (invocation, io) => (await import('./run/usage.js')).usage(invocation, io),
  text: ({ text }, io) => {
    io.stdout.write(text);
    return exitStatus.done;
  },
};

/** The table has a program for each kind: that both are of the same kind, the compiler cannot follow through a name. */
function run(invocation: Invocation, io: Io): ExitStatus | Promise<ExitStatus> {
  const command = commands[invocation.kind] as (
    invocation: Invocation,
    io: Io,
  ) => ExitStatus | Promise<ExitStatus>;
  return command(invocation, io);
}
