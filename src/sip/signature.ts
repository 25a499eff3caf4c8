/** The request methods of RFC 3261, 3262, 3311, 6086, 6665, 3903, 3428 and 3515, in the order in which they are tried. */
export const methods = [
  'REGISTER', 'INVITE', 'OPTIONS', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO',
  'SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE', 'REFER',
] as const; // biome-ignore format: a table

export type Method = (typeof methods)[number];

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
