import { type Count, fault, type Parsed, value } from './units.js';

/** Bytes of whole IP packets: `perSecond` refills a bucket that holds `burst`. */
export interface ByteRate {
  readonly perSecond: Count;
  readonly burst: Count;
}

/** 1,024, as nft and iptables count: `8 kbytes/second`, `8kb/s`. */
const units: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1_024],
  ['MB', 1_048_576],
]);

/**
 * The bucket of xt_hashlimit holds its burst once in an entry's life, and what a second refills ever after (measured on 6.18).
 * With less than a whole packet a second, a full one would never pass again.
 */
export const leastBytes = 2_048;
/** What xt_hashlimit and nft both keep exactly. */
export const mostBytes = 1_073_741_824;

export type ByteRateFault =
  | { readonly kind: 'not-a-byte-rate'; readonly text: string }
  | { readonly kind: 'too-few' | 'too-many'; readonly text: string };

/** `8kB/s burst 16kB`; the units are `B kB MB`. Without a burst, what a second gives. */
export function parseByteRate(text: string): Parsed<ByteRate, ByteRateFault> {
  const [, rate, rateUnit = '', burst = rate, burstUnit = rateUnit] = form.exec(text) ?? [];
  if (rate === undefined || burst === undefined) return fault({ kind: 'not-a-byte-rate', text });
  const bytes = (digits: string, unit: string) => Number(digits) * (units.get(unit) ?? 1);
  const perSecond = bytes(rate, rateUnit);
  const most = bytes(burst, burstUnit);
  if (perSecond < leastBytes || most < leastBytes) return fault({ kind: 'too-few', text });
  if (perSecond > mostBytes || most > mostBytes) return fault({ kind: 'too-many', text });
  return value({ perSecond: perSecond as Count, burst: Math.max(most, perSecond) as Count });
}

const form = /^(\d{1,10})(B|kB|MB)\/s(?: +burst +(\d{1,10})(B|kB|MB))?$/;

/** `8kB/s burst 16kB`. */
export const byteRateText = ({ perSecond, burst }: ByteRate): string =>
  `${bytesText(perSecond)}/s burst ${bytesText(burst)}`;

/** The largest unit that says it without a fraction. */
export function bytesText(bytes: number): string {
  if (bytes % 1_048_576 === 0) return `${bytes / 1_048_576}MB`;
  return bytes % 1_024 === 0 ? `${bytes / 1_024}kB` : `${bytes}B`;
}
