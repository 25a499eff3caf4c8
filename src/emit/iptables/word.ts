import { notLegalized } from '../not-legalized.js';

/** A name that needs no quotes anywhere: of a chain, a set, a hash table. */
export function word(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name)
    ? name
    : notLegalized(`iptables would not take ${JSON.stringify(name)} for a name`);
}
