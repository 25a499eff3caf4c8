import { appendFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { ban, bans, many } from './bans.js';
import { atHome, ofUnit } from './boot-units.js';
import { shiftClock } from './clock.js';
import { describeEachBackend } from './describe.js';
import { backendOption } from './policies.js';

const { artifacts } = compileText(`
vosguard: 1
trusted: [203.0.113.0/24, "2001:db8:9::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { sizes: { banned: 3000 } }
`);

describeEachBackend('over a stop and a start', (host, backend) => {
  const stop = () => atHome(host(), ofUnit(host(), 'vosguard-keep.service', 'ExecStop'));
  const start = async (seconds: number) => {
    await host().boot();
    shiftClock(host(), seconds);
    atHome(host(), ofUnit(host(), 'vosguard.service', 'ExecStart'));
  };
  const file = () => join(host().root, 'var/lib/vosguard/learned');

  test('what was learned is kept, with the time that is left; whoever is trusted is not, nor more than the set takes', async () => {
    host().put('out', artifacts);
    expect(host().install('out', '--yes', ...backendOption(backend))).toMatchObject({ status: 0 });
    ban(host(), 4, '198.51.100.1', 3000);
    ban(host(), 4, '198.51.100.2', 900);
    ban(host(), 4, '203.0.113.5', 3000);
    ban(host(), 6, '2001:db8:5::', 3000);
    ban(host(), 6, '2001:db8:9:8::', 3000);
    stop();
    expect(statSync(file()).mode & 0o777).toBe(0o600);

    await start(1000);
    expect([...bans(host(), 4).keys()]).toEqual(['198.51.100.1']);
    expect([...bans(host(), 6).keys()]).toEqual(['2001:db8:5::']);
    for (const left of [...bans(host(), 4).values(), ...bans(host(), 6).values()]) {
      expect(left).toBeGreaterThan(1500);
      expect(left).toBeLessThanOrEqual(2000);
    }
    expect(host().install('out', '--status')).toMatchObject({ status: 0 });

    // A clock that was set back tells nothing.
    await start(-1_000_000);
    expect([...bans(host(), 4).keys()].toSorted()).toEqual(['198.51.100.1', '198.51.100.2']);
    expect(bans(host(), 4).get('198.51.100.1')).toBeGreaterThan(2500);

    // A second start beside rules that stand changes no time, and takes nothing back that was let go.
    const [set, type] = backend === 'nftables' ? ['banned4', 'ipv4_addr'] : ['vg-banned-4', 'hash:ip'];
    const lines = many(4000).map((address) => `${set} ${type} ${address} 900`);
    appendFileSync(
      file(),
      `${lines.join('\n')}\n${set} other:type 192.0.2.250 900\nno-such-set ${type} 192.0.2.251 900\n${set} ${type} } 900\n`,
    );
    atHome(host(), ofUnit(host(), 'vosguard.service', 'ExecStart'));
    expect([...bans(host(), 4).keys()].toSorted()).toEqual(['198.51.100.1', '198.51.100.2']);

    await start(0);
    const { size } = bans(host(), 4);
    expect(size).toBeGreaterThan(2900);
    expect(size).toBeLessThanOrEqual(3000);
    expect(bans(host(), 4).has('192.0.2.250')).toBe(false);
    expect(host().install('out', '--status')).toMatchObject({ status: 0 });
  });

  test('where nothing of ours is in force at the stop, what was kept before stays', async () => {
    host().put('out', artifacts);
    expect(host().install('out', '--yes', ...backendOption(backend))).toMatchObject({ status: 0 });
    ban(host(), 4, '198.51.100.1', 3000);
    stop();
    const kept = host().state('learned');
    await host().boot();
    stop();
    expect(host().state('learned')).toBe(kept);
  });
});
