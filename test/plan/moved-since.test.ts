import { movedSince, type PlanFile } from '../../src/plan/plan-file.js';

const plan: PlanFile = {
  version: '1.0.0',
  host: { name: 'switch-1', id: 'aa' },
  backend: 'nftables',
  policy: { sha256: '11', profile: null },
  artifacts: '22',
  parts: { iptables: 'a', ipset: 'b', nftables: 'c', nftSets: 'd', sysctl: 'e' },
  changes: ['add rule x', 'change sysctl y'],
};

test.each<readonly [Partial<PlanFile>, string | undefined]>([
  [{}, undefined],
  [
    { policy: { sha256: '99', profile: null } },
    'the policy is another one: the plan was made from sha256 11, this is 99',
  ],
  [{ artifacts: '99' }, 'the policy is the same, and compiles to something else now'],
  [
    { parts: { ...plan.parts, nftables: 'z' }, changes: [...plan.changes, 'remove rule z'] },
    'the host has moved: the rules of nftables; in the plan now: + remove rule z',
  ],
  [
    { parts: { ...plan.parts, sysctl: 'z', ipset: 'z' }, changes: ['add rule x'] },
    'the host has moved: the sets of ipset, kernel parameters; in the plan now: - change sysctl y',
  ],
  // Something of ours that the policy says nothing about.
  [{ parts: { ...plan.parts, nftSets: 'z' } }, 'the host has moved: the sets of nftables'],
  [
    { parts: { ...plan.parts, iptables: 'z' }, changes: ['a', 'b', 'c', 'd', ...plan.changes] },
    'the host has moved: the rules of iptables; in the plan now: + a, + b, + c and 1 more',
  ],
])('%j', (moved, words) => {
  expect(movedSince(plan, { ...plan, ...moved })).toBe(words);
});
