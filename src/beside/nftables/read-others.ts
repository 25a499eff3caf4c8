import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import { fieldsOf, objectsOf, only } from '../../plan/nftables/read-nft-json.js';
import type { Case, Deed, ForeignBase, ForeignRule } from '../foreign.js';
import { type Answer, allOf, type Question } from '../question.js';
import { ownerOf } from '../refusals.js';
import { askMatch, askValue, comparisonOf, nftOpening } from './matches.js';
import { type Entries, entriesOf, spelled } from './port-sets.js';

/** A rule of somebody else with its statements, for those who ask what it is for. */
export interface NftRule extends ForeignRule {
  readonly table: string;
  readonly chain: string;
  readonly statements: readonly Json[];
  readonly comment: string | undefined;
}

/** A base chain of nft, with the table that it is in: `inet firewalld`. */
export interface NftBase extends ForeignBase {
  readonly table: string;
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
const hooks: ReadonlySet<string> = new Set(['ingress', 'prerouting', 'input', 'forward']);
/** What a chain of type nat drops is the first packet of a conversation, which is what is asked about. */
const types: ReadonlySet<string> = new Set(['filter', 'nat']);

/**
 * Every table but ours. ARP is no packet of anybody's policy.
 * @param listed Tables that iptables-nft lists, in words that can be read: `ip filter`.
 * @param devices Over which strangers come, as far as it is known.
 */
export function nftBases(
  text: string,
  listed: ReadonlySet<string>,
  devices: readonly string[],
): readonly NftBase[] {
  const objects = objectsOf(text) ?? [];
  const chains = new Map<string, Map<string, NftRule[]>>();
  const entries = entriesOf(objects);
  for (const [kind, content] of objects) {
    if (kind === 'chain') chainsOf(chains, content).set(String(content.name), []);
    else if (kind === 'rule')
      chainsOf(chains, content).get(String(content.chain))?.push(ruleOf(content, entries));
  }
  const states = tableStates(objects);
  return objects.flatMap(([kind, chain]): readonly NftBase[] => {
    const table = tableOf(chain);
    const state = states.get(table) ?? 'awake';
    if (kind !== 'chain' || table === 'inet vosguard' || listed.has(table) || chain.family === 'arp')
      return [];
    if (state === 'dormant' || !types.has(String(chain.type)) || !hooks.has(String(chain.hook))) return [];
    const own = chains.get(table) ?? new Map();
    return [
      {
        name: `the chain ${String(chain.name)} of the table ${table}`,
        table,
        owner: ownerOf([table, ...own.keys()]),
        family: familyOf(chain),
        hook: chain.hook === 'input' || chain.hook === 'forward' ? chain.hook : 'prerouting',
        chains: own,
        start: String(chain.name),
        policy: chain.policy === 'drop' ? 'drop' : 'accept',
        isDoubtful: state === 'unknown' || chain.family === 'bridge' || isElsewhere(chain, devices),
      },
    ];
  });
}

type TableState = 'awake' | 'dormant' | 'unknown';

/** A dormant table does nothing. nft 1.0.6 prints something else in the place of a flag's name, so what is no flag may be that one. */
function tableStates(objects: ReturnType<typeof objectsOf> & object): ReadonlyMap<string, TableState> {
  return new Map(
    objects.flatMap(([kind, { family, name, flags }]) => {
      if (kind !== 'table' || flags === undefined) return [];
      const words = isList(flags) ? flags : [flags];
      const known = words.every((flag) => flag === 'owner' || flag === 'persist');
      const state: TableState = words.includes('dormant') ? 'dormant' : known ? 'awake' : 'unknown';
      return [[`${String(family)} ${String(name)}`, state] as const];
    }),
  );
}

/** A chain at a device over which strangers do not come; nft 1.0.6 does not name the device in JSON, and `install.sh` reads it. */
function isElsewhere({ hook, dev }: JsonObject, devices: readonly string[]): boolean {
  if (hook !== 'ingress') return false;
  const named = dev === undefined ? [] : isList(dev) ? dev : [dev];
  return devices.length > 0 && !named.some((one) => devices.includes(String(one)));
}

/** All rules of others, whichever their hook. */
export function nftRules(text: string): readonly NftRule[] {
  const objects = objectsOf(text) ?? [];
  const entries = entriesOf(objects.filter(([kind, { type }]) => kind === 'map' || isOfPorts(type ?? null)));
  return objects.flatMap(([kind, content]) =>
    kind === 'rule' && tableOf(content) !== 'inet vosguard' ? [ruleOf(content, entries)] : [],
  );
}

/** A set of ports says by its entries what a rule is for; one of addresses says it by its name. */
const isOfPorts = (type: Json): boolean => type === 'inet_service';

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

function ruleOf({ expr, chain, ...rule }: JsonObject, entries: Entries): NftRule {
  const listed = isList(expr) ? expr : [];
  const table = tableOf(rule);
  const statements = listed.map((statement) => spelled(statement, table, entries));
  return {
    table,
    chain: String(chain),
    statements,
    comment: typeof rule.comment === 'string' ? rule.comment : undefined,
    opening: nftOpening(statements),
    text: fieldsOf(listed)
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
