import type { Count, Rate } from '../../net/units.js';
import type { Meter } from '../../ruleset/ruleset.js';
import { concrete } from '../family.js';
import { notLegalized } from '../not-legalized.js';
import { addressKey } from './address.js';
import { identifier } from './identifier.js';
import { nftQuote } from './quote.js';

/** `rate over 5/second burst 10 packets` */
export function bucket({ id, algorithm, sense }: Meter): string {
  switch (algorithm.kind) {
    case 'window':
      return notLegalized(`${id} is a window, which nft does not have`);
    case 'bytes':
      return byteText(sense, algorithm);
    case 'bucket':
      return bucketText(sense, algorithm);
  }
}

/** The kernel's bucket holds what a second gives beside the burst (nft_limit.c), so that much less is written. */
function byteText(
  sense: Meter['sense'],
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
): string {
  const more = burst - perSecond;
  const over = sense === 'over' ? 'over ' : '';
  return `rate ${over}${bytesWords(perSecond)}/second${more > 0 ? ` burst ${bytesWords(more)}` : ''}`;
}

/** As nft lists it: in the largest unit that leaves no fraction. */
function bytesWords(bytes: number): string {
  if (bytes % 1_048_576 === 0) return `${bytes / 1_048_576} mbytes`;
  return bytes % 1_024 === 0 ? `${bytes / 1_024} kbytes` : `${bytes} bytes`;
}

export function bucketText(
  sense: Meter['sense'],
  { rate, burst }: { readonly rate: Rate; readonly burst: Count },
): string {
  const over = sense === 'over' ? 'over ' : '';
  return `rate ${over}${rateText(rate)} burst ${burst} packets`;
}

const rateText = ({ count, unit }: Rate): string => `${count}/${unit}`;

/** Charges the bucket. A bucket of its own for each key is an element of a dynamic set; `update` starts its timeout anew. */
export function limitMatch(meter: Meter): string {
  if (meter.key === 'all') return `limit name ${nftQuote(identifier(meter.name))}`;
  const { expression } = addressKey(concrete(meter.family, meter.id), meter.key);
  return `update @${identifier(meter.name)} { ${expression} limit ${bucket(meter)} }`;
}

/**
 * A full set takes no new element, and the statement that would add one does not match. Where a new source must
 * match nevertheless, it is known by not being in the set. The lookup charges nothing: only an element that is
 * found is evaluated (nft_lookup of kernels 5.10 to 6.18), in 4.18 and 5.4 none.
 */
export function fullMatch(meter: Meter): string | undefined {
  const missed = meter.sense === 'over' ? 'closed' : 'open';
  if (meter.key === 'all' || meter.whenFull !== missed) return undefined;
  const { expression } = addressKey(concrete(meter.family, meter.id), meter.key);
  return `${expression} != @${identifier(meter.name)}`;
}
