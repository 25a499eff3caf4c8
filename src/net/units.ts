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
