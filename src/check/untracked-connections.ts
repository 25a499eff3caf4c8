import { type Check, finding } from './check.js';
import { alsoAt, isWritten, keyAt } from './written.js';

const connections = ['sip', 'strangers', 'connections'];

/** Open connections are to be limited and are not tracked. The defaults' own limits just fall away then. */
export const untrackedConnections: Check = function* ({ policy, document }) {
  if (policy.conntrack.sip === 'tracked' || !isWritten(document, connections)) return;
  const related = alsoAt(document, ['conntrack', 'sip'], 'here tracking is switched off');
  yield finding('VG353', keyAt(document, connections), {}, related);
};
