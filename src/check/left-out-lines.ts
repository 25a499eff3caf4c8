import type { Place } from '../diagnostics/source.js';
import { type AddressSet, touches } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import { families } from '../net/family.js';
import { leftOutOf, mayLeaveOut } from '../policy/left-out.js';
import type { Sources } from '../policy/policy.js';
import type { UsedList } from '../policy/used-list.js';
import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

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
