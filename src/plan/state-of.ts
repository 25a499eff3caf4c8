import { createHash } from 'node:crypto';
import type { Live } from './read-live.js';

/** A digest of what stands, without counters and without what rules have learned: it is another one when the host has moved. */
export function stateOf({ iptables, nftables, sysctls }: Live): string {
  const hash = createHash('sha256');
  for (const { chains, sets } of [iptables, nftables]) {
    hash.update(JSON.stringify(chains));
    for (const { name, attributes, addresses } of sets) {
      hash.update(JSON.stringify([name, attributes]));
      if (addresses === undefined) continue;
      hash.update(new Uint8Array(new Float64Array(addresses.ipv4).buffer)).update(addresses.ipv6.join());
    }
  }
  return hash.update(JSON.stringify([...sysctls])).digest('hex');
}
