import { families } from '../../net/address.js';
import { type AddressSet, subtract } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
import type { ListedSet } from '../listing.js';
import type { EntryChange, Origin, SetChange, SysctlChange } from '../plan.js';
import { compareFields } from './compare-rules.js';

const SAMPLE = 5;

export interface SetsDifference {
  readonly changes: readonly SetChange[];
  readonly unchanged: number;
}

/** Sets by name: what they are, and of lists what is in them. What rules have learned is no difference. */
export function compareSets(
  live: readonly ListedSet[],
  wanted: readonly ListedSet[],
  originOf: (name: string) => Origin | undefined,
): SetsDifference {
  const before = new Map(live.map((set) => [set.name, set]));
  const after = new Map(wanted.map((set) => [set.name, set]));
  const kept = wanted.flatMap((set): readonly SetChange[] => {
    const common = { kind: 'set', name: set.name, origin: originOf(set.name) } as const;
    const old = before.get(set.name);
    const entries = compareEntries(old, set);
    if (old === undefined) return [{ ...common, verb: 'add', fields: [], entries }];
    const fields = compareFields(old.attributes, set.attributes);
    return fields.length > 0 || entries !== undefined ? [{ ...common, verb: 'change', fields, entries }] : [];
  });
  const gone = live
    .filter(({ name }) => !after.has(name))
    .map(({ name, entries }): SetChange => {
      const lost =
        entries === undefined ? undefined : { old: entries, new: 0, added: 0, removed: entries, sample: [] };
      return { kind: 'set', verb: 'remove', name, origin: originOf(name), fields: [], entries: lost };
    });
  return { changes: [...kept, ...gone], unchanged: wanted.length - kept.length };
}

/** Compared as addresses: nft and ipset may list a network whole that was added in pieces, or the other way about. */
function compareEntries(old: ListedSet | undefined, wanted: ListedSet): EntryChange | undefined {
  if (wanted.addresses === undefined) return undefined;
  if (old === undefined)
    return { old: 0, new: wanted.entries ?? 0, added: wanted.entries ?? 0, removed: 0, sample: [] };
  if (old.sha256 !== undefined && old.sha256 === wanted.sha256) return undefined;
  if (old.addresses === undefined) return old.sha256 === undefined ? undefined : another(old, wanted);
  const added = sampleOf(subtract(wanted.addresses, old.addresses), '+');
  const removed = sampleOf(subtract(old.addresses, wanted.addresses), '-');
  if (added.count === 0 && removed.count === 0) return undefined;
  return {
    old: old.entries ?? 0,
    new: wanted.entries ?? 0,
    added: added.count,
    removed: removed.count,
    sample: [...added.sample, ...removed.sample].slice(0, SAMPLE),
  };
}

/** A list that is known to be another one, and nothing more. */
const another = (old: ListedSet, wanted: ListedSet): EntryChange => ({
  ...{ old: old.entries ?? 0, new: wanted.entries ?? 0 },
  ...{ added: 0, removed: 0, sample: [] },
});

/** Up to three of each, so that both are seen. */
function sampleOf(addresses: AddressSet, sign: '+' | '-') {
  const sample: string[] = [];
  let count = 0;
  for (const family of families) {
    for (const network of cidrs(addresses, family)) {
      count++;
      if (sample.length < SAMPLE - 2) sample.push(`${sign}${network}`);
    }
  }
  return { sample, count };
}

export interface SysctlsDifference {
  readonly changes: readonly SysctlChange[];
  readonly unchanged: number;
}

/** The keys that the policy sets, and no others. */
export function compareSysctls(
  live: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
  originOf: (key: string) => Origin | undefined,
): SysctlsDifference {
  const changes = [...wanted].flatMap(([key, value]): readonly SysctlChange[] => {
    const old = live.get(key);
    if (old === value) return [];
    const fields = [{ key: 'value', old, new: value }];
    return [{ kind: 'sysctl', verb: 'change', key, origin: originOf(key), fields }];
  });
  return { changes, unchanged: wanted.size - changes.length };
}
