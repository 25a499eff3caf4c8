import type { Place } from '../diagnostics/diagnostic.js';
import { type AddressRange, addressText, networkOf } from '../net/address.js';
import { addressSet, overlaps } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import { findOverlap } from '../net/merge-entries.js';
import type { Policy, Sources } from '../policy/policy.js';
import { type Check, finding, valueAt } from './check.js';

/** What one entry of some sources shares with others. */
export interface SharedAddresses {
  readonly place: Place | undefined;
  /** Where the entries of the others stand, at most `mostNamed`. */
  readonly others: readonly Place[];
  readonly addresses: string;
  /** How many shared ranges are not in `addresses`. */
  readonly more: number;
}

const mostNamed = 3;

/** The entries of `a` that share addresses with `b`, in the order of the policy, as many as `findOverlap` finds. */
export function sharedAddresses(a: Sources, b: Sources): readonly SharedAddresses[] {
  if (!overlaps(a.set, b.set)) return [];
  const found = findOverlap([...a.entries.ranges()], [...b.entries.ranges()]);
  const entries = [...new Set(found.map((one) => one.a))];
  return entries.map((entry) => {
    const pairs = found.filter((one) => one.a === entry);
    const named = pairs.slice(0, mostNamed);
    return {
      place: a.entries.placeOf(entry),
      others: named.flatMap((one) => b.entries.placeOf(one.b) ?? []),
      addresses: named.map(({ range }) => rangeText(range)).join(', '),
      more: pairs.length - named.length,
    };
  });
}

/** As a network where it is one, otherwise `first-last`. */
function rangeText(range: AddressRange): string {
  const [network, another] = cidrs(addressSet([range]), range.family);
  return network !== undefined && another === undefined ? network : spanText(range);
}

function spanText(range: AddressRange): string {
  return range.family === 'ipv4'
    ? `${addressText({ family: 'ipv4', value: range.first })}-${addressText({ family: 'ipv4', value: range.last })}`
    : `${addressText({ family: 'ipv6', value: range.first })}-${addressText({ family: 'ipv6', value: range.last })}`;
}

/** Addresses that are trusted and blocked; trusted wins on the SIP ports. */
export const trustedAndBlocked: Check = function* ({ policy: { trusted, blocked } }) {
  for (const { place, others, ...args } of sharedAddresses(trusted, blocked)) {
    yield finding(
      'VG311',
      place,
      args,
      others.map((other) => ({ place: other, label: 'blocked here' })),
    );
  }
};

/** Addresses that a service lets in and that are blocked; the service wins. */
export const serviceAndBlocked: Check = function* ({ policy: { services, blocked } }) {
  for (const { name: service, from } of services) {
    if (from === undefined) continue;
    for (const { place, others, ...args } of sharedAddresses(from, blocked)) {
      const related = others.map((other) => ({ place: other, label: 'blocked here' }));
      yield finding('VG312', place, { service, ...args }, related);
    }
  }
};

/** Addresses of this host that are blocked: they are left out. */
export const ownAndBlocked: Check = function* ({ policy: { services, sip, blocked } }) {
  const own = [sip.to, sip.at?.address, ...services.map(({ to }) => to)].filter(
    (to): to is Sources => to !== undefined,
  );
  for (const to of own) {
    for (const { place, others, ...args } of sharedAddresses(to, blocked)) {
      const related = others.map((other) => ({ place: other, label: 'blocked here' }));
      yield finding('VG392', place, args, related);
    }
  }
};

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

/** What the network is, where no packet from outside comes from it. */
export const networkNeverASource = (range: AddressRange): string | undefined =>
  networks.find((network) => isInside(range, network.range))?.what;

/** An entry for sources that never send anything here. Blocklists of bogus networks hold such on purpose. */
export const neverASource: Check = function* ({ policy }) {
  const never = addressSet(networks.map(({ range }) => range));
  for (const sources of letIn(policy)) {
    if (!overlaps(sources.set, never)) continue;
    for (const { range, index } of sources.entries.ranges()) {
      const what = networkNeverASource(range);
      if (what !== undefined) yield finding('VG375', sources.entries.placeOf(index), { what });
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

/** An entry that was to stand until a day that is over. Days of ISO 8601 compare as text. */
export const pastItsDay: Check = function* ({ policy: { dated }, document, today }) {
  for (const { address, until, path } of dated) {
    if (until >= today) continue;
    yield finding('VG313', valueAt(document, [...path, 'until']), { address, until, today });
  }
};
