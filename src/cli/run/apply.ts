import { isLost } from '../../beside/life.js';
import { compilePolicy } from '../../compile.js';
import { renderCompact } from '../../diagnostics/render/compact.js';
import type { KnownList } from '../../validate/addresses/known-list.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ApplyInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import {
  applyOptions,
  isWorthALine,
  knownFile,
  knownSources,
  lockedOut,
  unattendedFault,
  unprovenName,
} from './apply-options.js';
import { compileOrTell, whichPolicy } from './compile-file.js';
import { withRow } from './host-row.js';
import { install } from './install.js';
import { tellPeers } from './plan/peers.js';
import { tellOthers } from './plan/prepare-plan.js';
import { applyRemotely } from './remote/apply-remotely.js';

/** `vosguard apply [FILE]`. With --dry-run, the plan by another name. */
export async function apply(invocation: ApplyInvocation, io: Io): Promise<ExitStatus> {
  const known = invocation.known === undefined ? undefined : knownSources(invocation.known, invocation, io);
  if (typeof known === 'number') return known;
  if (invocation.dryRun && known !== undefined)
    complain(
      io,
      exitStatus.done,
      `note: of ${known.entries} sources, those that are not trusted, blocked or known would be known`,
    );
  if (invocation.dryRun) return (await import('./plan.js')).plan(invocation, io);
  if (invocation.plan === undefined) return applyPolicy(invocation, { known, expected: undefined }, io);
  const plan = await (await import('./plan/check-plan.js')).checkPlan(invocation.plan, invocation, io);
  if (typeof plan === 'number') return plan;
  const { backend, policy } = plan;
  const planned = { ...invocation, backend, profile: policy.profile ?? undefined };
  return applyPolicy(planned, { known, expected: policy.sha256 }, io);
}

const cutWords =
  'the policy would cut what this host does now, as said above; nothing was changed. Say it in the policy, or --force-cut overrides';

const closedWords =
  'the rules of others would refuse SIP that the policy lets in, as said above; nothing was changed. Open it there first, or --force-others overrides';

interface Beside {
  readonly known: KnownList | undefined;
  /** The digest of the policy, where a plan was made of it. */
  readonly expected: string | undefined;
}

async function applyPolicy(asked: ApplyInvocation, { known, expected }: Beside, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(asked.file, io);
  if (path === undefined) return exitStatus.usage;
  const invocation = await withRow(path, asked, asked.host, io);
  if (typeof invocation === 'number') return invocation;
  const outcome = compileOrTell(compilePolicy, path, invocation, io);
  if (typeof outcome === 'number') return outcome;
  const { compiled, findings } = outcome;
  if (expected !== undefined && compiled.policy.digest !== expected)
    return complain(io, exitStatus.failed, 'the policy has just been changed; nothing was changed here');
  if (expected === undefined) io.stderr.write(renderCompact(findings.filter(isWorthALine)));
  const { artifacts } = compiled;
  const files = known === undefined ? artifacts : new Map([...artifacts, [knownFile, known.text]]);
  // Whoever has saved a plan has seen it.
  const unseen = invocation.yes && expected === undefined ? unattendedFault(findings) : undefined;
  if (unseen !== undefined) return complain(io, exitStatus.problems, unseen);
  if (invocation.host !== undefined)
    return applyRemotely({ compiled, files }, invocation, invocation.host, io);
  const ssh = invocation.forceLockout ? '' : (io.sshConnection() ?? '');
  const locked =
    lockedOut(compiled, invocation.backend, ssh) ??
    (invocation.yes ? await unprovenName(compiled, invocation.backend, ssh, io) : undefined);
  if (locked !== undefined) return complain(io, exitStatus.failed, locked);
  // With a plan they have been told beside it.
  if (expected === undefined) {
    const machine = await io.machine();
    const { cut, isClosed } = await tellOthers(machine, compiled, io);
    await tellPeers(machine, compiled, invocation.backend, io);
    if (cut.some(isLost) && !invocation.forceCut) return complain(io, exitStatus.failed, cutWords);
    if (isClosed && !invocation.forceOthers) return complain(io, exitStatus.failed, closedWords);
  }
  return install(files, invocation.root, applyOptions(invocation), io);
}
