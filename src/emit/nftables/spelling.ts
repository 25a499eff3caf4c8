import type { Milliseconds } from '../../net/units.js';
import { notLegalized } from '../not-legalized.js';

/**
 * The name of a chain, set or limit as nft's scanner takes it. A word of letters alone could be one of its hundreds
 * of keywords, and which those are changes with the version; a dot or a digit sets it apart.
 */
export function identifier(name: string): string {
  const taken = /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) && /[.0-9]/.test(name);
  return taken ? name : notLegalized(`nft would not take ${JSON.stringify(name)} for a name`);
}

/**
 * nft has no escape inside a string, so a double quote cannot be said. In a log prefix `$` begins a variable
 * (seen with nft 1.0.6: `unknown identifier`). Anything but printable ASCII would reach the log, or a terminal, raw.
 */
export function nftCanQuote(text: string): boolean {
  return /^[\x20-\x7e]+$/u.test(text) && !/["$]/u.test(text);
}

export function nftQuote(text: string): string {
  return nftCanQuote(text) ? `"${text}"` : notLegalized(`nft cannot quote ${JSON.stringify(text)}`);
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** As nft lists it, largest unit first: `1h30m`. */
export function nftTime(time: Milliseconds): string {
  return units
    .map(([unit, length], index) => {
      const above = units[index - 1]?.[1] ?? Number.POSITIVE_INFINITY;
      const amount = Math.floor((time % above) / length);
      return amount === 0 ? '' : `${amount}${unit}`;
    })
    .join('');
}

/** nft itself indents by tabs; two blanks leave room for the two families of a rule in one line. */
export const indent = '  ';
