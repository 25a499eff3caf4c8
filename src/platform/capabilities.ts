import type { Capabilities } from '../legalize/capabilities.js';
import type { BackendName } from '../policy/policy.js';
import type { Platform } from './platform.js';
import { atLeast } from './version.js';

/** Tried with 1.8 only, as iptables-nft and as iptables-legacy. */
const companionFrom = '1.8.0';

/** What can be said in the chain that searches for nftables; `undefined` where the host's iptables is too old for it. */
export function companionOf(platform: Platform): Capabilities | undefined {
  if (!atLeast(platform.iptables, companionFrom)) return undefined;
  return { ...capabilitiesOf.iptables(platform), backend: 'nftables' };
}

/** What each backend can express on a platform. */
export const capabilitiesOf: Readonly<Record<BackendName, (platform: Platform) => Capabilities>> = {
  iptables: () => ({
    backend: 'iptables',
    families: 'one',
    portsPerMatch: 15, // XT_MULTI_PORTS; a range takes two of them
    chainName: { prefix: 'VG-', length: 28 }, // iptables 1.8.9: "must be under 29 chars"
    setName: { prefix: 'vg-', length: 27 }, // IPSET_MAXNAMELEN 32 with its NUL, less `-new` while a set is replaced
    meterName: { prefix: 'vg-', length: 15 }, // longer --hashlimit-name is cut without a word
    logPrefix: 29, // xt_LOG: 30 bytes with its NUL
    classify: 'rules',
    contains: true,
    containsLength: 128, // XT_STRING_MAX_PATTERN_SIZE
    tcpPayload: true,
    extensionHeaders: false,
    window: true,
    rateScale: 1_000_000, // XT_HASHLIMIT_SCALE_v2, revision 2 and later
    fullTable: 'closed', // xt_hashlimit drops what it cannot take into its table
  }),
  nftables: ({ nft, kernel }) => ({
    backend: 'nftables',
    families: 'both',
    portsPerMatch: Number.POSITIVE_INFINITY,
    chainName: { prefix: '', length: 127 }, // NFT_NAME_MAXLEN 256; 127 keeps listings readable
    setName: { prefix: '', length: 127 },
    meterName: { prefix: '', length: 127 },
    logPrefix: 127, // NF_LOG_PREFIXLEN 128 with its NUL
    classify: 'map',
    contains: false,
    containsLength: 0,
    tcpPayload: atLeast(kernel, '5.16') && atLeast(nft, '1.0.1'), // @ih, the inner header
    extensionHeaders: true,
    window: false,
    rateScale: undefined, // nanoseconds
    fullTable: 'as-asked',
  }),
};
