import { readFileSync } from 'node:fs';
import type { KnownList, LiveTexts } from '../../plan/live-texts.js';
import type { Machine } from '../machine.js';
import type { ToolFault } from '../run-tool.js';
import type { RecordedList } from './known-lists.js';
import { readIpsets } from './read-ipsets.js';
import { fixedKeys, readKeys } from './read-keys.js';
import { readNftRules, readNftSets } from './read-nft.js';
import { readXtables } from './read-xtables.js';

export type HostResult =
  | {
      readonly kind: 'read';
      readonly texts: LiveTexts;
      /** What an operator should know of this host beside the differences. */
      readonly notes: readonly string[];
      /** Tools that could not be asked; whether that matters depends on the backend. */
      readonly faults: readonly ToolFault[];
    }
  | { readonly kind: 'not-root' };

/** A set whose contents are to be compared, and how many ranges of addresses the policy wants in it. */
export interface WishedList {
  readonly name: string;
  readonly ranges: number;
  /** Of a long one. */
  readonly sha256: string | undefined;
}

export interface Wish {
  readonly lists: readonly WishedList[];
  readonly keys: readonly string[];
  readonly recorded: readonly RecordedList[];
}

/** Reads what stands on a host, each subsystem with its own tool. Nothing is changed. */
export async function readHost(machine: Machine, { lists, keys, recorded }: Wish): Promise<HostResult> {
  if (!(await machine.isRoot())) return { kind: 'not-root' };
  const rules = await readNftRules(machine);
  const known = await stillKnown(recorded, rules.json, lists);
  const unknown = lists.filter(({ name }) => !known.has(name));
  const table = await readNftSets(machine, rules, unknown);
  const xtables = await readXtables(machine);
  const ipset = await readIpsets(
    machine,
    unknown.map(({ name }) => name),
  );
  const results = [rules.result, xtables.result, ipset.result];
  const texts = {
    iptables: xtables.saved,
    nftJson: rules.json,
    nftText: table.text,
    ipset: ipset.text,
    lists: known,
    sysctls: await readKeys(machine, keys),
    lacking: xtables.lacking,
    fixed: await fixedKeys(machine, keys),
  };
  const faults = results.filter((result): result is ToolFault => result.kind !== 'done');
  return { kind: 'read', texts, notes: [...table.notes, ...xtables.notes], faults };
}

/** Those that stand as they were loaded. What is in them matters only where the policy wants something else. */
async function stillKnown(
  recorded: readonly RecordedList[],
  nftJson: string,
  wished: readonly WishedList[],
): Promise<ReadonlyMap<string, KnownList>> {
  const known = new Map<string, KnownList>();
  for (const { name, entries, sha256, file, holds } of recorded) {
    if (!(await holds(nftJson))) continue;
    const wish = wished.find((one) => one.name === name);
    const text = wish === undefined || wish.sha256 === sha256 ? undefined : readFileSync(file, 'utf8');
    known.set(name, { entries, sha256, text });
  }
  return known;
}
