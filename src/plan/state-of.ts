import { createHash } from 'node:crypto';
import type { ListedSet } from './listing.js';
import type { Live } from './read-live.js';

/** A digest of each part of what stands, without counters and without what rules have learned. */
export interface StateParts {
  readonly iptables: string;
  readonly ipset: string;
  readonly nftables: string;
  readonly nftSets: string;
  readonly sysctl: string;
}

export function statePartsOf({ iptables, nftables, sysctls }: Live): StateParts {
  return {
    iptables: sha256(JSON.stringify(iptables.chains)),
    ipset: setsDigest(iptables.sets),
    nftables: sha256(JSON.stringify(nftables.chains)),
    nftSets: setsDigest(nftables.sets),
    sysctl: sha256(JSON.stringify([...sysctls])),
  };
}

/** A digest of all of it: it is another one when the host has moved. */
export const stateOf = (parts: StateParts): string => sha256(JSON.stringify(parts));

function setsDigest(sets: readonly ListedSet[]): string {
  const hash = createHash('sha256');
  for (const { name, attributes, addresses, sha256: known = '' } of sets) {
    hash.update(JSON.stringify([name, attributes, known]));
    if (addresses === undefined || known !== '') continue;
    hash.update(new Uint8Array(new Float64Array(addresses.ipv4).buffer)).update(addresses.ipv6.join());
  }
  return hash.digest('hex');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
