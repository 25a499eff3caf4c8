/** What a signature looks for. `begins` and `contains` are compared without regard to case. */
export type Pattern =
  /** The header's value begins with the text: what attack tools send as their User-Agent. */
  | { readonly kind: 'begins'; readonly header: string; readonly text: string }
  /** The text stands anywhere in the header's value. */
  | { readonly kind: 'contains'; readonly header: string; readonly text: string }
  /** The text stands anywhere in the message. */
  | { readonly kind: 'raw'; readonly text: string };

export interface Signature {
  readonly id: string;
  readonly pattern: Pattern;
}
