import type { Range } from '../catalogue/value-kind.js';

/**
 * The range that a row of `e_moconfig` states itself: the last word of its memo, `60-3600` of `ID_CLIENT_STRING1371 60-3600`.
 * Some rows of 2.1.4.0 have fractions (`0.0-10000000`) or two dashes (`0--23`, hours of a day). `undefined` where there is none, or
 * nothing that could be one, such as a list of words in brackets.
 */
export function memoRange(memo: string | undefined): Range | undefined {
  const [, least, most] =
    /(?:^|\s)(\d{1,15}(?:\.\d{1,6})?)--?(\d{1,15}(?:\.\d{1,6})?)\s*$/.exec(memo ?? '') ?? [];
  const range = { least: Number(least), most: Number(most) };
  return least !== undefined && range.least <= range.most ? range : undefined;
}
