import { readRule } from './read-rule.js';
import type { Fault, Tool } from './tool.js';

const builtIn: Readonly<Record<string, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

interface Table {
  readonly name: string;
  readonly chains: Set<string>;
}

/**
 * Reads a file as iptables-restore of this age would with `--noflush`, and says for each line that it refuses, or takes for
 * something else, why. Written from docs/papers/old-iptables.md; knows no more than what was tried there, and refuses the rest.
 */
export function refusals(text: string, tool: Tool): readonly string[] {
  const faults: string[] = [];
  let table: Table | undefined;
  if (!text.endsWith('\n')) faults.push('no command specified: the last line does not end');
  text.split('\n').forEach((line, index) => {
    const fault = lineFault(line, table, tool);
    if (fault !== undefined) faults.push(`${index + 1}: ${fault}`);
    const opened = /^\*(\w+)$/.exec(line)?.[1];
    if (opened !== undefined) table = { name: opened, chains: new Set(builtIn[opened] ?? []) };
    const declared = /^:(\S+)/.exec(line)?.[1];
    if (declared !== undefined) table?.chains.add(declared);
    if (line === 'COMMIT') table = undefined;
  });
  return table === undefined ? faults : [...faults, 'COMMIT expected'];
}

function lineFault(line: string, table: Table | undefined, tool: Tool): Fault {
  if (line.length > 10_238) return 'the line is cut in two';
  if (line === '' || line.startsWith('#')) return undefined;
  if (line.includes('\r')) return 'a carriage return is part of the word';
  if (line.startsWith('*')) return opening(line, table);
  if (table === undefined) return 'line failed: outside of a table';
  if (line === 'COMMIT') return undefined;
  if (line.startsWith(':')) return declaration(line, table);
  return command(line, table, tool);
}

function opening(line: string, table: Table | undefined): Fault {
  if (table !== undefined) return `Bad argument \`${line}': COMMIT is missing`;
  return /^\*(raw|filter)$/.test(line) ? undefined : 'unable to initialize table';
}

/** Under --noflush a second declaration empties the chain that was filled since the first. */
function declaration(line: string, { name, chains }: Table): Fault {
  const [, chain = '', policy] = /^:(\S+) (\S+) \[\d+:\d+\]$/.exec(line) ?? [];
  if (chain === '') return 'no declaration';
  if (builtIn[name]?.includes(chain)) return undefined;
  if (chain.length > 28) return `Invalid chain name \`${chain}' (28 chars max)`;
  if (policy !== '-') return "Can't set policy";
  return chains.has(chain) ? `${chain} is emptied by its second declaration` : undefined;
}

function command(line: string, { name, chains }: Table, tool: Tool): Fault {
  if (/^\s*#/.test(line)) return "Bad argument `#'";
  if (line.trim() === '') return 'no command specified';
  if (/^COMMIT/.test(line)) return "Bad argument `COMMIT'";
  const [, added, inserted, rest = ''] = /^\s*-(?:A (\S+)|I (\S+) 1) (.*)$/.exec(line) ?? [];
  const chain = added ?? inserted;
  if (chain === undefined) return `the command is not one of those that were tried: ${line.slice(0, 20)}`;
  if (!chains.has(chain)) return `No chain by that name: ${chain}`;
  return readRule(rest, { tool, table: name, chains });
}
