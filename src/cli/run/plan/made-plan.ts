import { resolve } from 'node:path';
import type { Compiled } from '../../../compile.js';
import type { RecordedList } from '../../../host/live/known-lists.js';
import { readHost } from '../../../host/live/read-host.js';
import { offloadsOf } from '../../../host/live/read-life.js';
import { readSaved, saveListing } from '../../../host/live/saved-listing.js';
import { canonicalTable, refusalOf } from '../../../host/live/trial.js';
import type { Machine } from '../../../host/machine.js';
import type { ToolFault } from '../../../host/run-tool.js';
import { makePlan, type StateParts, statePartsOf } from '../../../plan/make-plan.js';
import { bareRules } from '../../../plan/nftables/listed-text.js';
import { type NftTable, readNftJson } from '../../../plan/nftables/read-nft-json.js';
import { offloadNotes } from '../../../plan/offloads.js';
import { originsOf, type Plan } from '../../../plan/plan.js';
import { type LiveTexts, readLive } from '../../../plan/read-live.js';
import { listsOf, type PlanBackend, undone, wanted } from '../../../plan/wanted.js';
import type { StaticSet } from '../../../ruleset/ruleset.js';
import { type PlanOptions, planBackends } from '../../invocation.js';
import type { Io } from '../../io.js';
import { originIn } from '../findings.js';
import { systemWords } from '../words.js';
import { chooseBackend, decisiveFault } from './backends.js';

/** What stands, as the tools print it. */
export interface LiveListing {
  readonly texts: LiveTexts;
  readonly notes: readonly string[];
  readonly faults: readonly ToolFault[];
}

const needsRoot = [
  'reading the rules of a host needs root;',
  'with sudo, vosguard plan --save DIR keeps a listing, and plan --against DIR compares with it as any user',
].join(' ');

/** From a host, or from a saved listing; in words, why there is none. */
export async function liveTexts(
  machine: Machine,
  compiled: Compiled,
  recorded: readonly RecordedList[],
  { against, save }: Pick<PlanOptions, 'against' | 'save'>,
  io: Io,
): Promise<LiveListing | string> {
  if (against !== undefined) return fromFolder(resolve(io.cwd, against), against);
  const read = await readHost(machine, {
    lists: planBackends.flatMap((backend) =>
      [...listsOf(compiled, backend)].map(([name, list]) => ({
        name,
        ranges: rangesOf(list),
        sha256: compiled.lists.find((long) => long.name === name)?.sha256,
      })),
    ),
    recorded,
    keys: compiled.settings.parameters.map(({ key }) => key),
  });
  if (read.kind === 'not-root') return needsRoot;
  const fault = save === undefined ? undefined : saveListing(resolve(io.cwd, save), read.texts);
  return fault === undefined ? read : `cannot save the listing: ${systemWords(fault)}`;
}

/** Each has two edges. */
const rangesOf = ({ addresses, family }: StaticSet): number =>
  (family === 'any' ? 0 : addresses[family].length) / 2;

function fromFolder(path: string, shown: string): LiveListing | string {
  const saved = readSaved(path);
  switch (saved.kind) {
    case 'read':
      return { texts: saved.texts, notes: [], faults: [] };
    case 'empty':
      return `${shown} holds no listing: neither nft.json nor iptables-save.txt nor another file of one`;
    case 'failed':
      return `cannot read ${systemWords(saved.fault)}`;
  }
}

export interface Tried {
  /** Those that can be put into force there. */
  readonly artifacts: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

const files: Readonly<Record<PlanBackend, { readonly ipv4: string; readonly ipv6: string }>> = {
  iptables: { ipv4: 'iptables.rules', ipv6: 'ip6tables.rules' },
  nftables: { ipv4: 'signatures.rules', ipv6: 'signatures6.rules' },
};

/** The rules of iptables, tried on the host. Signatures that it does not take are left out, as `apply` leaves them out. */
async function triedRules(machine: Machine, { artifacts }: Compiled, backend: PlanBackend): Promise<Tried> {
  const { ipv4, ipv6 } = files[backend];
  const text = (file: string) => artifacts.get(file) ?? '';
  const refusal = await refusalOf(machine, { ipv4: text(ipv4), ipv6: text(ipv6) });
  if (refusal === undefined) return { artifacts, notes: [] };
  switch (backend) {
    case 'iptables':
      return { artifacts, notes: [`apply would refuse these rules: ${refusal}`] };
    case 'nftables':
      return {
        artifacts: new Map([...artifacts].filter(([file]) => file !== ipv4 && file !== ipv6)),
        notes: [`signatures would be left out: ${refusal}`],
      };
  }
}

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
  const origins = originsOf(compiled, originIn(compiled));
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
