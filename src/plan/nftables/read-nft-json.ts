import { isList, isObject, type Json, type JsonObject, parseJson } from '../../json/json.js';
import { type Field, type ListedChain, type ListedRule, type ListedSet, readAddresses } from '../listing.js';

/** The one key of an object of libnftables-json(5) such as `{ "payload": ... }`, and what it holds. */
export function only(json: Json): readonly [kind: string, content: Json] | undefined {
  const [entry, ...more] = isObject(json) ? Object.entries(json) : [];
  return more.length === 0 ? entry : undefined;
}

/** What stands in a listing of `nft -j`, by kind; `undefined` for what is no such listing. */
export function objectsOf(
  text: string,
): readonly (readonly [kind: string, content: JsonObject])[] | undefined {
  const json = parseJson(text);
  const list = isObject(json) ? json.nftables : undefined;
  if (!isList(list)) return undefined;
  return list.flatMap((one) => {
    const [kind, content] = only(one) ?? [];
    return kind !== undefined && isObject(content) ? [[kind, content] as const] : [];
  });
}

const text = (json: Json | undefined): string => (json === undefined ? '' : expressionText(json));
const words = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

type Writer = (content: JsonObject) => string;

/** The expressions of libnftables-json(5) that our rules hold. */
const writers: Readonly<Record<string, Writer>> = {
  payload: ({ protocol, field, base, offset, len }) =>
    protocol === undefined
      ? `@${text(base)},${text(offset)},${text(len)}`
      : `${text(protocol)} ${text(field)}`,
  meta: ({ key }) => `meta ${text(key)}`,
  ct: ({ key, dir }) => words('ct', text(dir), text(key)),
  prefix: ({ addr, len }) => `${text(addr)}/${text(len)}`,
  elem: ({ val, timeout }) => words(text(val), timeout === undefined ? '' : `timeout ${text(timeout)}s`),
  goto: ({ target }) => `goto ${text(target)}`,
  jump: ({ target }) => `jump ${text(target)}`,
  limit: limitText,
};

/** An expression in the words of nft, as far as we know them; whatever else there is as JSON. */
function expressionText(json: Json): string {
  if (isList(json)) return json.map(expressionText).join(', ');
  if (!isObject(json)) return json === null ? '' : String(json);
  const [kind, content] = only(json) ?? [];
  if (kind === undefined || content === undefined) return JSON.stringify(json);
  if (isObject(content) && Object.hasOwn(writers, kind)) return writers[kind]?.(content) ?? '';
  if (content === null) return kind;
  if (isList(content)) return listText(kind, content);
  return `${kind} ${expressionText(content)}`;
}

function listText(kind: string, content: readonly Json[]): string {
  switch (kind) {
    case 'range':
      return content.map(expressionText).join('-');
    case 'concat':
      return content.map(expressionText).join(' . ');
    case 'set':
      return `{ ${content.map((one) => (isList(one) ? one.map(expressionText).join(': ') : expressionText(one))).join(', ')} }`;
  }
  return content.map(expressionText).join(` ${kind} `);
}

/** A burst that is not said is 5, which nft prints since 0.9.something and does not before. */
function limitText({ rate, per, burst, inv, rate_unit: unit }: JsonObject): string {
  const bytes = unit === undefined || unit === 'packets' ? '' : ` ${text(unit)}`;
  return `${inv === true ? 'over ' : ''}${text(rate)}${bytes}/${text(per)} burst ${text(burst ?? 5)}`;
}

type Reader = (content: JsonObject) => readonly Field[];

const said = (json: Json | undefined): string => (json === undefined ? '' : expressionText(json));

/** Statements of libnftables-json(5) with fields of their own; the others are one field each. */
const readers: Readonly<Record<string, Reader>> = {
  match: ({ op, left, right }) => [{ key: said(left), value: `${operator(op)}${said(right)}` }],
  limit: (content) => [{ key: 'rate', value: limitText(content) }],
  set: ({ op, set, elem, stmt }) => [
    { key: `${said(op)} ${said(set)}`, value: said(elem) },
    ...(isList(stmt) ? stmt.flatMap(statementFields) : []),
  ],
  vmap: ({ key, data }) => [{ key: `${said(key)} vmap`, value: said(data) }],
  mangle: ({ key, value }) => [{ key: `set ${said(key)}`, value: said(value) }],
  goto: ({ target }) => [{ key: 'verdict', value: `goto ${said(target)}` }],
  jump: ({ target }) => [{ key: 'verdict', value: `jump ${said(target)}` }],
  log: (content) =>
    Object.entries(content).map(([key, value]) => ({ key: `log ${key}`, value: said(value) })),
  // How often a rule was met is no part of it.
  counter: () => [{ key: 'counter', value: '' }],
};

const verdicts: ReadonlySet<string> = new Set(['accept', 'drop', 'return', 'continue', 'notrack', 'reject']);

/** `in` is what a bitmask is asked with; `==` is what everybody expects. */
const operator = (op: Json | undefined): string => (op === '==' || op === 'in' ? '' : `${said(op)} `);

/** The `expr` of a rule. */
export function fieldsOf(statements: Json | undefined): readonly Field[] {
  return isList(statements) ? statements.flatMap(statementFields) : [];
}

function statementFields(statement: Json): readonly Field[] {
  const [kind, content] = only(statement) ?? [];
  if (kind === undefined || content === undefined) return [{ key: 'statement', value: said(statement) }];
  if (kind === 'counter') return [{ key: kind, value: '' }];
  if (isObject(content) && Object.hasOwn(readers, kind)) return readers[kind]?.(content) ?? [];
  if (verdicts.has(kind))
    return [{ key: 'verdict', value: content === null ? kind : `${kind} ${said(content)}` }];
  return [{ key: kind, value: said(content) }];
}

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
