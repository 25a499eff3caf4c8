import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import { only } from './only.js';

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
export function expressionText(json: Json): string {
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
export function limitText({ rate, per, burst, inv, rate_unit: unit }: JsonObject): string {
  const bytes = unit === undefined || unit === 'packets' ? '' : ` ${text(unit)}`;
  return `${inv === true ? 'over ' : ''}${text(rate)}${bytes}/${text(per)} burst ${text(burst ?? 5)}`;
}
