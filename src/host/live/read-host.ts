import { readFileSync } from 'node:fs';
import type { KnownList, LiveTexts } from '../../plan/read-live.js';
import type { Machine } from '../machine.js';
import type { ToolFault, ToolResult } from '../run-tool.js';
import type { RecordedList } from './known-lists.js';
import { readXtables } from './read-xtables.js';

const pathOf = (key: string): string => `/proc/sys/${key.replaceAll('.', '/')}`;

/** The values of sysctl keys; one that the kernel does not have, or does not show, is left out. */
async function readKeys({ read }: Machine, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = new Map(keys.map((key) => [key, pathOf(key)]));
  // nf_conntrack's keys are not there until the module is loaded.
  const texts = await read([...paths.values()]);
  return new Map(
    [...paths].flatMap(([key, path]) => {
      const text = texts.get(path);
      return text === undefined ? [] : [[key, text.trim().replace(/\s+/g, ' ')] as const];
    }),
  );
}

/** By the mode, for root may open what nobody can write; and opened, for a container may have all of /proc/sys for reading only. */
const FIXED =
  'for file; do [ -e "$file" ] || continue; case $(ls -l "$file") in ??w*) (true >> "$file") 2> /dev/null && continue ;; esac; echo "$file"; done';

/** Those that are there and cannot be written. Nothing is written to find out. */
async function fixedKeys({ run }: Machine, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const told = await run('sh', ['-c', FIXED, 'sh', ...keys.map(pathOf)]);
  const lines = new Set(told.kind === 'done' ? told.output.split('\n') : []);
  return new Set(keys.filter((key) => lines.has(pathOf(key))));
}

export interface Ipsets {
  readonly result: ToolResult;
  readonly text: string;
}

/** The heads of all sets, then the contents of those that are asked for and there. What rules have learned is not listed. */
async function readIpsets({ run }: Machine, lists: readonly string[]): Promise<Ipsets> {
  const heads = await run('ipset', ['list', '-terse']);
  if (heads.kind !== 'done') return { result: heads, text: '' };
  const there = new Set([...heads.output.matchAll(/^Name: (.*)$/gm)].map(([, name = '']) => name));
  const texts = [heads.output];
  for (const name of lists.filter((one) => there.has(one))) {
    const saved = await run('ipset', ['save', name]);
    if (saved.kind !== 'done') return { result: saved, text: '' };
    texts.push(saved.output);
  }
  return { result: heads, text: texts.join('\n') };
}

export interface NftRules {
  readonly result: ToolResult;
  readonly json: string;
}

export interface NftSets {
  /** Chains, for their devices, and the lists, for their elements. */
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * The kernel begins at the front of a set for every few hundred elements that it tells (nft_hash and nft_set_rbtree on 6.18): a million
 * take it a minute and a half, a tenth of them a second.
 */
const LARGEST_LIST = 200_000;
const PATIENCE = 20;

/**
 * `list ruleset`, although we want one table: until 1.1, `list table`, `list chain` and even `list tables` fetch every element
 * of every set, terse or not (seen with 1.0.2, 1.0.6 and 1.0.9 beside a list of a million: no answer in twelve seconds, and 30 ms
 * for this).
 */
export async function readNftRules({ run }: Machine): Promise<NftRules> {
  const listed = await run('nft', ['--json', '--terse', 'list', 'ruleset', 'inet']);
  // A kernel without nf_tables has nobody's tables: to this host, nft is a tool that is not there.
  const has =
    listed.kind !== 'failed' || (await run('test', ['-d', '/sys/module/nf_tables'])).kind === 'done';
  const result: ToolResult = has ? listed : { kind: 'missing', tool: 'nft' };
  return { result, json: result.kind === 'done' ? result.output : '' };
}

/** The lists that are asked for and there, each by itself. */
async function readNftSets(
  { run }: Machine,
  { json }: NftRules,
  lists: readonly WishedList[],
): Promise<NftSets> {
  if (json === '') return { text: '', notes: [] };
  const chains = await run('nft', ['list', 'chains', 'inet']);
  const texts = chains.kind === 'done' ? [chains.output] : [];
  const notes: string[] = [];
  for (const { name, ranges } of lists.filter((list) => holdsSet(json, list.name))) {
    const set =
      ranges > LARGEST_LIST
        ? undefined
        : await run('nft', ['list', 'set', 'inet', 'vosguard', name], { timeout: PATIENCE });
    if (set?.kind === 'done') texts.push(set.output);
    else notes.push(`what is in the set ${name} is not compared: the kernel takes too long to list it`);
  }
  return { text: texts.join('\n'), notes };
}

const holdsSet = (json: string, name: string): boolean =>
  json.includes(`"name": "${name}", "table": "vosguard"`);

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
