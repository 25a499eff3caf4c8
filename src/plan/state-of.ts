import { createHash } from 'node:crypto';
import { cidrs } from '../net/cidrs.js';
import { families } from '../net/family.js';
import type { Live } from './read-live.js';

/** A digest of what stands, without counters and without what rules have learned: it is another one when the host has moved. */
export function stateOf({ iptables, nftables, sysctls }: Live): string {
  const hash = createHash('sha256');
  for (const { chains, sets } of [iptables, nftables]) {
    hash.update(JSON.stringify(chains));
    for (const { name, attributes, addresses } of sets) {
      hash.update(JSON.stringify([name, attributes]));
      if (addresses === undefined) continue;
      for (const family of families)
        for (const network of cidrs(addresses, family)) hash.update(`${network}\n`);
    }
  }
  return hash.update(JSON.stringify([...sysctls])).digest('hex');
}
