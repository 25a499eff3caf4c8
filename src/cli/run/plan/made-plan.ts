import type { Compiled } from '../../../compile.js';
import { canonicalTable } from '../../../host/live/canonical-table.js';
import { offloadsOf } from '../../../host/live/read-offloads.js';
import type { Machine } from '../../../host/machine.js';
import type { ToolFault } from '../../../host/run-tool.js';
import { makePlan } from '../../../plan/make-plan.js';
import { bareRules } from '../../../plan/nftables/bare-rules.js';
import { type NftTable, readNftJson } from '../../../plan/nftables/read-nft-json.js';
import { offloadNotes } from '../../../plan/offloads.js';
import { originsOf } from '../../../plan/origins.js';
import type { Plan } from '../../../plan/plan.js';
import { readLive } from '../../../plan/read-live.js';
import { type StateParts, statePartsOf } from '../../../plan/state-of.js';
import { listsOf, type PlanBackend, undone, wanted } from '../../../plan/wanted.js';
import { type PlanOptions, planBackends } from '../../invocation.js';
import { chooseBackend } from './choose-backend.js';
import { decisiveFault } from './decisive-fault.js';
import type { LiveListing } from './live-texts-of.js';
import { originIn } from './origin-in.js';
import { triedRules } from './tried-rules.js';

export type Made =
  | {
      readonly kind: 'made';
      readonly plan: Plan;
      readonly backend: PlanBackend;
      readonly parts: StateParts;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'usage' | 'failed'; readonly words: string };

/** Compares what stands with what the policy wants, for one backend, and with what the host can take of it. */
export async function madePlan(
  machine: Machine,
  compiled: Compiled,
  { texts, notes, faults }: LiveListing,
  { backend: asked, against }: Pick<PlanOptions, 'backend' | 'against'>,
): Promise<Made> {
  const lists = new Set(planBackends.flatMap((backend) => [...listsOf(compiled, backend).keys()]));
  const live = readLive(texts, (name) => lists.has(name));
  if (live === undefined) return { kind: 'failed', words: 'nft.json is no listing of nft -j' };
  const backend = chooseBackend(compiled, live, asked, faults);
  if (backend === undefined)
    return { kind: 'usage', words: `the policy has no rules for ${asked}: target.backends leaves them out` };
  const fault = decisiveFault(compiled, backend, asked, faults);
  if (fault !== undefined) return { kind: 'failed', words: faultWords(fault) };
  const table = backend === 'nftables' ? await canonical(machine, compiled) : undefined;
  if (typeof table === 'string') return { kind: 'failed', words: table };
  const tried =
    against === undefined
      ? await triedRules(machine, compiled, backend)
      : { artifacts: compiled.artifacts, notes: [] };
  const origins = originsOf(compiled.artifacts.get('manifest.json') ?? '', originIn(compiled));
  const plan = makePlan(
    live,
    wanted({ ...compiled, artifacts: tried.artifacts }, backend, table, texts),
    backend,
    origins,
  );
  const offloads = against === undefined ? offloadNotes(await offloadsOf(machine)) : [];
  const others = faults.filter(({ kind }) => kind === 'failed').map(faultWords);
  return {
    kind: 'made',
    plan,
    backend,
    parts: statePartsOf(live),
    notes: [...notes, ...undone(compiled, backend, texts), ...others, ...tried.notes, ...offloads],
  };
}

async function canonical(machine: Machine, compiled: Compiled): Promise<NftTable | string> {
  const made = await canonicalTable(machine, bareRules(compiled.artifacts));
  if (made.kind === 'failed')
    return `the nftables rules cannot be tried beside those of the host: ${made.words}`;
  return readNftJson(made.json) ?? 'nft on this host prints no JSON';
}

function faultWords(fault: ToolFault): string {
  switch (fault.kind) {
    case 'missing':
      return `${fault.tool} is not on this host, and these rules need it`;
    case 'failed':
      return `${fault.tool} could not be asked: ${fault.words}`;
  }
}
