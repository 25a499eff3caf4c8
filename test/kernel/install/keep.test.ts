import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ban, bans } from './bans.js';
import { describeEachBackend, describeHosts } from './describe.js';
import { entries } from './entries.js';
import type { Host } from './host.js';
import { backendOption, next, old } from './policies.js';
import { rulesOf } from './state.js';

const apply = (host: Host, name: string) =>
  expect(host.install(name, ...backendOption(host.backend), '--yes')).toMatchObject({ status: 0 });

const start = (host: Host) => `${host.root}/etc/vosguard/start`;

/** vosguard-keep, as its unit runs it. */
const keep = (host: Host) => host.beginCommand(['sh', start(host), 'keep', '--root', host.root], {});

/** Waits until it is so; a bound that a slow machine does not reach. */
async function until(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < 240; i++) {
    if (condition()) return true;
    await setTimeout(250);
  }
  return false;
}

/** What a loader does that takes everybody's rules for its own. */
const flushes = {
  nftables: 'nft flush ruleset',
  'iptables-nft': 'nft flush ruleset',
  'iptables-legacy':
    'for tool in iptables ip6tables; do for t in raw filter; do $tool -t $t -F; $tool -t $t -X; done; done; for s in $(ipset list -n); do ipset destroy $s; done',
} as const;

const writeBan = (host: Host, source: string, seconds: number) =>
  writeFileSync(
    join(host.root, 'var/lib/vosguard/bans'),
    `${source} ${Math.floor(Date.now() / 1000) + seconds} by hand\n`,
  );

describeEachBackend('vosguard-keep', (host, backend) => {
  test('puts back what somebody has flushed, with bans by hand, and tells it', async () => {
    host().put('old', old);
    apply(host(), 'old');
    const before = rulesOf(host());
    const keeper = keep(host());
    ban(host(), 4, '198.51.100.7', 3000);
    writeBan(host(), '198.51.100.7', 3000);
    host().sh(flushes[backend]);
    expect(rulesOf(host())).not.toBe(before);
    const told = () => host().install('old', '--status');
    expect(await until(() => told().status === 0)).toBe(true);
    expect(bansOf(host())).toEqual(['198.51.100.7']);
    expect(told().out).toMatch(/taken away by others and put back.*: 1;/);
    // A rule that somebody has added stays.
    const [added, list] =
      backend === 'nftables'
        ? [
            'nft insert rule inet vosguard hook.input ip saddr 192.0.2.9 accept',
            'nft list chain inet vosguard hook.input',
          ]
        : ['iptables -I VG-hook.input -s 192.0.2.9 -j ACCEPT', 'iptables -S VG-hook.input'];
    host().sh(added);
    await setTimeout(9000);
    expect(host().sh(list)).toContain('192.0.2.9');
    expect(host().state('losses')?.split('\n')).toHaveLength(1);
    keeper.child.kill();
    host().sh(`kill $(cut -d' ' -f1 ${host().root}/var/lib/vosguard/keeper)`);
    await keeper.end;
  });
});

function bansOf(host: Host): readonly string[] {
  try {
    return [...bans(host, 4).keys()];
  } catch {
    return [];
  }
}

describeHosts('vosguard-keep beside others', 'nftables', (host) => {
  test('a loss by entries, no fight without end, nothing after an uninstall', async () => {
    host().put('old', old);
    apply(host(), 'old');
    const entries = () => /198|203/.test(host().sh('nft list set inet vosguard trusted4'));
    const keeper = keep(host());
    host().sh("nft 'flush set inet vosguard trusted4'");
    expect(await until(entries)).toBe(true);
    // Ten losses of the last minutes are written down.
    const uptime = Number(host().sh('cut -d. -f1 /proc/uptime'));
    const boot = host().sh('cat /proc/sys/kernel/random/boot_id').trim();
    writeFileSync(
      join(host().root, 'var/lib/vosguard/losses'),
      `${boot} ${uptime} ${Math.floor(Date.now() / 1000)} all of it\n`.repeat(10),
    );
    host().sh('nft flush ruleset');
    await keeper.said(/gone again: .*10\. time in 10 minutes/);
    expect(host().sh('nft list tables')).not.toContain('vosguard');
    expect(host().install('old', '--status')).toMatchObject({
      status: 1,
      out: expect.stringContaining('10 times in 10 minutes'),
    });
    writeFileSync(join(host().root, 'var/lib/vosguard/losses'), '');
    expect(await until(() => host().sh('nft list tables').includes('vosguard'))).toBe(true);
    expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
    await keeper.end;
    await setTimeout(6000);
    expect(host().sh('nft list tables')).not.toContain('vosguard');
    expect(existsSync(join(host().root, 'var/lib/vosguard'))).toBe(false);
  });

  test('it goes on with what is applied while it runs, and a second one ends at once', async () => {
    host().put('old', old);
    host().put('next', next);
    apply(host(), 'old');
    const keeper = keep(host());
    expect(await until(() => host().state('keeper') !== undefined)).toBe(true);
    expect((await keep(host()).end).status).toBe(0);
    apply(host(), 'next');
    const after = rulesOf(host());
    host().sh('nft flush ruleset');
    expect(
      await until(
        () => host().sh('nft list tables').includes('vosguard') && host().state('lock/owner') === undefined,
      ),
    ).toBe(true);
    expect(await until(() => rulesOf(host()) === after)).toBe(true);
    expect(host().install('next', 'rollback')).toMatchObject({ status: 0 });
    expect(host().install('next', 'rollback')).toMatchObject({ status: 0 });
    // Nothing of ours is wanted any more.
    await keeper.end;
    expect(host().sh('nft list tables')).not.toContain('vosguard');
  });

  test('a ban by hand that a rule has ended does not come back; one that was never saved does', async () => {
    host().put('old', old);
    apply(host(), 'old');
    ban(host(), 4, '198.51.100.7', 3000);
    writeBan(host(), '198.51.100.7', 3000);
    const save = ['sh', start(host()), 'save', '--root', host().root];
    host().sh("nft 'delete element inet vosguard banned4 { 198.51.100.7 }'");
    expect(host().run(save)).toMatchObject({ status: 0 });
    await host().boot();
    expect(host().run(['sh', start(host()), '--root', host().root])).toMatchObject({ status: 0 });
    expect([...bans(host(), 4).keys()]).toEqual([]);
    writeBan(host(), '198.51.100.8', 3000);
    await host().boot();
    expect(host().run(['sh', start(host()), '--root', host().root])).toMatchObject({ status: 0 });
    expect([...bans(host(), 4).keys()]).toEqual(['198.51.100.8']);
    expect([...entries(host(), 'proven', 4).keys()]).toEqual(['198.51.100.8']);
  });
});
