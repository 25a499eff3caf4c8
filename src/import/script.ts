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

type Change = (table: Table, chain: string, rest: readonly string[]) => boolean;

const rulesIn = ({ chains }: Table, chain: string): string[] => {
  const rules = chains.get(chain) ?? [];
  chains.set(chain, rules);
  return rules;
};

/** The first word is a place in the chain, from 1, where it is a number. */
const placeIn = ([number = '']: readonly string[]): number | undefined =>
  /^\d+$/.test(number) ? Number(number) - 1 : undefined;

const ruleText = (words: readonly string[]): string => words.map(asPrinted).join(' ');

const nothing: Change = () => true;

const setPolicy: Change = ({ policies }, chain, [policy]) => {
  if (chain !== '' && policy !== undefined) policies.set(chain, policy);
  return true;
};

const flush: Change = ({ chains }, chain) => {
  for (const name of chain === '' ? [...chains.keys()] : [chain]) chains.set(name, []);
  return true;
};

const deleteChain: Change = ({ chains, policies }, chain) => {
  for (const name of chain === '' ? [...chains.keys()] : [chain])
    if (!policies.has(name)) chains.delete(name);
  return true;
};

const renameChain: Change = ({ chains }, chain, [to]) => {
  const rules = chains.get(chain);
  if (rules === undefined || to === undefined) return true;
  chains.delete(chain);
  chains.set(to, rules);
  return true;
};

const newChain: Change = (table, chain) => chain !== '' && rulesIn(table, chain) !== undefined;

const append: Change = (table, chain, rest) => chain !== '' && rulesIn(table, chain).push(ruleText(rest)) > 0;

const insert: Change = (table, chain, rest) => {
  const at = placeIn(rest);
  rulesIn(table, chain).splice(at ?? 0, 0, ruleText(at === undefined ? rest : rest.slice(1)));
  return chain !== '';
};

const replace: Change = (table, chain, rest) => {
  const at = placeIn(rest);
  if (at !== undefined) rulesIn(table, chain).splice(at, 1, ruleText(rest.slice(1)));
  return at !== undefined;
};

const remove: Change = (table, chain, rest) => {
  const rules = rulesIn(table, chain);
  const at = placeIn(rest) ?? rules.indexOf(ruleText(rest));
  if (at >= 0) rules.splice(at, 1);
  return chain !== '';
};

const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...['-L', '-S', '-Z', '-C'].map((command) => [command, nothing] as const),
  ['-P', setPolicy],
  ['-F', flush],
  ['-X', deleteChain],
  ['-E', renameChain],
  ['-N', newChain],
  ['-A', append],
  ['-I', insert],
  ['-R', replace],
  ['-D', remove],
]);

/** @returns Whether it was understood. */
const change = (table: Table, command: string, chain: string | undefined, rest: readonly string[]): boolean =>
  changes.get(command)?.(table, chain ?? '', rest) ?? false;

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
