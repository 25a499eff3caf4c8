import { type NftRule, nftBases, nftRules } from '../../beside/nftables/read-others.js';
import { isList, isObject, type Json } from '../../json/json.js';
import type { Family } from '../../net/address.js';
import { addressSet } from '../../net/address-set.js';
import { objectsOf, only } from '../../plan/nftables/read-nft-json.js';
import { type ChainRule, rulesFrom, type Skipped } from '../chains.js';
import { makerOf } from '../iptables/read-listing.js';
import type { NamedSet, NamedSets } from '../named-sets.js';
import { anyPacket, type BasePolicy, both, nobody, type Origin, type Stage } from '../old-rule.js';
import { addressRange, compared, listOf, readNftAsks } from './read-asks.js';

/** The sets of a table by the names that its rules call them, and by names of which there is one each. */
export interface NftSets {
  readonly byTable: ReadonlyMap<string, NamedSets>;
  readonly all: NamedSets;
}

/** The sets of addresses in a listing of `nft -j`. @param taken Names that others have. */
export function nftSets(text: string, taken: ReadonlySet<string>): NftSets {
  const byTable = new Map<string, Map<string, NamedSet>>();
  const all = new Map<string, NamedSet>();
  for (const [kind, { family, table, name, elem, timeout, flags }] of objectsOf(text) ?? []) {
    const of = `${String(family)} ${String(table)}`;
    if (kind !== 'set' || of === 'inet vosguard') continue;
    const elements = isList(elem) ? elem.map(elementRange) : [];
    const known = elements.filter((one) => one !== undefined);
    const set: NamedSet = {
      addresses: addressSet(known),
      // What packets fill has at any time others in it than a moment ago.
      others: elements.length - known.length,
      timed: timeout !== undefined || /timeout|dynamic/.test(JSON.stringify(flags ?? '')),
      called: unusedName(String(name), of, all, taken),
    };
    all.set(set.called ?? '', set);
    const own = byTable.get(of) ?? new Map<string, NamedSet>();
    byTable.set(of, own.set(String(name), set));
  }
  return { byTable, all };
}

const elementRange = (one: Json) => addressRange(listOf({ set: [one] })[0] ?? null);

/** Two tables may have a set of one name with others in it. */
function unusedName(name: string, table: string, all: NamedSets, taken: ReadonlySet<string>): string {
  const isFree = (one: string) => !all.has(one) && !taken.has(one);
  if (isFree(name)) return name;
  const plain = `${name}-${table.replace(/\W+/g, '-')}`;
  for (let number = 1; ; number++) {
    const one = number === 1 ? plain : `${plain}-${number}`;
    if (isFree(one)) return one;
  }
}

export interface NftRead {
  /** One for each base chain that is asked about what comes to this host. */
  readonly stages: readonly Stage[];
  readonly unreached: readonly { readonly origin: Origin; readonly chain: string }[];
  readonly skipped: readonly Skipped[];
}

/** @param listed Tables that iptables-save has listed already. */
export function readNft(file: string, text: string, sets: NftSets, listed: ReadonlySet<string>): NftRead {
  // What is forwarded is for others.
  const bases = nftBases(text, listed, []).filter(
    ({ isDoubtful, hook }) => !isDoubtful && hook !== 'forward',
  );
  const tables = chainsByTable(text, file, sets);
  const reached = new Set<string>();
  const skipped: Skipped[] = [];
  const stages = bases.map((base): Stage => {
    const followed = rulesFrom(tables.get(base.table) ?? new Map(), base.start);
    for (const chain of followed.entered) reached.add(`${base.table} ${chain}`);
    skipped.push(...followed.skipped);
    const does = base.policy === 'drop' ? 'refuse' : 'accept';
    const origin = { file, line: 0, text: `${base.name}: policy ${base.policy}`, comment: undefined };
    const families: readonly Family[] = base.family === 'any' ? ['ipv4', 'ipv6'] : [base.family];
    return {
      rules: followed.rules,
      policies: new Map(families.map((family) => [family, { does, origin } satisfies BasePolicy])),
    };
  });
  const rest = [...tables].flatMap(([table, chains]) =>
    listed.has(table) ? [] : [...chains].filter(([chain]) => !reached.has(`${table} ${chain}`)),
  );
  const unreached = rest.flatMap(([chain, rules]) => rules.map(({ origin }) => ({ origin, chain })));
  return { stages, unreached, skipped };
}

