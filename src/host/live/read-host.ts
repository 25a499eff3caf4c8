import type { LiveTexts } from '../../plan/live-texts.js';
import { runTool, type ToolFault, type ToolResult } from '../run-tool.js';
import { readIpsets } from './read-ipsets.js';
import { readKeys } from './read-keys.js';
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

export interface Wish {
  /** Sets whose contents are to be compared. */
  readonly lists: readonly string[];
  readonly keys: readonly string[];
}

/** Reads what stands on this host, each subsystem with its own tool. Nothing is changed. */
export async function readHost({ lists, keys }: Wish): Promise<HostResult> {
  if (process.getuid?.() !== 0) return { kind: 'not-root' };
  const table = await readTable();
  const xtables = await readXtables();
  const ipset = await readIpsets(lists);
  const results = [table.result, xtables.result, ipset.result];
  const texts = {
    iptables: xtables.saved,
    nftJson: table.json,
    nftText: table.text,
    ipset: ipset.text,
    sysctls: readKeys(keys),
  };
  const faults = results.filter((result): result is ToolFault => result.kind !== 'done');
  return { kind: 'read', texts, notes: xtables.notes, faults };
}

interface Table {
  readonly result: ToolResult;
  readonly json: string;
  readonly text: string;
}

const TABLE = 'table inet vosguard';

/** `list tables` first: whether a table is there is not told by the words of an error. */
async function readTable(): Promise<Table> {
  const nothing = (result: ToolResult): Table => ({ result, json: '', text: '' });
  const tables = await runTool('nft', ['list', 'tables']);
  if (tables.kind !== 'done' || !tables.output.split('\n').includes(TABLE)) return nothing(tables);
  const json = await runTool('nft', ['--json', '--terse', 'list', ...TABLE.split(' ')]);
  if (json.kind !== 'done') return nothing(json);
  const text = await runTool('nft', ['list', ...TABLE.split(' ')]);
  return text.kind === 'done' ? { result: text, json: json.output, text: text.output } : nothing(text);
}
