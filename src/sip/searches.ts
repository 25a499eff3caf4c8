import type { Pattern } from './signature.js';

/**
 * What is searched for in a packet, without regard to case: one of the lists must be there whole.
 *
 * RFC 3261 7.3.1 lets white space stand after the colon; one space, as everybody writes it, and none are looked for.
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
