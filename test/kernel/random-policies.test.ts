import fc from 'fast-check';
import { backends } from '../../src/host/lab/load.js';
import { compileText } from '../lint-text.js';
import { describeKernel } from '../packets/kernel.js';
import { validPolicy } from './valid-policy.js';

/** Ours in the built-in chains: one jump for each hook and family. */
const jumps =
  'for t in raw filter; do iptables-$0 -t $t -S; ip6tables-$0 -t $t -S; done | grep -- "-j VG-hook"';

describeKernel('random policies', (lab) => {
  const hooks = async (flavour: string): Promise<readonly string[]> =>
    (await lab().switch.run('sh', ['-c', jumps, flavour])).trim().split('\n');

  test.each(backends)('compile, load on %s, and load again in the place of each other', async (backend) => {
    await fc.assert(
      fc.asyncProperty(validPolicy, validPolicy, async (first, second) => {
        const [one, other] = [compileText(first), compileText(second)];
        await lab().reset();
        await lab().load(backend, one.artifacts);
        await lab().reload(backend, other.artifacts);
        await lab().reload(backend, other.artifacts);
        if (backend !== 'nftables') expect(await hooks(backend.replace('iptables-', ''))).toHaveLength(6);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
