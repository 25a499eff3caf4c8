import { resolve } from 'node:path';
import { hostIdentity } from '../../../host/machine.js';
import { packageVersion } from '../../../host/program.js';
import { readRegular, systemFaultOf } from '../../../host/reading.js';
import {
  movedSince,
  otherHost,
  type PlanFault,
  type PlanFile,
  readPlanFile,
} from '../../../plan/plan-file.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ApplyInvocation } from '../../invocation.js';
import { complain, type Io } from '../../io.js';
import { systemWords } from '../words.js';
import { preparePlan } from './prepare-plan.js';

/** A plan of a first load has a few hundred KB. */
const LARGEST = 64 * 2 ** 20;

const faults: Readonly<Record<PlanFault, string>> = {
  'no plan': 'is no plan that vosguard plan -o has written',
  edited: 'has been edited since it was written',
};

/**
 * The plan that is to be applied, where it would be the same if it were made now; the status to end with where it would not.
 * What it is about is told on stderr.
 */
export async function checkPlan(
  file: string,
  invocation: ApplyInvocation,
  io: Io,
): Promise<PlanFile | ExitStatus> {
  const refuse = (status: ExitStatus, why: string) => complain(io, status, `${why}; nothing was changed`);
  const text = read(resolve(io.cwd, file));
  if (text === undefined) return refuse(exitStatus.usage, `${file} is no file of a readable size`);
  if (typeof text !== 'string') return refuse(exitStatus.usage, `cannot read ${systemWords(text)}`);
  const plan = readPlanFile(text);
  if (typeof plan === 'string') return refuse(exitStatus.usage, `${file} ${faults[plan]}`);
  const version = packageVersion();
  if (plan.version !== version)
    return refuse(exitStatus.usage, `${file} is of vosguard ${plan.version}; this is ${version}`);
  const { backend, policy } = plan;
  if (invocation.backend !== undefined && invocation.backend !== backend)
    return refuse(exitStatus.usage, `${file} is a plan for ${backend}`);
  const elsewhere = otherHost(plan, hostIdentity());
  if (elsewhere !== undefined) return refuse(exitStatus.failed, elsewhere);
  const options = { ...invocation, backend, profile: invocation.profile ?? policy.profile ?? undefined };
  const prepared = await preparePlan(options, io);
  if (prepared.kind === 'ended') return prepared.status;
  const now = readPlanFile(prepared.json());
  if (typeof now === 'string') throw new Error(`our own plan ${faults[now]}`);
  const moved = movedSince(plan, now);
  return moved === undefined ? plan : refuse(exitStatus.failed, `${moved}; make a new plan`);
}

function read(path: string) {
  try {
    const bytes = readRegular(path, LARGEST);
    return typeof bytes === 'string' ? undefined : new TextDecoder().decode(bytes);
  } catch (error) {
    return systemFaultOf(error, path);
  }
}
