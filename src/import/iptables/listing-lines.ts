import { listingLines } from '../../plan/listing.js';

/** A line of a listing that is a rule. */
export interface RuleLine {
  readonly chain: string;
  /** What stands behind the chain's name. */
  readonly words: string;
  /** As it is written. */
  readonly said: string;
  /** From 1. */
  readonly line: number;
}

export interface ListedTable {
  readonly chains: Map<string, RuleLine[]>;
  readonly policies: Map<string, { readonly word: string; readonly line: number }>;
}

export interface ListedText {
  readonly tables: ReadonlyMap<string, ListedTable>;
  /** Rules that a later line has taken away. */
  readonly gone: readonly { readonly rule: RuleLine; readonly by: Omit<RuleLine, 'words'> }[];
  /** Lines that change rules and cannot be read. */
  readonly odd: readonly RuleLine[];
  /** The last table has no COMMIT, so the file is not whole, and no tool loads it. */
  readonly isCut: boolean;
}

interface Reading {
  readonly tables: Map<string, ListedTable>;
  readonly gone: { rule: RuleLine; by: RuleLine }[];
  readonly odd: RuleLine[];
  table: ListedTable;
  isOpen: boolean;
}

const newTable = (): ListedTable => ({ chains: new Map(), policies: new Map() });

/** What iptables-save prints, and what people write for iptables-restore: insertions, deletions, policies among the rules. */
export function readLines(text: string): ListedText {
  const reading: Reading = { tables: new Map(), gone: [], odd: [], table: newTable(), isOpen: false };
  for (const [index, line] of listingLines(text, 'iptables').entries()) readLine(reading, line, index + 1);
  const { tables, gone, odd, isOpen } = reading;
  return { tables, gone, odd, isCut: isOpen };
}

function readLine(reading: Reading, line: string, number: number): void {
  const [, table] = /^\s*\*(\w+)/.exec(line) ?? [];
  const [, declared, policy] = /^\s*:(\S+)\s+(\S+)/.exec(line) ?? [];
  const [, command, chain = '', words = ''] =
    /^\s*(?:\[\d+:\d+\]\s+)?(-[A-Za-z]|--[a-z-]+)(?:\s+(\S+))?(?:\s+([^\n]*))?$/.exec(line) ?? [];
  if (table !== undefined)
    beginTable(reading, table, { chain: '', words: '', said: line.trim(), line: number });
  else if (/^\s*COMMIT\b/.test(line)) reading.isOpen = false;
  else if (declared !== undefined && policy !== undefined) {
    chainOf(reading.table, declared);
    if (policy !== '-') reading.table.policies.set(declared, { word: policy, line: number });
  } else if (command !== undefined) {
    const said = line.trim().replace(/^\[\d+:\d+\]\s+/, '');
    change(reading, command, { chain, words: words.trim(), said, line: number });
  } else if (/^\s*\[?[-\d]/.test(line))
    reading.odd.push({ chain: '', words: '', said: line.trim(), line: number });
}

/** A table that comes a second time takes the place of the first, as when both are loaded one after the other. */
function beginTable(reading: Reading, name: string, by: RuleLine): void {
  const before = reading.tables.get(name);
  for (const rule of [...(before?.chains.values() ?? [])].flat()) reading.gone.push({ rule, by });
  reading.table = newTable();
  reading.tables.set(name, reading.table);
  reading.isOpen = true;
}

function chainOf({ chains }: ListedTable, name: string): RuleLine[] {
  const found = chains.get(name) ?? [];
  chains.set(name, found);
  return found;
}

type Change = (reading: Reading, rules: RuleLine[], rule: RuleLine) => boolean;

/** The first word is a place in the chain, from 1, where it is a number. */
function placeIn({ words }: RuleLine): { readonly at: number; readonly rest: string } | undefined {
  const [, number, rest = ''] = /^(\d+)(?:\s+([^\n]*))?$/.exec(words) ?? [];
  return number === undefined ? undefined : { at: Number(number) - 1, rest };
}

function remove({ gone }: Reading, rules: RuleLine[], at: number, by: RuleLine): boolean {
  const [rule] = at < 0 ? [] : rules.splice(at, 1);
  if (rule !== undefined) gone.push({ rule, by });
  return rule !== undefined;
}

const append: Change = (_, rules, rule) => rules.push(rule) > 0;

const insert: Change = (_, rules, rule) => {
  const place = placeIn(rule);
  rules.splice(place?.at ?? 0, 0, place === undefined ? rule : { ...rule, words: place.rest });
  return true;
};

const replace: Change = (reading, rules, rule) => {
  const place = placeIn(rule);
  if (place === undefined || !remove(reading, rules, place.at, rule)) return false;
  rules.splice(place.at, 0, { ...rule, words: place.rest });
  return true;
};

const cut: Change = (reading, rules, rule) => {
  const at = placeIn(rule)?.at ?? rules.findIndex(({ words }) => words === rule.words);
  return remove(reading, rules, at, rule);
};

const flush: Change = ({ gone, table }, rules, rule) => {
  const emptied = rule.chain === '' ? [...table.chains.values()] : [rules];
  for (const chain of emptied) for (const one of chain.splice(0)) gone.push({ rule: one, by: rule });
  return true;
};

const policy: Change = ({ table }, _, { chain, words, line }) => {
  table.policies.set(chain, { word: words.trim(), line });
  return chain !== '';
};

const nothing: Change = () => true;

const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...['-A', '--append'].map((name) => [name, append] as const),
  ...['-I', '--insert'].map((name) => [name, insert] as const),
  ...['-R', '--replace'].map((name) => [name, replace] as const),
  ...['-D', '--delete'].map((name) => [name, cut] as const),
  ...['-F', '--flush'].map((name) => [name, flush] as const),
  ...['-P', '--policy'].map((name) => [name, policy] as const),
  ...['-N', '-X', '-Z', '--new-chain', '--new', '--delete-chain', '--zero'].map(
    (name) => [name, nothing] as const,
  ),
]);

function change(reading: Reading, command: string, rule: RuleLine): void {
  const rules = rule.chain === '' ? [] : chainOf(reading.table, rule.chain);
  if (changes.get(command)?.(reading, rules, rule) !== true) reading.odd.push(rule);
}
