import type { Method } from './method.js';

/** What a signature looks for, compared without regard to case. */
export type Pattern =
  /** The header's value begins with the text: what attack tools send as their User-Agent. */
  | { readonly kind: 'begins'; readonly header: string; readonly text: string }
  /** The text stands anywhere in the header's value. */
  | { readonly kind: 'contains'; readonly header: string; readonly text: string }
  /** A request of this method whose address begins with the text. */
  | { readonly kind: 'request'; readonly method: Method; readonly text: string }
  /** The text stands anywhere in the message. */
  | { readonly kind: 'raw'; readonly text: string };

export interface Signature {
  readonly id: string;
  readonly pattern: Pattern;
}
