/** What a parser of one value gives: the value, or what is wrong as data. Nothing here throws at a user's text. */
export type Parsed<T, F> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: F };

export const value = <T>(value: T): { readonly kind: 'value'; readonly value: T } => ({
  kind: 'value',
  value,
});
export const fault = <F>(fault: F): { readonly kind: 'fault'; readonly fault: F } => ({
  kind: 'fault',
  fault,
});
