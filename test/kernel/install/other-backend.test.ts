import { ban } from './bans.js';
import { describeHosts } from './describe.js';
import { entries, type View } from './entries.js';
import type { Host } from './host.js';
import { next, old } from './policies.js';

const held = (host: View, holds: string) =>
  ([4, 6] as const).flatMap((family) => [...entries(host, holds, family).keys()].toSorted());

const seenAs = (host: Host, backend: Host['backend']): View => ({ backend, sh: (script) => host.sh(script) });

for (const variant of ['iptables-nft', 'iptables-legacy'] as const)
  describeHosts('an apply to the other backend', variant, (host) => {
    const sh = (name: string, ...more: string[]) =>
      expect(host().install(name, ...more)).toMatchObject({ status: 0 });
    const views = () => ({ nftables: seenAs(host(), 'nftables'), iptables: seenAs(host(), variant) });

    test.each([
      ['nftables', 'iptables'],
      ['iptables', 'nftables'],
    ] as const)(
      'from %s to %s: customers stay known and bans stay, with their time; the way back too',
      async (from, to) => {
        host().put('old', old);
        host().put('next', next);
        const view = views();
        sh('old', '--backend', from, '--yes');
        sh('old', 'bans', 'add', '192.0.3.7', '2001:db8:5:6::1', '--for', '2h');
        sh('old', 'known', 'add', '192.0.3.9', '2001:db8:5:9::1', '203.0.113.77', '--for', '30m');
        // As a rule does it.
        ban(view[from], 4, '192.0.3.8', 3000);
        sh('next', '--backend', to, '--yes');
        // Who is trusted now is let go.
        expect(held(view[to], 'known')).toEqual(['192.0.3.9', '2001:db8:5:9::']);
        expect(held(view[to], 'banned')).toEqual(['192.0.3.7', '192.0.3.8', '2001:db8:5:6::']);
        expect(held(view[to], 'proven')).toEqual(['192.0.3.7', '2001:db8:5:6::']);
        const left = entries(view[to], 'known', 4).get('192.0.3.9');
        expect(left).toBeLessThanOrEqual(1800);
        expect(left).toBeGreaterThan(1700);
        expect(host().install('next', 'bans', 'list').out).toContain('3 sources are banned');
        expect(host().install('next', '--status')).toMatchObject({ status: 0 });

        // A ban of a rule may have been ended meanwhile: only those by hand come back.
        sh('next', 'rollback');
        expect(held(view[from], 'known')).toEqual(['192.0.3.9', '203.0.113.77', '2001:db8:5:9::']);
        for (const holds of ['banned', 'proven'])
          expect(held(view[from], holds)).toEqual(['192.0.3.7', '2001:db8:5:6::']);
        expect(entries(view[from], 'banned', 4).get('192.0.3.7')).toBeGreaterThan(7000);
        expect(host().install('next', '--status')).toMatchObject({ status: 0 });
      },
    );

    test.each([
      ['nftables', 'iptables'],
      ['iptables', 'nftables'],
    ] as const)('from %s to %s, and nobody confirms', (from, to) => {
      host().put('old', old);
      host().put('next', next);
      const view = views();
      sh('old', '--backend', from, '--yes');
      sh('old', 'known', 'add', '192.0.3.9', '2001:db8:5:9::1', '--for', '30m');
      expect(host().install('next', '--backend', to, '--confirm', '1')).toMatchObject({ status: 3 });
      expect(held(view[from], 'known')).toEqual(['192.0.3.9', '2001:db8:5:9::']);
      expect(entries(view[from], 'known', 4).get('192.0.3.9')).toBeLessThanOrEqual(1800);
    });
  });
