import type { Pattern } from './signature.js';

/**
 * What is searched for in a packet, without regard to case: one of the lists must be there whole.
 *
 * One space after the colon, as everybody writes it, and none are looked for; `otherSpellings` tells of the rest.
 * A text at any place of a header cannot be tied to that header by a search in the packet: both are asked for.
 */
export function searches(pattern: Pattern): readonly (readonly string[])[] {
  switch (pattern.kind) {
    case 'begins':
      return [[`${pattern.header}: ${pattern.text}`], [`${pattern.header}:${pattern.text}`]];
    case 'contains':
      return [[`${pattern.header}:`, pattern.text]];
    case 'request':
      return [[`${pattern.method} ${pattern.text}`]];
    case 'raw':
      return [[pattern.text]];
  }
}

/** The one-letter names of headers that a signature may name: RFC 3261 7.3.3 and 20. */
const compactNames: ReadonlyMap<string, string> = new Map([
  ['call-id', 'i'],
  ['contact', 'm'],
  ['content-encoding', 'e'],
  ['content-length', 'l'],
  ['content-type', 'c'],
  ['from', 'f'],
  ['subject', 's'],
  ['supported', 'k'],
  ['to', 't'],
  ['via', 'v'],
]);

/**
 * How else the header may be written: RFC 3261 7.3.1 lets white space stand before and after the colon, a line break with a
 * blank behind it included, and 7.3.3 one letter for some names. No device was seen to write so; whoever wants to hide does.
 */
export function otherSpellings(pattern: Pattern): readonly string[] {
  if (pattern.kind === 'request' || pattern.kind === 'raw') return [];
  const { header } = pattern;
  const before = [`${header} `, `${header}\t`];
  const after = [`${header}:  `, `${header}:\t`, `${header}:\r`, `${header}:\n`];
  const compact = compactNames.get(header.toLowerCase());
  const letter = compact === undefined ? [] : [`\n${compact}:`, `\n${compact} `, `\n${compact}\t`];
  return [...before, ...(pattern.kind === 'begins' ? after : []), ...letter];
}

/** So many letters do not stand in a row in a random token by chance: once in 200,000 messages of 300 of them. */
const sure = 5;

/**
 * What is searched for in a message that spells the header in another way: the text alone, since no search finds "any number
 * of blanks". A short one must have a blank or the colon before it, so that a tag or a Call-ID does not betray anybody.
 */
export function searchesOfOtherSpelling(pattern: Pattern): readonly (readonly string[])[] {
  if (pattern.kind === 'request' || pattern.kind === 'raw') return [];
  const { text } = pattern;
  if (pattern.kind === 'contains' || text.length >= sure) return [[text]];
  return [[` ${text}`], [`\t${text}`], [`:${text}`]];
}
