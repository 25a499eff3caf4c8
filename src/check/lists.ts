import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import { type AddressRange, type Family, families } from '../net/address.js';
import { type AddressSet, addressSet, count, intersect, isEmpty, touches } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import { durationText } from '../net/duration.js';
import { publicAddresses } from '../net/reserved.js';
import type { Document } from '../parse/document.js';
import { isOnSwitch } from '../policy/list-spec.js';
import { pathText } from '../policy/path.js';
import type { Policy, Sources } from '../policy/policy.js';
import { leftOutOf, mayLeaveOut, type UsedList } from '../policy/sources.js';
import { type Check, finding, valueAt } from './check.js';
import { mostOf } from './worldwide.js';

/** What a list file is used for: whom it lets in, or whom it keeps out. */
export interface ListInUse {
  readonly list: UsedList;
  readonly use: 'trusted' | 'from' | 'blocked';
  /** As the policy says it: `trusted`, `services.ssh.from`. */
  readonly place: string;
}

type NamesSources = Pick<Policy, 'trusted' | 'blocked' | 'services' | 'sip'>;

/** Each list file with each of its uses. */
export function listsInUse({
  trusted,
  blocked,
  services,
  sip: { strangers },
}: NamesSources): readonly ListInUse[] {
  const of = (sources: Sources | undefined, use: ListInUse['use'], place: string) =>
    (sources?.lists ?? []).map((list) => ({ list, use, place }));
  return [
    ...of(trusted, 'trusted', 'trusted'),
    ...of(blocked, 'blocked', 'blocked'),
    ...(strangers === 'deny' ? [] : of(strangers.from, 'from', 'sip.strangers.from')),
    ...services.flatMap(({ name, from }) => of(from, 'from', `services.${name}.from`)),
  ];
}

/** A list that the host fetches by itself keeps out, and lets nobody in; of names that it resolves there are sets for `trusted` and `from` too. */
export const listsOfTheSwitch: Check = function* ({ policy, document }) {
  const { services, sip } = policy;
  const own = [sip.to, sip.at?.address, ...services.map(({ to }) => to)].flatMap((to) =>
    (to?.lists ?? []).map((list) => ({ list, place: pathText(to?.path ?? []) })),
  );
  const letIn = listsInUse(policy).filter(({ use }) => use !== 'blocked');
  const lacksSets = ({ list: { spec }, place }: { readonly list: UsedList; readonly place: string }) =>
    spec?.origin.kind === 'switch-names' &&
    (place === 'sip.strangers.from' || !letIn.some((one) => one.place === place));
  for (const used of [...letIn, ...own]) {
    const { list, place } = used;
    if (list.spec?.origin.kind === 'switch' || lacksSets(used))
      yield finding('VG257', valueAt(document, list.path), {
        list: list.spec?.name ?? list.file,
        place,
      });
  }
};

/** Who holds the zone of a name decides whom it lets in. */
export const listNames: Check = function* ({ policy, document }) {
  for (const { list, use, place } of listsInUse(policy)) {
    const origin = list.spec?.origin;
    if (use !== 'trusted' || (origin?.kind !== 'names' && origin?.kind !== 'switch-names')) continue;
    const at = valueAt(document, [...(list.spec?.path ?? []), 'names']);
    yield finding('VG256', at, { names: origin.names.join(', '), place });
  }
};

/** A list file without an address: an export or a download that has failed. */
export const emptyLists: Check = function* ({ policy, document }) {
  for (const { list, use, place } of listsInUse(policy)) {
    if (list.spec !== undefined && isOnSwitch(list.spec.origin)) continue;
    if (use === 'blocked' ? !blocksNobody(list) : holdsAny(list)) continue;
    const code = use === 'blocked' ? 'VG241' : 'VG240';
    yield finding(code, valueAt(document, list.path), { file: list.file, place });
  }
};

function holdsAny({ ranges }: UsedList): boolean {
  for (const _ of ranges) return true;
  return false;
}

/** A few entries are looked at closely: those of a long list are not all left out. */
function blocksNobody(list: UsedList): boolean {
  let entries = 0;
  for (const _ of list.ranges) if (++entries > FEW) return false;
  const { rest } = leftOutOf(list);
  return families.every((family) => isEmpty(rest, family));
}

const FEW = 100;

const DAY = 86_400_000;

/** Lists that were fetched too long ago. By days, as `until` is: a check has no clock. */
export const oldLists: Check = function* ({ policy, document, today }) {
  for (const { list, use, place } of listsInUse(policy)) {
    const fetched = list.locked?.fetched?.slice(0, 10);
    const most = list.spec?.maxAge;
    if (fetched === undefined || most === undefined) continue;
    if (Date.parse(today) - Date.parse(fetched) <= Math.max(most, DAY)) continue;
    const args = { file: list.file, place, fetched, today, most: durationText(most) };
    yield finding(use === 'blocked' ? 'VG255' : 'VG254', valueAt(document, list.path), args);
  }
};

/** What of a blocked list is not blocked, with its lines. */
export const leftOutLines: Check = function* ({ policy, document }) {
  const { blocked } = policy;
  for (const list of blocked.lists) {
    const { never, wholePrivate } = leftOutOf(list);
    for (const [code, set] of [
      ['VG243', wholePrivate],
      ['VG244', never],
    ] as const) {
      const lines = linesOf(list, set, blocked);
      if (lines.length === 0) continue;
      const args = { file: list.file, addresses: textOf(set), lines: lines.map(({ line }) => line) };
      yield finding(code, valueAt(document, list.path), args, lines.slice(0, MOST_NAMED).map(related));
    }
  }
};

const related = ({ place }: Line) => ({ place, label: 'left out' });

const MOST_NAMED = 20;

interface Line {
  readonly line: number;
  readonly place: Place;
}

function linesOf({ ranges }: UsedList, set: AddressSet, { entries }: Sources): readonly Line[] {
  if (!mayLeaveOut(set)) return [];
  const found: Line[] = [];
  for (const { range, index } of ranges) {
    if (!touches(set, range)) continue;
    const place = entries.placeOf(index);
    if (place !== undefined && 'line' in place) found.push({ line: place.line, place });
  }
  return found;
}

const textOf = (set: AddressSet): string =>
  families
    .flatMap((family) => [...cidrs(set, family)])
    .slice(0, MOST_NAMED)
    .join(', ');

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
