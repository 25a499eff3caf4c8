import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { Field } from '../listing.js';
import { expressionText, limitText } from './expression-text.js';
import { only } from './only.js';

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
