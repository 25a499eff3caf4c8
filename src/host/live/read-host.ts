import type { LiveTexts } from '../../plan/live-texts.js';
import type { Machine } from '../machine.js';
import type { ToolFault } from '../run-tool.js';
import { readIpsets } from './read-ipsets.js';
import { readKeys } from './read-keys.js';
import { readNft } from './read-nft.js';
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
}

export interface Wish {
  readonly lists: readonly WishedList[];
  readonly keys: readonly string[];
}

/** Reads what stands on a host, each subsystem with its own tool. Nothing is changed. */
export async function readHost(machine: Machine, { lists, keys }: Wish): Promise<HostResult> {
  if (!(await machine.isRoot())) return { kind: 'not-root' };
  const table = await readNft(machine, lists);
  const xtables = await readXtables(machine);
  const ipset = await readIpsets(
    machine,
    lists.map(({ name }) => name),
  );
  const results = [table.result, xtables.result, ipset.result];
  const texts = {
    iptables: xtables.saved,
    nftJson: table.json,
    nftText: table.text,
    ipset: ipset.text,
    sysctls: await readKeys(machine, keys),
  };
  const faults = results.filter((result): result is ToolFault => result.kind !== 'done');
  return { kind: 'read', texts, notes: [...table.notes, ...xtables.notes], faults };
}
