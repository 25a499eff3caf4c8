import fc from 'fast-check';
import { validPolicy } from '../kernel/valid-policy.js';
import { compileText } from '../lint-text.js';
import { refusals } from './read-restore.js';
import { setsOf } from './sets-of.js';

const files = { ipv4: 'iptables.rules', ipv6: 'ip6tables.rules' } as const;

test.each([
  ['centos6', '1.4.7'],
  ['centos7', '1.4.21'],
] as const)('whatever compiles for %s is read by %s as it was meant', (platform, version) => {
  fc.assert(
    fc.property(validPolicy, (policy) => {
      const { artifacts } = compileText(JSON.stringify({ ...JSON.parse(policy), target: { platform } }));
      const sets = setsOf(artifacts.get('ipset.rules') ?? '');
      for (const family of ['ipv4', 'ipv6'] as const)
        expect(refusals(artifacts.get(files[family]) ?? '', { version, family, sets })).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
