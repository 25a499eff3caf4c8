import { addresses } from '../test/packets/addresses.js';
import type { Phone } from './actors/cast-protocol.js';
import { account } from './sip/accounts.js';

/** A /24 each: what is measured is the source's own way, not the limit of a subnet. */
const SUBNET = 256n;

/** Customers, each with an account and an address of its own; `from` on, so that two fleets do not share one. */
export function customers(count: number, from = 0): readonly Phone[] {
  const spread = addresses('10.0.0.1', from + count, SUBNET).slice(from);
  return spread.map((address, index) => ({ address, port: 5060, user: account(from + index) }));
}

/** Phones behind one address, told apart by their ports. */
export const office = (address: string, count: number, from: number): readonly Phone[] =>
  Array.from({ length: count }, (_, index) => ({ address, port: 6000 + index, user: account(from + index) }));

export const botnet = (count: number): readonly string[] => addresses('10.128.0.1', count, SUBNET);

/** Attackers that are few and alone. */
export const attackers = (count: number, from = 0): readonly string[] =>
  addresses('10.200.0.1', from + count, SUBNET).slice(from);
