import { isObject, type Json } from '../../json/json.js';

/** The one key of an object of libnftables-json(5) such as `{ "payload": ... }`, and what it holds. */
export function only(json: Json): readonly [kind: string, content: Json] | undefined {
  const [entry, ...more] = isObject(json) ? Object.entries(json) : [];
  return more.length === 0 ? entry : undefined;
}
