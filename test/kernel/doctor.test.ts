import { thisMachine } from '../../src/host/machine.js';
import { vosguard } from '../cli/vosguard.js';

test('doctor asks this host, and leaves nothing behind', async () => {
  const sets = async () => thisMachine.run('ipset', ['list', '-n']);
  const before = await sets();
  const { out, status, err } = await vosguard(process.cwd(), ['doctor', '--json'], {
    machine: async () => thisMachine,
  });
  expect(err).toBe('');
  const { platform, probes, findings } = JSON.parse(out);
  expect(platform).not.toBe('{  }');
  expect(probes['nft-table']).toBe('yes');
  expect(probes.u32).toBe('yes');
  expect(status).toBe(findings.some(({ severity }: { severity: string }) => severity === 'problem') ? 1 : 0);
  expect(await sets()).toEqual(before);
});
