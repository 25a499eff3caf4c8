import type { Finding } from '../../src/diagnostics/diagnostic.js';
import { spanIn, spanOf } from './span-of.js';

export const policy = {
  path: 'policy.yaml',
  text: 'vosguard: 1\nservices:\n  ssh: { tcp: [22] }\nsip:\n  bans: { signature: 30d }\n',
};

export const open: Finding<'VG301'> = {
  code: 'VG301',
  args: { service: 'ssh', sources: 'everybody' },
  place: spanIn(policy, 'ssh'),
  related: [],
};

export const longBan: Finding<'VG341'> = {
  code: 'VG341',
  args: { name: 'sip.bans.signature', time: '30d' },
  place: spanIn(policy, '30d'),
  related: [],
};

export const untracked: Finding<'VG353'> = {
  code: 'VG353',
  args: {},
  place: spanOf('connections: 1\nsip: untracked\n', 'connections', 'sip.yaml'),
  related: [
    { place: spanOf('a: 1\nsip: untracked\n', 'untracked', 'base.yaml'), label: 'here it is switched off' },
  ],
};

/** A finding in a list, whose text is not kept. */
export const inList: Finding<'VG313'> = {
  code: 'VG313',
  args: { address: '203.0.113.9', until: '2026-01-31', today: '2026-02-01' },
  place: { file: { path: 'lists/a.txt', text: '' }, line: 7, column: 3, length: 11 },
  related: [],
};

/** Without a place, with a hostile name. */
export const nowhere: Finding<'VG314'> = {
  code: 'VG314',
  args: { group: 'a\x1b[2J\u202eb', what: 'group' },
  place: undefined,
  related: [],
};
