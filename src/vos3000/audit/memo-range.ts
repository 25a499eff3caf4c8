import type { Range } from '../catalogue/value-kind.js';

/**
 * The range that a row of `e_moconfig` states itself: the last word of its memo, `60-3600` of `ID_CLIENT_STRING1371 60-3600`.
 * `undefined` where there is none, or nothing that could be one.
 */
export function memoRange(memo: string | undefined): Range | undefined {
  const [, least, most] = /(?:^|\s)(\d{1,15})-(\d{1,15})\s*$/.exec(memo ?? '') ?? [];
  const range = { least: Number(least), most: Number(most) };
  return least !== undefined && range.least <= range.most ? range : undefined;
}