/** Two base chains may begin a table; a chain is read once. */
function chainsByTable(
  text: string,
  file: string,
  { byTable }: NftSets,
): ReadonlyMap<string, ReadonlyMap<string, readonly ChainRule[]>> {
  const tables = new Map<string, Map<string, ChainRule[]>>();
  for (const rule of nftRules(text)) {
    const chains = tables.get(rule.table) ?? new Map<string, ChainRule[]>();
    tables.set(rule.table, chains);
    const rules = chains.get(rule.chain) ?? [];
    chains.set(rule.chain, rules);
    for (const one of chainRules(rule, file, byTable.get(rule.table) ?? new Map())) rules.push(one);
  }
  return tables;
}

const originOf = ({ table, chain, text, comment }: NftRule, file: string): Origin => ({
  file,
  line: 0,
  text: `${table} ${chain}: ${text}`,
  comment,
  madeBy: makerOf(chain) ?? makerOf(table.replace(/^\S+ /, '')),
});

const familyOf = ({ table }: NftRule): ChainRule['family'] =>
  table.startsWith('ip ') ? 'ipv4' : table.startsWith('ip6 ') ? 'ipv6' : 'any';

/** A verdict map is a rule for each of its values. */
function chainRules(rule: NftRule, file: string, sets: NamedSets): readonly ChainRule[] {
  const asks = readNftAsks(rule.statements, sets);
  const shown = { family: familyOf(rule), origin: originOf(rule, file) };
  const [kind, content] = only(rule.statements.at(-1) ?? null) ?? [];
  if (kind !== 'vmap' || !isObject(content)) return [{ ...shown, asks, does: verdictOf(rule.statements) }];
  const [, pairs] = only(content.data ?? null) ?? [];
  if (!isList(pairs))
    return [
      {
        ...shown,
        asks: { ...asks, conditions: [...asks.conditions, { kind: 'unread', words: 'a named map' }] },
        does: { kind: 'passes', target: 'vmap' },
      },
    ];
  const rules = pairs.flatMap((pair): readonly ChainRule[] => {
    const [wanted = null, verdict = null] = isList(pair) ? pair : [];
    const match = { op: '==', left: content.key ?? null, right: wanted };
    const together = both(asks, compared(anyPacket, match, sets));
    return together === undefined ? [] : [{ ...shown, asks: together, does: verdictOf([verdict]) }];
  });
  // All of its values contradict what stands before them.
  return rules.length > 0
    ? rules
    : [{ ...shown, asks: { ...asks, from: nobody }, does: { kind: 'passes', target: 'vmap' } }];
}

function verdictOf(statements: readonly Json[]): ChainRule['does'] {
  for (const statement of statements.toReversed()) {
    const [kind, content] = only(statement) ?? [];
    switch (kind) {
      case 'accept':
        return { kind: 'accept' };
      case 'drop':
      case 'reject':
        return { kind: 'refuse' };
      case 'return':
        return { kind: 'return' };
      case 'jump':
      case 'goto':
        return {
          kind: 'enter',
          chain: isObject(content) ? String(content.target) : '',
          comesBack: kind === 'jump',
        };
    }
  }
  const kinds = statements.flatMap((one) => only(one)?.[0] ?? []);
  return {
    kind: 'passes',
    target: kinds.find((kind) => !quiet.has(kind)) ?? kinds.find((kind) => kind !== 'match') ?? '',
  };
}

/** They ask or count, so another statement says better what a rule does. */
const quiet: ReadonlySet<string> = new Set(['match', 'counter', 'set', 'log', 'limit']);
