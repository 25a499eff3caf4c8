import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeEachBackend, describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { vosguard } from './program.js';

const policy = compileText(`
vosguard: 1
name: switch-1
trusted: [203.0.113.0/24, "2001:db8:7::10"]
blocked: [198.51.100.0/24]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
sip: { learn: 2h, sizes: { banned: 1024, known: 1024 }, strangers: { connections: { udp: 10 }, limits: { all: { rate: 20/s, burst: 50, expire: 60s } } } }
conntrack: { max: 200000, udp_timeout: 21s }
vos3000: { baseline: { registrations: 4200 } }
`).artifacts;

const status = (host: Host, ...words: string[]) => host.run(vosguard(host, 'status', ...words));
const nft = (host: Host) => host.backend === 'nftables';

/** Puts addresses into a learned set of IPv4 in one step. */
function fill(host: Host, set: string, count: number): void {
  const all = Array.from({ length: count }, (_, i) => `198.18.${i >> 8}.${i & 255}`);
  const text = nft(host)
    ? `add element inet vosguard ${set}4 { ${all.join(', ')} }\n`
    : all.map((address) => `add vg-${set}-4 ${address} timeout 3600\n`).join('');
  const loaded = host.run(nft(host) ? ['nft', '-f', '-'] : ['ipset', 'restore'], {}, text);
  expect(loaded.err).toBe('');
}

/** As if one cap had refused packets and, while it only counted, would have. */
function count(host: Host): void {
  if (nft(host)) {
    host.sh(`nft -s list table inet vosguard > ${host.folder}/table
      sed -i -E 's/ counter (drop|goto|update|comment)/ counter packets 7 bytes 700 \\1/; 1i delete table inet vosguard' ${host.folder}/table
      nft -f ${host.folder}/table`);
  } else {
    host.sh(
      `iptables-save -c | sed -E 's/^\\[0:0\\] (-A VG-strangers.*together)/[7:700] \\1/' | iptables-restore -c`,
    );
  }
}

describeEachBackend('vosguard status', (host, backend) => {
  test('says that all is as applied, what is learned and counted, and each thing that is not', () => {
    expect(status(host())).toMatchObject({
      status: 1,
      out: 'nothing of vosguard has been applied on this host\n',
    });
    host().put('old', policy);
    expect(host().install('old', ...backendOption(backend), '--yes').status).toBe(0);
    const fresh = status(host());
    expect(fresh).toMatchObject({ status: 0, err: '' });
    expect(fresh.out).toMatch(
      new RegExp(
        `^policy switch-1, sha256 [0-9a-f]{16}, ${nft(host()) ? 'nftables' : 'iptables'}, applied \\d+s ago\neverything is as it was applied\n`,
      ),
    );
    expect(fresh.out).toContain('known sources: 0; 4,200 registrations on a normal day\n');
    expect(fresh.out).toMatch(/^shared limits: counting only, enforced in 1h 59m \(sip.learn\)$/m);
    expect(fresh.out).toContain(
      'shared limits: nothing refused\nno rule has refused a packet\nbanned sources: 0\n',
    );

    count(host());
    fill(host(), 'known', 3);
    fill(host(), 'banned', 900);
    const busy = status(host());
    expect(busy.status).toBe(0);
    expect(busy.out).toContain('known sources: 3;');
    expect(busy.out).toMatch(/shared limits: refused \d+ packets, and would have refused \d+ while/);
    expect(busy.out).toMatch(/^ +\d+ {2}\S+ +sip\.\S+$/m);
    expect(busy.out).toContain('banned sources: 900\n  198.18.0.0  59m');
    // The same, as the page for the month.
    const page = host().run(vosguard(host(), 'review'));
    expect([page.status, page.out]).toEqual([0, expect.stringContaining('900 sources now: ')]);
    expect(page.out).toMatch(
      /^# Review of this host, [\s\S]*\[x\] Rules are active and saved[\s\S]*\| packets \| rule \|/,
    );
    expect(host().run(vosguard(host(), 'review', '--html')).out).toMatch(/^<!DOCTYPE html>/);
    const wrong = join(host().folder, 'wrong.yaml');
    writeFileSync(wrong, 'vosguard: 1\nsip: { ports: [5060] }\n');
    expect(host().run(vosguard(host(), 'review', wrong))).toMatchObject({
      status: 1,
      err: expect.stringContaining('error VG201'),
    });
    expect(busy.out).toMatch(
      /^nearly full:\n {2}\S*banned\S* \(banned\): 900 of 1,024, 87 %; see sip.sizes$/m,
    );
    const json = JSON.parse(status(host(), '--json').out);
    expect(json).toMatchObject({
      ...{ format: 1, drift: false, differences: [], pending: false },
      baseline: { registrations: 4200 },
      bans: { total: 900 },
    });
    expect(json.bans.first).toHaveLength(50);

    host().sh('sysctl -w net.netfilter.nf_conntrack_udp_timeout=77');
    rmSync(join(host().root, 'etc/systemd/system/sysinit.target.wants/vosguard.service'));
    if (nft(host())) {
      host().sh(`nft 'add element inet vosguard blocked4 { 192.0.2.77 }'
        nft flush chain inet vosguard strangers.every
        nft 'insert rule inet vosguard strangers.udp ip saddr 192.0.2.99 accept'
        nft delete rule inet vosguard hook.input handle "$(nft -a list chain inet vosguard hook.input | sed -n 's/.*comment "hook.input.established".*handle //p;T;q')"`);
    } else {
      host().sh(`ipset add vg-blocked-4 192.0.2.77
        iptables -t raw -F VG-strangers.every
        iptables -t raw -I VG-strangers.udp -s 192.0.2.99 -j ACCEPT
        iptables -t raw -D PREROUTING 1`);
    }
    const drifted = status(host());
    expect(drifted.status).toBe(1);
    const lines = drifted.out.slice(
      drifted.out.indexOf('not as it was applied:'),
      drifted.out.indexOf('known sources'),
    );
    expect(lines).toMatch(/^ {2}rule gone: strangers\.every\.\S+ \((?:inet|IPv4 raw)\)$/m);
    expect(lines).toMatch(/^ {2}rule gone: hook\.\S+ \((?:inet|IPv4 raw)\)$/m);
    expect(lines).toMatch(/^ {2}rule that was not applied: \(no id\) in (?:VG-)?strangers\.udp \(\S+.*\): /m);
    expect(lines).toMatch(
      /^ {2}set (?:blocked4: it does not hold what was applied|vg-blocked-4: changed: entries applied 1, now 2)$/m,
    );
    expect(lines).toMatch(/^ {2}sysctl net\.netfilter\.nf_conntrack_udp_timeout: applied 21, now 77$/m);
    expect(lines).toMatch(
      /^ {2}boot: \/etc\/systemd\/system\/sysinit.target.wants\/vosguard.service is not as it was written$/m,
    );
    expect(JSON.parse(status(host(), '--json').out)).toMatchObject({ drift: true });

    expect(host().install('old', ...backendOption(backend), '--yes').status).toBe(0);
    expect(status(host())).toMatchObject({ status: 0 });
  });
});

