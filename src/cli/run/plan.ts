import { resolve } from 'node:path';
import { type Compiled, compilePolicy } from '../../compile.js';
import { words } from '../../diagnostics/words/index.js';
import { writeText } from '../../host/write-text.js';
import { planJson } from '../../plan/render/plan-json.js';
import { planText } from '../../plan/render/plan-text.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { PlanOptions } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';
import { liveTexts } from './plan/live-texts-of.js';
import { type Made, madePlan } from './plan/made-plan.js';
import { systemWords } from './system-words.js';
import { whichPolicy } from './which-policy.js';

/** `vosguard plan [FILE]`. The plan goes to stdout, everything else to stderr. */
export async function plan(options: PlanOptions, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(options.file, io);
  if (path === undefined) return exitStatus.usage;
  const { findings, compiled, status } = compileFile(compilePolicy, path, options, io);
  // What a backend does in another way, compile tells beside the rules.
  const telling = findings.filter(({ code }) => words[code].severity !== 'note');
  if (telling.length > 0) printFindings(telling, options, io, io.stderr);
  if (compiled === undefined) return status;
  const live = await liveTexts(compiled, options, io);
  if (typeof live === 'string') return complain(io, exitStatus.failed, live);
  const made = await madePlan(compiled, live, options.backend);
  switch (made.kind) {
    case 'usage':
      return complain(io, exitStatus.usage, made.words);
    case 'failed':
      return complain(io, exitStatus.failed, made.words);
    case 'made':
      return told(made, compiled, options, io);
  }
}

type Told = Extract<Made, { kind: 'made' }>;

function told(made: Told, { policy }: Compiled, options: PlanOptions, io: Io): ExitStatus {
  const { plan: result, backend, state, notes } = made;
  const profile = policy.profile ?? null;
  const json = () =>
    planJson(result, {
      backend,
      state,
      notes,
      policy: { name: policy.name, sha256: policy.digest, profile },
    });
  for (const note of notes) complain(io, exitStatus.done, `note: ${note}`);
  const where = options.against ?? 'this host';
  const heading = { backend, where, policy: policy.name, profile: policy.profile };
  io.stdout.write(options.json ? json() : planText(result, heading));
  if (options.output !== undefined) {
    const fault = writeText(resolve(io.cwd, options.output), json());
    if (fault !== undefined) return complain(io, exitStatus.failed, `cannot write ${systemWords(fault)}`);
  }
  return options.exitCode && result.changes.length > 0 ? exitStatus.problems : exitStatus.done;
}
