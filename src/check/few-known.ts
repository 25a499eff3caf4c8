import { type Check, finding } from './check.js';
import { alsoAt, isWritten, valueAt } from './written.js';

const baseline = ['vos3000', 'baseline', 'registrations'];
const size = ['sip', 'sizes', 'known'];

/** The table of known sources has no room for the registrations of a normal day. */
export const fewKnown: Check = function* ({ policy, document }) {
  const { strangers, sizes } = policy.sip;
  const registrations = policy.vos3000?.registrations;
  if (strangers === 'deny' || registrations === undefined || sizes.known >= registrations) return;
  const blamed = isWritten(document, size) ? size : baseline;
  const related = blamed === size ? alsoAt(document, baseline, 'the registrations') : [];
  yield finding('VG357', valueAt(document, blamed), { known: sizes.known, registrations }, related);
};
