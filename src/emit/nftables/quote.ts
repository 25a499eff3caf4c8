import { notLegalized } from '../not-legalized.js';

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
