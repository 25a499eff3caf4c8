import { table } from './checked.js';

describe('long bans', () => {
  table(
    ['VG341'],
    [
      ['for a signature', 'sip:\n  bans: { signature: 25h }', ['3:22 VG341']],
      ['for a flood', 'sip:\n  bans: { flood: { over: 500/s, for: 7d } }', ['3:38 VG341']],
      ['for refusals', 'sip:\n  bans: { refused: { over: 6/min, for: 2d } }', ['3:40 VG341']],
      ['for challenges', 'sip:\n  bans: { challenged: { over: 6/min, for: 2d } }', ['3:43 VG341']],
      ['of a day', 'sip:\n  bans: { signature: 1d }', []],
      ['none at all', 'sip:\n  bans: null', []],
    ],
  );
});

describe('bans of those who come back', () => {
  table(
    ['VG341', 'VG383', 'VG393'],
    [
      ['that grow', 'sip:\n  bans: { again: { for: [2h, 1d] } }', []],
      ['shorter than the first', 'sip:\n  bans: { again: { for: [10m, 1d] } }', ['3:26 VG393']],
      ['that shrink', 'sip:\n  bans: { again: { for: [1d, 2h, 1d] } }', ['3:30 VG393']],
      ['of more than a day', 'sip:\n  bans: { again: { for: [2h, 2d] } }', ['3:30 VG341']],
      ['remembered too short', 'sip:\n  bans: { again: { for: [2h], within: 2h } }', ['3:39 VG383']],
      ['remembered for a week', 'sip:\n  bans: { again: { for: [8d] } }', ['3:26 VG341', '3:18 VG383']],
      ['alone', 'sip:\n  bans: { flood: null, signature: null, challenged: null, again: { for: [3m] } }', []],
    ],
  );
});

describe('conntrack', () => {
  table(
    ['VG351', 'VG352'],
    [
      ['few buckets', 'conntrack: { max: 1048576, buckets: 16384 }', ['2:37 VG351']],
      ['few buckets for the default maximum', 'conntrack: { buckets: 65536 }', ['2:23 VG351']],
      ['eight in a bucket', 'conntrack: { max: 524288, buckets: 65536 }', []],
      ['more than eight', 'conntrack: { max: 524289, buckets: 65536 }', ['2:36 VG351']],
      ['auto', 'conntrack: { max: 4194304, buckets: auto }', []],
      ['a small maximum', 'conntrack: { max: 65535 }', ['2:19 VG352']],
      ['the smallest good one', 'conntrack: { max: 65536 }', []],
    ],
  );
});

describe('untracked media', () => {
  const untracked = 'conntrack: { media: untracked }\n';
  table(
    ['VG360'],
    [
      ['of the defaults', untracked, []],
      ['tracked', 'services: { media: null }', []],
      ['none', `${untracked}services: { media: null }`, ['2:21 VG360']],
      ['beside another service', `${untracked}services: { other: { udp: [10000] } }`, ['2:21 VG360']],
      ['counted', `${untracked}services: { media: { limit: 50/s } }`, ['2:21 VG360']],
      ['for some', `${untracked}services: { media: { from: [192.0.2.1] } }`, ['2:21 VG360']],
      ['each packet counted', `${untracked}services: { media: { packets: 500/s } }`, []],
    ],
  );
});

describe('connections', () => {
  const untracked = 'conntrack: { sip: untracked }\n';
  table(
    ['VG353'],
    [
      ['written', `${untracked}sip:\n  strangers:\n    connections: { udp: 5 }`, ['5:5 VG353']],
      ['from the defaults alone', untracked, []],
      ['taken out', `${untracked}sip:\n  strangers:\n    connections: null`, []],
      ['strangers denied', `${untracked}sip:\n  strangers: deny`, []],
      ['tracked', 'sip:\n  strangers:\n    connections: { udp: 5 }', []],
    ],
  );
});
