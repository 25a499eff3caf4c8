import type { Machine } from '../machine.js';
import type { ToolResult } from '../run-tool.js';
import type { WishedList } from './read-host.js';

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
export async function readNftSets(
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
