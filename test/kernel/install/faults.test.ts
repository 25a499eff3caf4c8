import { describeHosts } from './describe.js';
import { takeDisk } from './faults/disk.js';
import { faultNamed } from './faults/faults.js';
import type { Outcome } from './faults/run.js';
import { session } from './faults/session.js';

/** `npm run faults` has them all, a thousand times; these are at places that a seed gives. */
const sample = [
  'a tool fails',
  'KILL to the installer',
  'the host starts again',
  'the disk fills up',
  'the disk is read-only',
  'TERM to the installer',
].map(faultNamed);

for (const [backend, seed] of [
  ['nftables', 61],
  ['iptables-legacy', 62],
] as const)
  describeHosts('an apply that is disturbed', backend, (host) => {
    test(`ends as it was before, or as it was to be, at places of seed ${seed}`, async () => {
      const outcomes: Outcome[] = [];
      try {
        await session(host(), seed, sample.length, (outcome) => outcomes.push(outcome), { all: sample });
      } finally {
        // Before the host is taken down, which cannot remove what something is mounted on.
        takeDisk(host());
      }
      expect(outcomes).toHaveLength(sample.length);
      expect(outcomes.filter(({ end }) => end === 'NEITHER')).toEqual([]);
    });
  });
