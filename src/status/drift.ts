import { type Family, families } from '../net/address.js';
import { compareChains } from '../plan/compare/compare-chains.js';
import { compareSets, compareSysctls } from '../plan/compare/compare-sets.js';
import { rateScaleOf, readIptables } from '../plan/iptables/read-iptables.js';
import { type ListedChain, type ListedSet, listingLines } from '../plan/listing.js';
import { readNftJson } from '../plan/nftables/read-nft-json.js';
import type { Change, FieldChange, RuleChange } from '../plan/plan.js';
import { readCreated, readHeads } from '../plan/read-ipset.js';
import { shortText } from '../plan/render/rows.js';

/**
 * What the installer has kept of one family's rules after an apply (`TABLE CHAIN NUMBER RULE` a line, `TABLE :CHAIN` for a chain),
 * as iptables-save would print it.
 */
export function afterRules(text: string): string {
  const tables = new Map<
    string,
    { readonly chains: string[]; readonly rules: (readonly [number, string])[] }
  >();
  for (const line of text.split('\n')) {
    const [, table, chain, number, rule] = /^(\S+) (\S+)(?: (\S+) (-A .*))?$/.exec(line) ?? [];
    if (table === undefined || chain === undefined) continue;
    const found = tables.get(table) ?? { chains: [], rules: [] };
    tables.set(table, found);
    if (rule === undefined) found.chains.push(`${chain} - [0:0]`);
    else found.rules.push([Number(number), rule]);
  }
  return [...tables]
    .map(([table, { chains, rules }]) => {
      // Jumps have no number; their chains are those of the kernel.
      const ordered = rules.toSorted(([a], [b]) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b));
      return [`*${table}`, ...chains, ...ordered.map(([, rule]) => rule), 'COMMIT\n'].join('\n');
    })
    .join('');
}

/** A jump that stands there twice, after two loads by hand, is one: the second finds nothing to do. */
export function withoutRepeatedJumps(saved: string): string {
  const seen = new Set<string>();
  let table = '';
  return listingLines(saved, 'iptables')
    .filter((line) => {
      table = /^\*(\w+)/.exec(line)?.[1] ?? table;
      if (!/^(?:\[\d+:\d+\] )?-A (?!VG-).* -[jg] VG-/.test(line)) return true;
      const jump = `${table} ${line.replace(/^\[\d+:\d+\] /, '').trimEnd()}`;
      return !seen.has(jump) && seen.add(jump);
    })
    .join('\n');
}

/** One thing that is not as it was applied. */
export interface Difference {
  readonly part: 'rules' | 'sets' | 'sysctl' | 'boot' | 'pending';
  readonly text: string;
}

/** In words. The change is the one that would lead from what is there back to what was applied. */
function differenceOf(change: Change): Difference {
  switch (change.kind) {
    case 'rule':
      return rules(ruleText(change));
    case 'chain':
      return rules(`chain ${change.chain}: ${goneOrNot(change.verb)} ${fieldsText(change.fields)}`.trimEnd());
    case 'leftover':
      return rules(`rules of the backend ${change.backend}`);
    case 'set':
      return {
        part: 'sets',
        text: `set ${change.name}: ${goneOrNot(change.verb)} ${fieldsText(change.fields)}`.trimEnd(),
      };
    case 'sysctl':
      return { part: 'sysctl', text: `sysctl ${change.key}: ${fieldsText(change.fields)}` };
  }
}

function ruleText({ id, chain, places, verb, text, fields }: RuleChange): string {
  const name = `${id ?? `(no id) in ${chain}`} (${places.join(', ')})`;
  switch (verb) {
    case 'add':
      return `rule gone: ${name}`;
    case 'remove':
      return `rule that was not applied: ${name}: ${shortText(text)}`;
    case 'change':
      return `rule changed: ${name}: ${fieldsText(fields)}`;
    case 'move':
      return `rule moved: ${name}`;
  }
}

const rules = (text: string): Difference => ({ part: 'rules', text });

function goneOrNot(verb: Change['verb']): string {
  switch (verb) {
    case 'add':
      return 'gone';
    case 'remove':
      return 'was not applied';
    case 'change':
    case 'move':
      return 'changed:';
  }
}

const fieldsText = (fields: readonly FieldChange[]): string =>
  fields
    .map(({ key, old, new: applied }) => {
      const what = key === 'value' ? '' : `${key} `;
      return `${what}applied ${shortText(applied ?? '(none)')}, now ${shortText(old ?? '(none)')}`;
    })
    .join('; ');

