import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import { fieldsOf, objectsOf, only } from '../../plan/nftables/read-nft-json.js';
import type { Case, Deed, ForeignBase, ForeignRule } from '../foreign.js';
import { type Answer, allOf, type Question } from '../question.js';
import { ownerOf } from '../refusals.js';
import { askMatch, askValue, comparisonOf, nftOpening } from './matches.js';

/** A rule of somebody else with its statements, for those who ask what it is for. */
export interface NftRule extends ForeignRule {
  readonly table: string;
  readonly chain: string;
  readonly statements: readonly Json[];
}

/** Statements that neither ask nor decide. */
const passing: ReadonlySet<string> = new Set([
  'counter',
  'log',
  'mangle',
  'notrack',
  'set',
  'map',
  'ct helper',
  'ct timeout',
]);
/** Tables that iptables-nft makes: its own tool lists them in words that can be read. */
const ofIptables = /^ip6? (?:raw|mangle|nat|filter|security)$/;
const hooks: ReadonlySet<string> = new Set(['ingress', 'prerouting', 'input']);

/** Every table but ours. @param withIptables Also those that iptables-nft makes, where nobody else lists them. */
export function nftBases(text: string, withIptables: boolean): readonly ForeignBase[] {
  const objects = objectsOf(text) ?? [];
  const chains = new Map<string, Map<string, NftRule[]>>();
  for (const [kind, content] of objects) {
    if (kind === 'chain') chainsOf(chains, content).set(String(content.name), []);
    else if (kind === 'rule') chainsOf(chains, content).get(String(content.chain))?.push(ruleOf(content));
  }
  return objects.flatMap(([kind, chain]): readonly ForeignBase[] => {
    const table = tableOf(chain);
    const foreign = table !== 'inet vosguard' && (withIptables || !ofIptables.test(table));
    if (kind !== 'chain' || !foreign || chain.type !== 'filter' || !hooks.has(String(chain.hook))) return [];
    const own = chains.get(table) ?? new Map();
    return [
      {
        name: `the chain ${String(chain.name)} of the table ${table}`,
        owner: ownerOf([table, ...own.keys()]),
        family: familyOf(chain),
        hook: chain.hook === 'input' ? 'input' : 'prerouting',
        chains: own,
        start: String(chain.name),
        policy: chain.policy === 'drop' ? 'drop' : 'accept',
      },
    ];
  });
}

/** All rules of others, whichever their hook. */
export const nftRules = (text: string): readonly NftRule[] =>
  (objectsOf(text) ?? []).flatMap(([kind, content]) =>
    kind === 'rule' && tableOf(content) !== 'inet vosguard' ? [ruleOf(content)] : [],
  );

const tableOf = ({ family, table }: JsonObject): string => `${String(family)} ${String(table)}`;

function familyOf({ family }: JsonObject): ForeignBase['family'] {
  return family === 'ip' ? 'ipv4' : family === 'ip6' ? 'ipv6' : 'any';
}

function chainsOf(all: Map<string, Map<string, NftRule[]>>, thing: JsonObject): Map<string, NftRule[]> {
  const table = tableOf(thing);
  const found = all.get(table) ?? new Map<string, NftRule[]>();
  all.set(table, found);
  return found;
}

function ruleOf({ expr, chain, ...rule }: JsonObject): NftRule {
  const statements = isList(expr) ? expr : [];
  return {
    table: tableOf(rule),
    chain: String(chain),
    statements,
    opening: nftOpening(statements),
    text: fieldsOf(statements)
      .map(({ key, value }) =>
        key === 'verdict' ? value.replace(/^reject .*/, 'reject') : `${key} ${value}`.trim(),
      )
      .join(' '),
    asks: (question) => allOf(statements.map((statement) => asksOf(statement, question))),
    does: deedOf(statements),
  };
}

function asksOf(statement: Json, question: Question): Answer {
  const [kind, content] = only(statement) ?? [];
  if (kind === 'match') return isObject(content) ? askMatch(content, question) : 'unknown';
  if (kind === 'vmap' || (kind !== undefined && (passing.has(kind) || verdictOf(statement) !== undefined)))
    return 'yes';
  return 'unknown';
}

function deedOf(statements: readonly Json[]): Deed {
  const last = statements.at(-1) ?? null;
  const [kind, content] = only(last) ?? [];
  if (kind === 'vmap' && isObject(content)) return { kind: 'choose', cases: casesOf(content) };
  return verdictOf(last) ?? { kind: 'nothing' };
}

function casesOf({ key = null, data }: JsonObject): readonly Case[] {
  const [, pairs] = (data === undefined ? undefined : only(data)) ?? [];
  if (!isList(pairs)) return [];
  return pairs.flatMap((pair) => {
    const [wanted = null, verdict = null] = isList(pair) ? pair : [];
    const does = verdictOf(verdict);
    return does === undefined
      ? []
      : [
          {
            asks: (question: Question) => askValue(key, wanted, question),
            opening: comparisonOf(key, wanted),
            does,
          },
        ];
  });
}

function verdictOf(statement: Json): Case['does'] | undefined {
  const [kind, content] = only(statement) ?? [];
  switch (kind) {
    case 'accept':
    case 'return':
      return { kind };
    case 'continue':
      return { kind: 'nothing' };
    case 'drop':
    case 'reject':
      return { kind: 'refuse' };
    case 'jump':
    case 'goto':
      return isObject(content)
        ? { kind: 'enter', chain: String(content.target), comesBack: kind === 'jump' }
        : undefined;
  }
  return undefined;
}
