import { isList, isObject, type JsonObject } from '../../json/json.js';
import { readAddresses } from '../addresses/read-addresses.js';
import type { Field, ListedChain, ListedRule, ListedSet } from '../listing.js';
import { expressionText } from './expression-text.js';
import { fieldsOf } from './fields-of.js';
import { objectsOf } from './objects-of.js';

export interface NftTable {
  readonly chains: readonly ListedChain[];
  readonly sets: readonly ListedSet[];
}

const TABLE = 'vosguard';
/**
 * What a listing says of a thing that is no property of it: where it is, and what stands in it. `dev` is told by some versions
 * and not by others (1.0.6: for netdev only).
 */
const notAttributes: ReadonlySet<string> = new Set([
  'family',
  'name',
  'table',
  'handle',
  'elem',
  'count',
  'comment',
  'dev',
]);

/**
 * What nft prints in JSON of our table; `undefined` for what is no such listing. Other tables in it are not read. With
 * `--terse` there are no elements, and the sets are without `entries`.
 */
export function readNftJson(text: string): NftTable | undefined {
  const objects = objectsOf(text);
  if (objects === undefined) return undefined;
  const ours = objects.filter(
    ([, { table, name, family }]) => family === 'inet' && (table ?? name) === TABLE,
  );
  const rules = new Map<string, ListedRule[]>();
  for (const [kind, rule] of ours) {
    if (kind !== 'rule') continue;
    const chain = String(rule.chain);
    const found = rules.get(chain) ?? [];
    found.push(ruleOf(rule));
    rules.set(chain, found);
  }
  return {
    chains: ours
      .filter(([kind]) => kind === 'chain')
      .map(([, chain]) => ({
        place: 'inet',
        name: String(chain.name),
        attributes: attributesOf(chain),
        rules: rules.get(String(chain.name)) ?? [],
      })),
    sets: ours
      .filter(([kind]) => kind !== 'chain' && kind !== 'rule' && kind !== 'table')
      .map(([kind, set]) => setOf(kind, set)),
  };
}

const ruleOf = ({ comment, expr }: JsonObject): ListedRule => ({
  id: typeof comment === 'string' ? comment : undefined,
  fields: fieldsOf(expr),
});

function setOf(kind: string, set: JsonObject): ListedSet {
  const name = String(set.name);
  const attributes = [{ key: 'kind', value: kind }, ...attributesOf(set)];
  const { elem } = set;
  if (!isList(elem)) return { name, attributes, entries: undefined, addresses: undefined };
  // What is timed or bears a limit was put there by a rule.
  const learned =
    set.timeout !== undefined || set.size !== undefined || (isObject(elem[0]) && 'elem' in elem[0]);
  return {
    name,
    attributes,
    entries: elem.length,
    addresses: learned ? undefined : readAddresses(elem.map(expressionText)),
  };
}

function attributesOf(thing: JsonObject): readonly Field[] {
  return Object.entries(thing)
    .filter(([key]) => !notAttributes.has(key))
    .map(
      ([key, value]): Field => ({
        key,
        value: isList(value) ? value.map(expressionText).toSorted().join(',') : expressionText(value),
      }),
    )
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
