declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Whole milliseconds, at least 1. */
export type Milliseconds = Branded<number, 'Milliseconds'>;
/** A number of packets, flows or table entries, at least 1. */
export type Count = Branded<number, 'Count'>;
/** 1 to 65535. */
export type Port = Branded<number, 'Port'>;
/** Canonical text of an address or network: `192.0.2.8/29`, `2001:db8::1`; host bits are zero. */
export type Cidr = Branded<string, 'Cidr'>;

export type RateUnit = 'second' | 'minute' | 'hour' | 'day';

/** `count` tokens every `unit`, as the kernel's token buckets are given theirs. */
export interface Rate {
  readonly count: Count;
  readonly unit: RateUnit;
}

/** Both ends included; `first <= last`. */
export interface PortRange {
  readonly first: Port;
  readonly last: Port;
}

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

/** Rounded up: an entry never leaves before its time. For the kernel's interfaces that count whole seconds. */
export function seconds(time: Milliseconds): number {
  return Math.ceil(time / 1000);
}

export type CountProblem = 'not-a-number' | 'not-whole' | 'negative' | 'zero' | 'too-high';

/** A whole number from 1 to `most`, in decimal digits only: no sign, no exponent, no thousands. */
export function parseCount(text: string, most: number): Parsed<Count, CountProblem> {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return fault('not-a-number');
  const number = Number(text);
  if (number < 0) return fault('negative');
  if (!/^-?\d+$/.test(text)) return fault('not-whole');
  if (number === 0) return fault('zero');
  return number > most ? fault('too-high') : value(number as Count);
}
