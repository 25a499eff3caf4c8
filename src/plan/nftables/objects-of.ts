import { isList, isObject, type Json, type JsonObject, only } from './json.js';

/** What stands in a listing of `nft -j`, by kind; `undefined` for what is no such listing. */
export function objectsOf(
  text: string,
): readonly (readonly [kind: string, content: JsonObject])[] | undefined {
  const json = parsed(text);
  const list = isObject(json) ? json.nftables : undefined;
  if (!isList(list)) return undefined;
  return list.flatMap((one) => {
    const [kind, content] = only(one) ?? [];
    return kind !== undefined && isObject(content) ? [[kind, content] as const] : [];
  });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