/** What the installer has kept of the state after the apply, and the same as the tools tell it now. */
export interface Sides {
  readonly kept: ReadonlyMap<string, string>;
  readonly iptables: Readonly<Record<Family, string>>;
  /** Empty where nft is not there. */
  readonly nftJson: string;
  /** `ipset list -t`, or the heads of `ipset save`; empty where ipset is not there. */
  readonly ipset: string;
}

const files: Readonly<Record<Family, string>> = { ipv4: 'after/iptables', ipv6: 'after/ip6tables' };
const noOrigin = () => undefined;

/** Rules and sets that are not as they were applied, by id and field; what rules have learned is no difference. */
export function ruleDrift(sides: Sides): {
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
} {
  const nft = nftSides(sides);
  const live = [...families.flatMap((family) => listed(sides, family)), ...nft.live.chains];
  const applied = [...families.flatMap((family) => keptChains(sides, family)), ...nft.applied.chains];
  const chains = compareChains(live, applied, noOrigin);
  const sets = compareSets(
    [...ipsetsNow(sides), ...nft.live.sets],
    [...ipsetsKept(sides), ...nft.applied.sets],
    noOrigin,
  );
  return { differences: [...chains.changes, ...sets.changes].map(differenceOf), notes: nft.notes };
}

const listed = ({ iptables }: Sides, family: Family): readonly ListedChain[] =>
  readIptables(withoutRepeatedJumps(iptables[family]), family);

/** Both sides were printed by the same tool of this host. */
const keptChains = ({ kept, iptables }: Sides, family: Family): readonly ListedChain[] =>
  readIptables(afterRules(kept.get(files[family]) ?? ''), family, rateScaleOf(iptables[family]));

/** Versions before 6.31 do not count; the number of entries of lists is compared where both sides tell it. */
function ipsetsNow({ ipset }: Sides): readonly ListedSet[] {
  const heads = readHeads(ipset);
  const sets = heads.length > 0 ? heads : readCreated(ipset);
  return sets.filter(({ name }) => !name.endsWith('-new')).map((set) => counted(set, set.entries));
}

function ipsetsKept({ kept, ipset }: Sides): readonly ListedSet[] {
  const text = kept.get('after/ipset') ?? '';
  const counts = new Map(
    // A long list that is known is told with its sum.
    [...text.matchAll(/^(?:entries (?=\S+ \d+$)|list )(\S+?)(?:-new)? (\d+)/gm)].map(
      ([, name = '', entries]) => [name, Number(entries)],
    ),
  );
  const told = new Set(
    readHeads(ipset).flatMap(({ name, entries }) => (entries === undefined ? [] : [name])),
  );
  return readCreated(text).map((set) =>
    counted(set, told.has(set.name) ? (counts.get(set.name) ?? 0) : undefined),
  );
}

/** Of a list, which has no time-out, how many entries there are is a property that must not change. */
function counted(set: ListedSet, entries: number | undefined): ListedSet {
  const isLearned = set.attributes.some(({ key }) => key === 'timeout');
  // What the host has fetched by itself since the apply.
  const isFetched = /^vg-(?:fetched-[46]$|named\.)/.test(set.name);
  if (isLearned || isFetched || entries === undefined) return { ...set, entries: undefined };
  return {
    ...set,
    entries: undefined,
    attributes: [...set.attributes, { key: 'entries', value: String(entries) }],
  };
}

function nftSides({ kept, nftJson }: Sides) {
  const none = { chains: [], sets: [] };
  const after = kept.get('after.json');
  const hadTable = (kept.get('after/nft') ?? '') !== '';
  const live = nftJson === '' ? none : readNftJson(nftJson);
  const applied = hadTable ? readNftJson(after ?? '') : none;
  if (live === undefined || applied === undefined)
    return {
      live: none,
      applied: none,
      notes: [
        'the rules of nftables are not compared: nft prints no JSON here, or did not when they were applied',
      ],
    };
  return { live, applied, notes: [] };
}

/** Parameters that hold something else than after the apply: the vendor's setup writes some of the same. */
export function sysctlDrift(kept: string, now: ReadonlyMap<string, string>): readonly Difference[] {
  const lines = kept.matchAll(/^(\S+) (.*)$/gm);
  const applied = new Map(
    [...lines].map(([, key = '', value = '']) => [key, value.trim().replace(/\s+/g, ' ')]),
  );
  return compareSysctls(now, applied, () => undefined).changes.map(differenceOf);
}
