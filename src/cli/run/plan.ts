import { resolve } from 'node:path';
import { writeText } from '../../host/writing.js';
import { planText } from '../../plan/render/plan-text.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { PlanOptions } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { preparePlan } from './plan/prepare-plan.js';
import { systemWords } from './words.js';

/** `vosguard plan [FILE]`. The plan goes to stdout, everything else to stderr. */
export async function plan(options: PlanOptions, io: Io): Promise<ExitStatus> {
  const prepared = await preparePlan(options, io);
  if (prepared.kind === 'ended') return prepared.status;
  const { made, compiled, json } = prepared;
  for (const note of made.notes) complain(io, exitStatus.done, `note: ${note}`);
  const { name, profile } = compiled.policy;
  const where = options.against ?? options.host?.host ?? 'this host';
  const heading = { backend: made.backend, where, policy: name, profile };
  io.stdout.write(options.json ? json() : planText(made.plan, heading));
  if (options.output !== undefined) {
    const fault = writeText(resolve(io.cwd, options.output), json());
    if (fault !== undefined) return complain(io, exitStatus.failed, `cannot write ${systemWords(fault)}`);
  }
  return options.exitCode && made.plan.changes.length > 0 ? exitStatus.problems : exitStatus.done;
}
