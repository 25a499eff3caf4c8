import type { Machine } from '../machine.js';
import type { ToolResult } from '../run-tool.js';

export interface Ipsets {
  readonly result: ToolResult;
  readonly text: string;
}

/** The heads of all sets, then the contents of those that are asked for and there. What rules have learned is not listed. */
export async function readIpsets({ run }: Machine, lists: readonly string[]): Promise<Ipsets> {
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
