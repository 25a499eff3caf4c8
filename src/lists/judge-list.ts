import { isLargeLine } from '../check/lists.js';
import { type AddressRange, families } from '../net/address.js';
import { addressSet, count, intersect } from '../net/address-set.js';
import { publicAddresses } from '../net/reserved.js';
import { type ParsedList, parseList } from '../validate/addresses/list-file.js';
import { listText } from '../validate/addresses/list-tokens.js';
import type { FetchedList } from './fetched-lists.js';

export type Judged =
  | { readonly kind: 'take'; readonly text: string; readonly entries: number }
  /** What stood stays. */
  | { readonly kind: 'keep'; readonly why: string };

const keep = (why: string): Judged => ({ kind: 'keep', why });

/**
 * Whether what was fetched may take the place of what stands. Nobody looks at it before it counts, so whatever looks like a failure, a
 * mistake or an attack is refused. `accepted`: the operator has looked at how much has changed.
 */
export function judgeList(
  list: FetchedList,
  {
    fetched,
    before,
    accepted,
  }: { readonly fetched: Uint8Array; readonly before: Uint8Array | undefined; readonly accepted: boolean },
): Judged {
  const { spec } = list;
  const read = listText(fetched, spec.form.kind === 'json');
  if (read.kind === 'other') return keep(others[read.what]);
  const parsed = parseList(read.text, 0, spec.form);
  const entries = parsed.starts.length - parsed.faultCount;
  const wrong = unreadable(parsed, spec.skip) ?? outOfBounds(entries, list) ?? tooWide(parsed, list.letsIn);
  const changed = accepted || before === undefined ? undefined : tooMuch(parsed, before, list);
  const why = wrong ?? changed;
  return why === undefined ? { kind: 'take', text: read.text, entries } : keep(why);
}

const others = {
  html: 'a page in HTML came instead of a list',
  json: 'JSON came, which the format does not say',
  compressed: 'a compressed file came',
  binary: 'what came is no text',
} as const;

function unreadable({ whole, faults, faultCount }: ParsedList, skip: number): string | undefined {
  if (!whole) return 'it breaks off, or is no JSON';
  if (faultCount <= skip) return undefined;
  const line = faults[0]?.token.line ?? 1;
  return `${faultCount} ${faultCount === 1 ? 'line' : 'lines'} cannot be read, the first is line ${line}; skip allows ${skip}`;
}

/** Where the policy says nothing: more is a mistake of the source, or an attack on this host's memory. */
export const MOST_ENTRIES = 200_000;

function outOfBounds(
  entries: number,
  { spec: { min = 1, max = MOST_ENTRIES } }: FetchedList,
): string | undefined {
  if (entries < min)
    return entries === 0 ? 'it has no address' : `it has ${entries} entries, fewer than min: ${min}`;
  return entries > max ? `it has ${entries} entries, more than max: ${max}` : undefined;
}

function tooWide({ ranges, lines }: ParsedList, letsIn: boolean): string | undefined {
  for (const { range, index } of ranges)
    if (isLargeLine(range, letsIn ? 'from' : 'blocked'))
      return `line ${lines[index]} stands for a large part of the internet`;
  const all = intersect(addressSet(bare(ranges)), publicAddresses);
  const half = families.some((family) => count(all, family) * 2n > count(publicAddresses, family));
  return half ? 'it holds more than half of all addresses' : undefined;
}

function* bare(ranges: ParsedList['ranges']): Generator<AddressRange> {
  for (const { range } of ranges) yield range;
}

/** A list of a few entries changes by large parts. */
const FEW = 10;

function tooMuch(now: ParsedList, bytes: Uint8Array, { spec }: FetchedList): string | undefined {
  const read = listText(bytes, spec.form.kind === 'json');
  const before = keysOf(parseList(read.kind === 'text' ? read.text : '', 0, spec.form));
  const after = keysOf(now);
  if (before.size < FEW) return undefined;
  const gone = [...before].filter((key) => !after.has(key)).length;
  const added = after.size - (before.size - gone);
  const most = spec.maxChange;
  const told = `of ${before.size} entries ${gone} are gone, and ${added} are new`;
  if (most !== undefined)
    return (gone + added) * 100 > most * before.size ? `${told}: more than max_change: ${most}` : undefined;
  return after.size * 2 < before.size ? `${told}: fewer than half are left` : undefined;
}

function keysOf({ ranges }: ParsedList): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { range } of ranges) keys.add(`${range.first}-${range.last}`);
  return keys;
}
