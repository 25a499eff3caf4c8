import { isList, isObject, type JsonObject, parseJson } from '../../json/json.js';
import { only } from './only.js';

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
