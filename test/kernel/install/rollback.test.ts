import { describeHosts } from './describe.js';
import { next, old } from './policies.js';
import { vosguard } from './program.js';
import { rulesOf } from './state.js';
import { shells } from './tools.js';

describeHosts(
  'rollback',
  'nftables',
  (host) => {
    test('lists what there is, and goes back to where it is asked to', async () => {
      const list = () => host().run(vosguard(host(), 'rollback', '--list')).out;
      expect(list()).toBe('nothing of vosguard has been applied on this host\n');
      host().put('old', old);
      host().put('next', next);
      expect(host().install('old', '--yes')).toMatchObject({ status: 0 });
      const first = rulesOf(host());
      for (let round = 0; round < 2; round++)
        expect(host().install('next', '--yes')).toMatchObject({ status: 0 });
      expect(list()).toMatch(
        new RegExp(
          [
            String.raw`^  3  \d+ (?:s|min) +nftables  vosguard, sha256 [0-9a-f]{64} \(in force\)`,
            String.raw`     rollback 3: apply 2, nftables, \d{3} rules, \d+ sets`,
            '  2  .*[0-9a-f]{64}',
            String.raw`     rollback 2: apply 1, nftables, \d{3} rules, \d+ sets`,
            '  1  .*[0-9a-f]{64}',
            '     rollback 1: nothing of vosguard',
            '$',
          ].join('\n'),
        ),
      );
      const apply = host().begin('old', []);
      await apply.said(/confirm (\d+)\n/);
      expect(list()).toContain(' (waits for its confirmation)\n');
      const refused = host().run(vosguard(host(), 'rollback', '2'));
      expect([refused.status, refused.err]).toEqual([3, expect.stringContaining('apply 4 waits')]);
      expect(host().run(vosguard(host(), 'rollback', '4')).status).toBe(0);
      expect(await apply.end).toMatchObject({ status: 3 });

      expect(host().run(vosguard(host(), 'rollback', '2')).status).toBe(0);
      expect(rulesOf(host())).toBe(first);
      expect(host().install('old', '--status')).toMatchObject({ status: 0 });
      expect(list()).toMatch(/^ {2}4 .* \(taken back\)\n(?:.*\n)*? {2}1 .* \(in force\)\n/);
      expect(host().run(vosguard(host(), 'rollback', '1')).status).toBe(0);
      expect(rulesOf(host())).not.toMatch(/vosguard|VG-|vg-/);
      const missing = host().run(vosguard(host(), 'rollback', '77'));
      expect([missing.status, missing.err]).toEqual([3, expect.stringContaining('no snapshot 77')]);
      expect(host().install('old', 'rollback', '1', '--list')).toMatchObject({ status: 2 });
    });
  },
  shells.busybox,
);
