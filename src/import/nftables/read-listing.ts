import { type NftRule, nftBases, nftRules } from '../../beside/nftables/read-others.js';
import { isList, isObject, type Json } from '../../json/json.js';
import type { Family } from '../../net/address.js';
import { addressSet } from '../../net/address-set.js';
import { objectsOf, only } from '../../plan/nftables/read-nft-json.js';
import { type ChainRule, refusalsOf, rulesFrom } from '../chains.js';
import type { NamedSets } from '../named-sets.js';
import { type BasePolicy, both, type OldRules, type Origin } from '../old-rule.js';
import { addressRange, compared, listOf, readNftAsks } from './read-asks.js';

/** The sets of addresses in a listing of `nft -j`, by name. Of two tables that have one name the first counts. */
export function nftSets(text: string): NamedSets {
  const found = new Map<string, NamedSets extends ReadonlyMap<string, infer S> ? S : never>();
  for (const [kind, { family, table, name, elem, timeout, flags }] of objectsOf(text) ?? []) {
    if (kind !== 'set' || `${String(family)} ${String(table)}` === 'inet vosguard' || found.has(String(name)))
      continue;
    const elements = isList(elem) ? listOf({ set: elem }) : [];
    const ranges = elements.map(addressRange);
    const timed = timeout !== undefined || JSON.stringify(flags ?? '').includes('timeout');
    const known = ranges.filter((one) => one !== undefined);
    found.set(String(name), { addresses: addressSet(known), others: ranges.length - known.length, timed });
  }
  return found;
}

/** @param listed Tables that iptables-save has listed already. */
export function readNft(
  file: string,
  text: string,
  sets: NamedSets,
  listed: ReadonlySet<string>,
): OldRules & { readonly unreached: readonly Origin[] } {
  const bases = nftBases(text, listed, []).filter(({ isDoubtful }) => !isDoubtful);
  const all = nftRules(text);
  const last =
    bases.findLast(({ policy, hook }) => hook === 'input' && policy === 'drop') ??
    bases.findLast(({ hook }) => hook === 'input');
  const reached = new Set<string>();
  const read = bases.map((base) => {
    const table = / of the table (.*)$/.exec(base.name)?.[1] ?? '';
    const own = all.filter((rule) => rule.table === table);
    const chains = new Map<string, ChainRule[]>();
    for (const rule of own)
      chains.set(rule.chain, [...(chains.get(rule.chain) ?? []), ...chainRules(rule, file, sets)]);
    const { rules, entered } = rulesFrom(chains, base.start);
    for (const chain of entered) reached.add(`${table} ${chain}`);
    return { base, rules: base === last ? rules : refusalsOf(rules) };
  });
  // What the last one accepts is accepted, so it is asked last.
  const order = [...read.filter(({ base }) => base !== last), ...read.filter(({ base }) => base === last)];
  const families: readonly Family[] =
    last?.family === 'ipv4' || last?.family === 'ipv6' ? [last.family] : ['ipv4', 'ipv6'];
  const policy: BasePolicy = {
    does: last?.policy === 'drop' ? 'refuse' : 'accept',
    origin: {
      file,
      line: 0,
      text: `${last?.name ?? 'no base chain'}: policy ${last?.policy ?? 'accept'}`,
      comment: undefined,
    },
  };
  return {
    rules: order.flatMap(({ rules }) => rules),
    policies: new Map(families.map((family) => [family, policy])),
    unreached: all
      .filter(({ table, chain }) => !reached.has(`${table} ${chain}`) && !listed.has(table))
      .map((rule) => originOf(rule, file)),
  };
}

const originOf = ({ table, chain, text, comment }: NftRule, file: string): Origin => ({
  file,
  line: 0,
  text: `${table} ${chain}: ${text}`,
  comment,
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
  return pairs.flatMap((pair) => {
    const [wanted = null, verdict = null] = isList(pair) ? pair : [];
    const inner = compared(
      readNftAsks([], sets),
      { op: '==', left: content.key ?? null, right: wanted },
      sets,
    );
    const together = both(asks, inner);
    return together === undefined ? [] : [{ ...shown, asks: together, does: verdictOf([verdict]) }];
  });
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
  const first = statements
    .map((one) => only(one)?.[0])
    .find((kind) => kind !== undefined && kind !== 'match');
  return { kind: 'passes', target: first ?? '' };
}
