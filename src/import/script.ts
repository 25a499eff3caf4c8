import { type ScriptSets, setsText, takeSet } from './script-sets.js';

/** A tool that a script has called, with its words and, where it reads rules, what came to its standard input. */
export interface ScriptCall {
  readonly tool: string;
  readonly words: readonly string[];
  readonly input: string;
}

export interface ScriptRules {
  /** As iptables-save would print them; empty where there are none. */
  readonly iptables: string;
  readonly ip6tables: string;
  readonly ipset: string;
  /** Calls that change rules and were not understood. */
  readonly unread: readonly ScriptCall[];
}

interface Table {
  readonly policies: Map<string, string>;
  readonly chains: Map<string, string[]>;
}

interface Family {
  readonly tables: Map<string, Table>;
}

const builtIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['filter', ['INPUT', 'FORWARD', 'OUTPUT']],
  ['nat', ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']],
  ['mangle', ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']],
  ['raw', ['PREROUTING', 'OUTPUT']],
  ['security', ['INPUT', 'FORWARD', 'OUTPUT']],
]);

/** What stands in the kernel when a script is done, by what it has called. Nothing is run here. */
export function rulesOfCalls(calls: readonly ScriptCall[]): ScriptRules {
  const families = { iptables: newFamily(), ip6tables: newFamily() };
  const sets: ScriptSets = new Map();
  const unread: ScriptCall[] = [];
  for (const call of calls) {
    const tool = call.tool.replace(/-(nft|legacy)(?=$|-)/, '');
    if (tool === 'iptables' || tool === 'ip6tables') {
      if (!takeWords(families[tool], call.words)) unread.push(call);
    } else if (tool === 'iptables-restore' || tool === 'ip6tables-restore') {
      takeListing(families[tool === 'iptables-restore' ? 'iptables' : 'ip6tables'], call);
    } else if (tool === 'ipset') takeSet(sets, call);
    else if (tool === 'nft') unread.push(call);
  }
  return {
    iptables: listing(families.iptables),
    ip6tables: listing(families.ip6tables),
    ipset: setsText(sets),
    unread,
  };
}

const newFamily = (): Family => ({ tables: new Map() });

function tableOf({ tables }: Family, name: string): Table {
  const found = tables.get(name);
  if (found !== undefined) return found;
  const chains = builtIn.get(name) ?? [];
  const made: Table = {
    policies: new Map(chains.map((chain) => [chain, 'ACCEPT'])),
    chains: new Map(chains.map((chain) => [chain, []])),
  };
  tables.set(name, made);
  return made;
}

const aliases: ReadonlyMap<string, string> = new Map([
  ...([
    ['--append', '-A'],
    ['--insert', '-I'],
    ['--delete', '-D'],
    ['--replace', '-R'],
    ['--flush', '-F'],
    ['--policy', '-P'],
    ['--new-chain', '-N'],
    ['--new', '-N'],
    ['--delete-chain', '-X'],
    ['--rename-chain', '-E'],
    ['--zero', '-Z'],
    ['--check', '-C'],
    ['--list', '-L'],
    ['--list-rules', '-S'],
  ] as const),
  ...([
    ['--table', '-t'],
    ['--src', '-s'],
    ['--source', '-s'],
    ['--dst', '-d'],
    ['--destination', '-d'],
    ['--proto', '-p'],
    ['--protocol', '-p'],
    ['--in-interface', '-i'],
    ['--out-interface', '-o'],
    ['--jump', '-j'],
    ['--goto', '-g'],
    ['--match', '-m'],
    ['--destination-port', '--dport'],
    ['--source-port', '--sport'],
    ['--destination-ports', '--dports'],
    ['--source-ports', '--sports'],
  ] as const),
]);
/** They change nothing that a rule says. */
const silent: ReadonlySet<string> = new Set([
  '-w',
  '--wait',
  '-v',
  '--verbose',
  '-n',
  '--numeric',
  '-x',
  '--exact',
  '-4',
  '-6',
  '--ipv4',
  '--ipv6',
]);

