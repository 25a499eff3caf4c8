import { type AddressRange, networkOf } from '../net/address.js';
import { addressSet, overlaps } from '../net/address-set.js';
import type { Policy, Sources } from '../policy/policy.js';
import { type Check, finding } from './check.js';

const ipv4 = (value: number, prefix: number): AddressRange => networkOf({ family: 'ipv4', value }, prefix);
const ipv6 = (value: bigint, prefix: number): AddressRange => networkOf({ family: 'ipv6', value }, prefix);

/** Networks that no packet from outside comes from (RFC 1122 3.2.1.3, RFC 5771, RFC 4291 2.5.2, 2.5.3 and 2.7). */
const networks: readonly { readonly range: AddressRange; readonly what: string }[] = [
  { range: ipv4(0, 8), what: '"this network"' },
  { range: ipv4(0x7f00_0000, 8), what: 'loopback, which is never touched' },
  { range: ipv4(0xe000_0000, 4), what: 'multicast' },
  { range: ipv6(0n, 128), what: 'the unspecified address' },
  { range: ipv6(1n, 128), what: 'loopback, which is never touched' },
  { range: ipv6(0xffn << 120n, 8), what: 'multicast' },
];

/** An entry for sources that never send anything here. Blocklists of bogus networks hold such on purpose. */
export const neverASource: Check = function* ({ policy }) {
  const never = addressSet(networks.map(({ range }) => range));
  for (const sources of letIn(policy)) {
    if (!overlaps(sources.set, never)) continue;
    for (const { range, index } of sources.entries.ranges()) {
      const within = networks.find((network) => isInside(range, network.range));
      if (within !== undefined) yield finding('VG375', sources.entries.placeOf(index), { what: within.what });
    }
  }
};

function letIn({ trusted, services, sip: { strangers } }: Policy): readonly Sources[] {
  const from = strangers === 'deny' ? undefined : strangers.from;
  return [
    trusted,
    ...services.flatMap((service) => service.from ?? []),
    ...(from === undefined ? [] : [from]),
  ];
}

function isInside(inner: AddressRange, outer: AddressRange): boolean {
  return inner.family === outer.family && outer.first <= inner.first && inner.last <= outer.last;
}
