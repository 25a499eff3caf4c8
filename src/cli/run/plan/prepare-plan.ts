import { besideOf } from '../../../beside/beside.js';
import { besideText } from '../../../beside/beside-text.js';
import { cutLife, type Doing, lifeLines } from '../../../beside/life.js';
import { readDoings } from '../../../beside/read-doings.js';
import { closesSip } from '../../../beside/refusals.js';
import { behindOf } from '../../../beside/way-behind.js';
import type { CompileInput } from '../../../compile.js';
import { type Compiled, compilePolicy } from '../../../compile.js';
import type { Report } from '../../../diagnostics/diagnostic.js';
import { renderCompact } from '../../../diagnostics/render/compact.js';
import { visible } from '../../../diagnostics/visible.js';
import { knownLists, type RecordedList } from '../../../host/live/known-lists.js';
import { readForwarding, readLife } from '../../../host/live/read-life.js';
import { readOthers } from '../../../host/live/read-others.js';
import { hostIdentity, type Machine, thisMachine } from '../../../host/machine.js';
import { packageVersion } from '../../../host/program.js';
import { planJson } from '../../../plan/render/plan-json.js';
import { artifactsDigest } from '../../../plan/wanted.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { PlanOptions } from '../../invocation.js';
import { complain, type Io } from '../../io.js';
import { isWorthALine } from '../apply-options.js';
import { tellExamples } from '../compile.js';
import { compileOrTell, whichPolicy } from '../compile-file.js';
import { withRow } from '../host-row.js';
import { liveTexts, type Made, madePlan } from './made-plan.js';
import { tellPeers } from './peers.js';

/** What an apply would do harm to, or in vain. */
export interface Harm {
  /** What the host does now that the default would cut. */
  readonly cut: readonly Doing[];
  /** Rules of others refuse SIP that the policy lets in. */
  readonly isClosed: boolean;
}

/**
 * Which rules of others refuse what the policy lets in, which would lose their effect, and what the host does now that the default would
 * cut. Beside the plan, as the peers are. Only root sees it.
 */
export async function tellOthers(machine: Machine, { policy }: Compiled, io: Io): Promise<Harm> {
  if (!(await machine.isRoot())) return { cut: [], isClosed: false };
  const cut = cutLife(policy, readDoings(await readLife(machine)));
  const others = await readOthers(machine);
  const { at } = policy.sip;
  const behind = at && behindOf(at, await readForwarding(machine, at.address.set), others);
  const beside = besideOf(policy, { ...others, behind });
  io.stderr.write(besideText(beside));
  io.stderr.write(
    lifeLines(cut)
      .map((line) => `${visible(line)}\n`)
      .join(''),
  );
  return { cut, isClosed: beside.refusals.some(closesSip) };
}

export type Prepared =
  | {
      readonly kind: 'plan';
      readonly made: Extract<Made, { kind: 'made' }>;
      readonly compiled: Compiled;
      readonly json: () => string;
    }
  /** Why not has been said. */
  | { readonly kind: 'ended'; readonly status: ExitStatus };

/** Compiles, reads the host, and compares. What is worth a line is told on stderr. */
export async function preparePlan(asked: PlanOptions, io: Io): Promise<Prepared> {
  const ended = (status: ExitStatus): Prepared => ({ kind: 'ended', status });
  const path = whichPolicy(asked.file, io);
  if (path === undefined) return ended(exitStatus.usage);
  // A saved listing does not tell what the host is.
  const options = asked.against === undefined ? await withRow(path, asked, asked.host, io) : asked;
  if (typeof options === 'number') return ended(options);
  const isHere = options.against === undefined && options.host === undefined;
  const recorded = isHere ? knownLists(options.root ?? '/') : [];
  const outcome = compileOrTell(withoutLists, path, options, io);
  if (typeof outcome === 'number') return ended(outcome);
  const { compiled, findings } = outcome;
  io.stderr.write(renderCompact(findings.filter(isWorthALine)));
  if (options.against === undefined) tellExamples(compiled, io);
  if (options.host === undefined) return planOn(thisMachine, { compiled, recorded }, options, io);
  const machine = await (await io.remote()).machine(options.host, { isInteractive: io.isInteractive });
  if (typeof machine === 'string')
    return ended(complain(io, exitStatus.failed, `${options.host.host} cannot be asked: ${machine}`));
  const planned = await planOn(machine, { compiled, recorded }, options, io);
  await machine.close();
  return planned;
}

async function planOn(
  machine: Machine,
  { compiled, recorded }: { readonly compiled: Compiled; readonly recorded: readonly RecordedList[] },
  options: PlanOptions,
  io: Io,
): Promise<Prepared> {
  const live = await liveTexts(machine, compiled, recorded, options, io);
  if (typeof live === 'string') return { kind: 'ended', status: complain(io, exitStatus.failed, live) };
  const made = await madePlan(machine, compiled, live, options);
  if (made.kind !== 'made') return { kind: 'ended', status: complain(io, exitStatus[made.kind], made.words) };
  if (options.against === undefined) {
    await tellOthers(machine, compiled, io);
    await tellPeers(machine, compiled, made.backend, io);
  }
  return { kind: 'plan', made, compiled, json: () => jsonOf(made, compiled, options) };
}

/** A plan looks at the sums of long lists, not at their text. */
const withoutLists = (input: CompileInput, report: Report) => compilePolicy(input, report, 'left out');

function jsonOf(
  { plan, backend, parts, notes }: Extract<Made, { kind: 'made' }>,
  compiled: Compiled,
  { against, host }: PlanOptions,
): string {
  const { name, digest, profile } = compiled.policy;
  return planJson(plan, {
    version: packageVersion(),
    host: against === undefined ? (host ? { name: host.host, id: null } : hostIdentity()) : undefined,
    backend,
    policy: { name, sha256: digest, profile: profile ?? null },
    artifacts: artifactsDigest(compiled),
    parts,
    notes,
  });
}