function takeWords(family: Family, raw: readonly string[]): boolean {
  const words: string[] = [];
  let table = 'filter';
  for (let at = 0; at < raw.length; at++) {
    const written = raw[at] ?? '';
    const word = aliases.get(written) ?? written;
    if (silent.has(word)) {
      if (/^\d+$/.test(raw[at + 1] ?? '') && word.includes('w')) at++;
    } else if (word === '-t') table = raw[++at] ?? table;
    else words.push(word);
  }
  const at = words.findIndex((word) => /^-[AIDRFPNXECLSZ]$/.test(word));
  const [command = '', chain, ...rest] = at < 0 ? [] : [...words.slice(at), ...words.slice(0, at)];
  return change(tableOf(family, table), command, chain, rest);
}

/** @returns Whether it was understood. */
function change(table: Table, command: string, chain: string | undefined, rest: readonly string[]): boolean {
  const { chains, policies } = table;
  const rules = chain === undefined ? undefined : (chains.get(chain) ?? []);
  const [number, ...behind] = rest;
  const isNumber = /^\d+$/.test(number ?? '');
  switch (command) {
    case '-L':
    case '-S':
    case '-Z':
    case '-C':
      return true;
    case '-P':
      if (chain !== undefined && number !== undefined) policies.set(chain, number);
      return true;
    case '-F':
      for (const name of chain === undefined ? [...chains.keys()] : [chain]) chains.set(name, []);
      return true;
    case '-X':
      for (const name of chain === undefined ? [...chains.keys()] : [chain])
        if (!policies.has(name)) chains.delete(name);
      return true;
    case '-E':
      if (chain !== undefined && number !== undefined && rules !== undefined) {
        chains.delete(chain);
        chains.set(number, rules);
      }
      return true;
  }
  if (chain === undefined || rules === undefined) return false;
  chains.set(chain, rules);
  const text = rest.map(asPrinted).join(' ');
  const inserted = behind.map(asPrinted).join(' ');
  switch (command) {
    case '-N':
      return true;
    case '-A':
      rules.push(text);
      return true;
    case '-I':
      rules.splice(isNumber ? Number(number) - 1 : 0, 0, isNumber ? inserted : text);
      return true;
    case '-R':
      rules.splice(Number(number) - 1, 1, inserted);
      return true;
    case '-D': {
      const at = isNumber ? Number(number) - 1 : rules.indexOf(text);
      if (at >= 0) rules.splice(at, 1);
      return true;
    }
  }
  return false;
}

/** As iptables-save writes a word: what has a blank or a quote stands in quotes. */
const asPrinted = (word: string): string =>
  word === '' || /[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word;

/** A listing takes the place of the tables that it has, unless it is told to leave them. */
function takeListing(family: Family, { words, input }: ScriptCall): void {
  const keeps = words.includes('-n') || words.includes('--noflush');
  let table = tableOf(family, 'filter');
  for (const line of input.split('\n')) {
    const [, name] = /^\*(\w+)/.exec(line) ?? [];
    const [, chain = '', policy = ''] = /^:(\S+) (\S+)/.exec(line) ?? [];
    const [, command = '', to, rest = ''] = /^(?:\[\d+:\d+\] )?(-[AI]) (\S+) ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      if (!keeps) family.tables.delete(name);
      table = tableOf(family, name);
    } else if (chain !== '') {
      table.chains.set(chain, keeps ? (table.chains.get(chain) ?? []) : []);
      if (policy !== '-') table.policies.set(chain, policy);
    } else if (to !== undefined) {
      const rules = table.chains.get(to) ?? [];
      table.chains.set(to, rules);
      if (command === '-I') rules.unshift(rest);
      else rules.push(rest);
    }
  }
}

/** In the form of iptables-save, without tables that nobody has touched. */
function listing({ tables }: Family): string {
  return [...tables]
    .map(([name, { chains, policies }]) =>
      [
        `*${name}`,
        ...[...chains.keys()].map((chain) => `:${chain} ${policies.get(chain) ?? '-'} [0:0]`),
        ...[...chains].flatMap(([chain, rules]) => rules.map((rule) => `-A ${chain} ${rule}`)),
        'COMMIT\n',
      ].join('\n'),
    )
    .join('');
}

/** What the stand-ins have written down: calls end with RS (30), words are separated by US (31), input follows GS (29). */
export function readRecord(record: string): readonly ScriptCall[] {
  return record.split('\u001e').flatMap((call) => {
    if (call === '') return [];
    const [line = '', input = ''] = call.split('\u001d');
    const [tool = '', ...words] = line.split('\u001f');
    return [{ tool, words, input }];
  });
}
