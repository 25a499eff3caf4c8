import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { AddressRange } from '../net/address.js';
import { type AddressSet, addressSet, count, intersect } from '../net/address-set.js';
import { type Family, families } from '../net/family.js';
import { publicAddresses } from '../net/reserved.js';
import type { Document } from '../parse/document.js';
import type { Policy } from '../policy/policy.js';
import type { UsedList } from '../policy/used-list.js';
import { type Check, finding } from './check.js';
import { type ListInUse, listsInUse } from './list-roles.js';
import { mostOf } from './worldwide.js';
import { valueAt } from './written.js';

/**
 * What one line of a list may hold of the public addresses. To be let in, a whole country may be written in large pieces: the largest
 * that is merged from neighbours, an IPv4 /5 and a block that a registry of IPv6 has.
 */
const mostOfLine: Readonly<Record<ListInUse['use'], Readonly<Record<Family, bigint>>>> = {
  blocked: mostOf,
  trusted: { ipv4: 2n ** 27n, ipv6: 2n ** 117n },
  from: { ipv4: 2n ** 27n, ipv6: 2n ** 117n },
};

/** A line of a list file for a large part of the internet, or lines that are most of it together: in a download, a mistake or an attack. */
export const wideLists: Check = function* (subject) {
  for (const used of listsInUse(subject.policy)) {
    const lines = [...wideLines(used, subject.policy)];
    yield* lines.length > 0 ? lines : wideTogether(used, subject.document);
  }
};

function* wideLines({ list, use, place }: ListInUse, { blocked }: Policy): Generator<Diagnostic> {
  let found = 0;
  for (const { range, index } of list.ranges) {
    if (!isLargeLine(range, use)) continue;
    if (++found > MOST_TOLD) return;
    yield finding('VG242', blocked.entries.placeOf(index), { file: list.file, place, whole: false });
  }
}

const MOST_TOLD = 20;

/** Whether a line is more of the internet than a list in this use can mean. */
export function isLargeLine(range: AddressRange, use: ListInUse['use']): boolean {
  const { family, first, last } = range;
  const most = mostOfLine[use];
  // What is no more than that anyway is most of each list.
  if (BigInt(last) - BigInt(first) < most[family]) return false;
  return count(intersect(addressSet([range]), publicAddresses), family) > most[family];
}

function* wideTogether({ list, place }: ListInUse, document: Document): Generator<Diagnostic> {
  const all = setOf(list);
  if (!families.some((family) => count(intersect(all, publicAddresses), family) * 2n > everybody[family]))
    return;
  yield finding('VG242', valueAt(document, list.path), { file: list.file, place, whole: true });
}

const setOf = ({ ranges }: UsedList): AddressSet => addressSet([...ranges].map(({ range }) => range));

const everybody = {
  ipv4: count(publicAddresses, 'ipv4'),
  ipv6: count(publicAddresses, 'ipv6'),
} as const satisfies Record<Family, bigint>;