describeHosts('vosguard status', 'iptables-legacy', (host) => {
  test('a pending apply, tables of hashlimit, a jump that stands twice, and what a restart leaves', async () => {
    host().put('old', policy);
    const apply = host().begin('old', ['--backend', 'iptables']);
    await apply.said(/confirm (\d+)\n/);
    expect(status(host())).toMatchObject({
      status: 1,
      out: expect.stringContaining('an apply waits for its confirmation\n'),
    });
    expect(host().install('old', 'rollback').status).toBe(0);
    await apply.end;
    expect(host().install('old', '--yes', '--backend', 'iptables').status).toBe(0);
    host().sh(
      'iptables-save -t raw | grep "^-A PREROUTING .*VG-hook" | sed "s/^-A/iptables -t raw -A/" | sh',
    );
    expect(status(host())).toMatchObject({ status: 0 });
    // Eight sources: the table of the limit has an entry for each.
    host().sh(`for n in 1 2 3 4 5 6 7 8; do
        iptables-restore --noflush <<END
*raw
-I PREROUTING -i lo -s 127.0.0.$n -p udp --dport 5060 -g VG-sip.udp
COMMIT
END
      done
      for n in 1 2 3 4 5 6 7 8; do perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0); bind(S, sockaddr_in(0, inet_aton("127.0.0.$ARGV[0]")));
        send(S, "REGISTER sip:x SIP/2.0", 0, sockaddr_in(5060, inet_aton("127.0.0.1")))' $n; done`);
    const { loads } = JSON.parse(status(host(), '--json').out);
    expect(loads.filter((load: { holds: string }) => load.holds === 'strangers.all')).toMatchObject([
      { entries: 8, size: 16384, nearlyFull: false },
      { entries: 0 },
    ]);
    await host().boot();
    const flushed = status(host());
    expect(flushed.status).toBe(1);
    expect(flushed.out).toMatch(/ {2}and \d+ more; --json has all/);
  });

  test('what was applied by an older version, or left no manifest, is told as far as it can be', () => {
    host().put('old', policy);
    rmSync(join(host().folder, 'old/manifest.json'));
    expect(host().install('old', '--yes', '--backend', 'iptables').status).toBe(0);
    const { status: ended, out, err } = status(host());
    expect([ended, out, err]).toEqual([
      0,
      expect.stringContaining('iptables: as applied'),
      expect.stringContaining('has left no manifest'),
    ]);
    expect(status(host(), '--json').status).toBe(3);
    writeFileSync(join(host().root, 'var/lib/vosguard/applied'), '../../etc\n');
    expect(status(host())).toMatchObject({ status: 1, out: expect.stringContaining('nothing of vosguard') });
  });
});
