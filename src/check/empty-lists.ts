import { isEmpty } from '../net/address-set.js';
import { families } from '../net/family.js';
import { leftOutOf } from '../policy/left-out.js';
import type { UsedList } from '../policy/used-list.js';
import { type Check, finding } from './check.js';
import { listsInUse } from './list-roles.js';
import { valueAt } from './written.js';

/** A list file without an address: an export or a download that has failed. */
export const emptyLists: Check = function* ({ policy, document }) {
  for (const { list, use, place } of listsInUse(policy)) {
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
