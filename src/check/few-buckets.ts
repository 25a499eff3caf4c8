import { type Check, finding } from './check.js';
import { alsoAt, isWritten, valueAt } from './written.js';

/** Entries in a full bucket; the kernel's own default is 1 to 4, by version. */
const mostPerBucket = 8;
/** What `auto` gives. */
const autoPerBucket = 4;

const maxPath = ['conntrack', 'max'];
const bucketsPath = ['conntrack', 'buckets'];

/** A maximum of connections with so few buckets that every lookup is a long walk. */
export const fewBuckets: Check = function* ({ policy: { conntrack }, document }) {
  const { max, buckets } = conntrack;
  if (buckets === 'auto' || max <= buckets * mostPerBucket) return;
  const enough = Math.ceil(max / autoPerBucket);
  const blamed = isWritten(document, bucketsPath) ? bucketsPath : maxPath;
  const related = blamed === bucketsPath ? alsoAt(document, maxPath, 'the maximum') : [];
  yield finding('VG351', valueAt(document, blamed), { max, buckets, enough }, related);
};
