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
