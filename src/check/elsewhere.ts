import { addressBits } from '../net/address.js';
import { isEmpty } from '../net/address-set.js';
import { networkNeverASource } from './addresses.js';
import { alsoAt, type Check, finding, keyAt, valueAt } from './check.js';

const path = ['sip', 'at'];
const address = [...path, 'address'];

/** A switch is on this host or elsewhere. */
export const hereAndElsewhere: Check = function* ({ policy: { sip }, document }) {
  if (sip.at === undefined || sip.to === undefined) return;
  yield finding(
    'VG384',
    keyAt(document, path),
    {},
    alsoAt(document, ['sip', 'to'], 'here it is on this host'),
  );
};

/** What is translated or learned behind conntrack cannot go without it. */
export const elsewhereUntracked: Check = function* ({ policy: { sip, conntrack }, document }) {
  if (sip.at === undefined) return;
  for (const what of ['sip', 'media'] as const)
    if (conntrack[what] === 'untracked')
      yield finding(
        'VG385',
        valueAt(document, ['conntrack', what]),
        { what },
        alsoAt(document, address, 'the switch'),
      );
};

/** A site has a /16 or a /48; what is wider is no switch. */
const widest = { ipv4: 16, ipv6: 48 } as const;

/** Where no switch can be, and where everybody is. */
export const elsewhereAnywhere: Check = function* ({ policy: { sip }, document }) {
  if (sip.at === undefined) return;
  const { set, entries } = sip.at.address;
  if (isEmpty(set, 'ipv4') && isEmpty(set, 'ipv6')) yield finding('VG388', valueAt(document, address), {});
  for (const { range, index } of entries.ranges()) {
    const place = entries.placeOf(index);
    const never = networkNeverASource(range);
    if (never !== undefined) yield finding('VG387', place, { what: never });
    else if (
      BigInt(range.last) - BigInt(range.first) >=
      1n << BigInt(addressBits[range.family] - widest[range.family])
    )
      yield finding('VG386', place, { widest: `a /${widest[range.family]}` });
  }
};
