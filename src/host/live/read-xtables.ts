import { type Family, families } from '../../net/address.js';
import { listingLines } from '../../plan/listing.js';
import type { Machine } from '../machine.js';
import type { ToolResult } from '../run-tool.js';

export interface Xtables {
  readonly result: ToolResult;
  readonly saved: Readonly<Record<Family, string>>;
  readonly notes: readonly string[];
  /** Families without a tool, or that the kernel does not have. */
  readonly lacking: ReadonlySet<Family>;
}

/** The tables that hold our chains. */
const tables = ['raw', 'mangle', 'filter'] as const;
const command: Readonly<Record<Family, string>> = { ipv4: 'iptables', ipv6: 'ip6tables' };
const names: Readonly<Record<Family, string>> = {
  ipv4: '/proc/net/ip_tables_names',
  ipv6: '/proc/net/ip6_tables_names',
};

/** The kernel has IPv6, and the host a tool for it. */
async function hasSix(machine: Machine): Promise<boolean> {
  const path = '/proc/net/if_inet6';
  if (!(await machine.read([path])).has(path)) return false;
  return (await machine.run('ip6tables', ['--version'])).kind !== 'missing';
}

export type Variant = 'nft' | 'legacy';
type Saved = { readonly result: ToolResult; readonly text: string };

/**
 * What iptables-save and ip6tables-save print, of the variant that each is on this host: the other one has rules of its own that this one
 * does not show. iptables before 1.8 does not say what it is, and is what is called legacy now.
 */
export async function readXtables(machine: Machine): Promise<Xtables> {
  const version = await machine.run('iptables', ['--version']);
  if (version.kind !== 'done')
    return { result: version, saved: { ipv4: '', ipv6: '' }, notes: [], lacking: new Set(families) };
  const saved: Record<Family, string> = { ipv4: '', ipv6: '' };
  const lacking = new Set<Family>((await hasSix(machine)) ? [] : ['ipv6']);
  for (const family of families) {
    const variant = (await variantOf(machine, family)) ?? 'legacy';
    const one = await save(machine, `${command[family]}-save`, variant, family);
    // A host without IPv6 may well have no ip6tables.
    if (one.result.kind === 'failed' || (one.result.kind === 'missing' && family === 'ipv4'))
      return { result: one.result, saved, notes: [], lacking };
    saved[family] = one.text;
  }
  return { result: version, saved, notes: (await otherVariants(machine)).map(wordsFor), lacking };
}

/**
 * A legacy tool makes a table by listing it, and its hooks with it; so only those are listed that the kernel says are there. The
 * nft variant makes none.
 */
async function save(machine: Machine, tool: string, variant: Variant, family: Family): Promise<Saved> {
  const legacy = await legacyTables(machine, family);
  const there = variant === 'nft' ? tables : tables.filter((table) => legacy.includes(table));
  let result: ToolResult = { kind: 'done', output: '' };
  const texts: string[] = [];
  for (const table of there) {
    result = await machine.run(tool, ['-t', table]);
    if (result.kind !== 'done') return { result, text: '' };
    texts.push(result.output);
  }
  return { result, text: texts.join('') };
}

async function legacyTables({ read }: Machine, family: Family): Promise<readonly string[]> {
  const path = names[family];
  return (await read([path])).get(path)?.split('\n') ?? [];
}

/** What the other variant of iptables holds, which the tool of this host does not show. */
export interface OtherVariant {
  /** `ip6tables-legacy`. */
  readonly tool: string;
  /** `ip6tables`. */
  readonly plain: string;
  readonly ours: number;
  readonly all: number;
}

/** update-alternatives knows `iptables` and `ip6tables` apart. `undefined` where it is not there, or before 1.8, which knows no variants. */
export async function variantOf(machine: Machine, family: Family): Promise<Variant | undefined> {
  const version = await machine.run(command[family], ['--version']);
  const [, word] = (version.kind === 'done' && /(nf_tables|legacy)/.exec(version.output)) || [];
  return word === undefined ? undefined : word === 'legacy' ? 'legacy' : 'nft';
}

/** Packets meet the rules of both variants. Nothing where iptables is older than the two. */
export async function otherVariants(machine: Machine): Promise<readonly OtherVariant[]> {
  const found: OtherVariant[] = [];
  for (const family of families) {
    const own = await variantOf(machine, family);
    if (own === undefined) continue;
    const other: Variant = own === 'nft' ? 'legacy' : 'nft';
    const tool = `${command[family]}-${other}`;
    const { text } = await save(machine, `${tool}-save`, other, family);
    const rules = listingLines(text, 'iptables').filter((line) => line.startsWith('-A '));
    const ours = rules.filter((line) => line.startsWith('-A VG-')).length;
    if (rules.length > 0) found.push({ tool, plain: command[family], ours, all: rules.length });
  }
  return found;
}

function wordsFor({ tool, plain, ours, all }: OtherVariant): string {
  return ours > 0
    ? `${tool} holds ${ours} rules of vosguard, which ${plain} does not show: both judge each packet; an apply takes them away`
    : `${tool} holds ${all} rules of others, which ${plain} does not show`;
}
