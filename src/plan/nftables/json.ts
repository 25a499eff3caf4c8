/** What JSON.parse may give. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);

/** The one key of an object of libnftables-json(5) such as `{ "payload": ... }`, and what it holds. */
export function only(json: Json): readonly [kind: string, content: Json] | undefined {
  const [entry, ...more] = isObject(json) ? Object.entries(json) : [];
  return more.length === 0 ? entry : undefined;
}
