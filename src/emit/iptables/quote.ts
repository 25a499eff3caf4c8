import { hex } from '../hex.js';
import { notLegalized } from '../not-legalized.js';

/** iptables breaks on longer parameters, measured as it prints them back (1.4.21: a crash). */
const LONGEST_PARAMETER = 1023;

/**
 * iptables-restore takes away double quotes and reads a backslash as "the next character, as it is". It refuses a
 * parameter that begins like its own option `-t`, quoted or not; a lone `!` is a negation. A backslash is lost when
 * old versions (1.4.7) save and restore their own rules, so none is written.
 */
export function iptablesCanQuote(text: string): boolean {
  const harmless = /^[\x20-\x7e]+$/u.test(text) && !/^[-!]|\\/u.test(text);
  return harmless && quoted(text, /["']/g).length <= LONGEST_PARAMETER;
}

/** For comments and log prefixes, where iptables-save also escapes the apostrophe. */
export function iptablesQuote(text: string): string {
  return iptablesCanQuote(text)
    ? quoted(text, /["']/g)
    : notLegalized(`iptables cannot quote ${JSON.stringify(text)}`);
}

/** The `string` match also takes its pattern in hex, which can say everything. Upper and lower case hold either way. */
export function patternOption(text: string): string {
  return iptablesCanQuote(text) ? `--string ${quoted(text, /"/g)}` : `--hex-string "|${hex(text)}|"`;
}

function quoted(text: string, escaped: RegExp): string {
  return `"${text.replace(escaped, '\\$&')}"`;
}
