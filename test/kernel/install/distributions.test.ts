import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { againAfter, atHome, bootCommands, ofUnit, scripts } from './boot-units.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption, next, old } from './policies.js';
import { addForeignRules, byTable, foreignRules, rulesOf } from './state.js';

/** Puts a file on the host's disk. */
function put(host: Host, path: string, text: string, mode = 0o644): void {
  mkdirSync(join(host.root, path, '..'), { recursive: true });
  writeFileSync(join(host.root, path), text, { mode });
}
const has = (host: Host, path: string) => existsSync(join(host.root, path));
const read = (host: Host, path: string) => readFileSync(join(host.root, path), 'utf8');

const apply = (host: Host, name: string, ...more: string[]) =>
  host.install(name, ...backendOption(host.backend), ...more);

/** What `service iptables save`, or netfilter-persistent, writes and loads. */
const save = (host: Host, rules4: string, rules6: string) =>
  host.sh(
    `iptables-save | sed '/^#/d' > ${host.root}/${rules4}; ip6tables-save | sed '/^#/d' > ${host.root}/${rules6}`,
  );
const load = (rules4: string, rules6: string) =>
  `iptables-restore < /${rules4}; ip6tables-restore < /${rules6}`;

const jumps = (host: Host) => host.sh('iptables-save').match(/-A INPUT .*-j VG-hook.input/g);

/** Others' rules, saved before us and after us, when the rules of a former policy are among them. */
function savedByAll(host: Host, rules4: string, rules6: string) {
  host.put('old', old);
  host.put('next', next);
  addForeignRules(host);
  put(host, rules4, '');
  save(host, rules4, rules6);
  const clean = [read(host, rules4), read(host, rules6)];
  expect(apply(host, 'old', '--yes')).toMatchObject({ status: 0 });
  expect(apply(host, 'next', '--yes')).toMatchObject({ status: 0 });
  save(host, rules4, rules6);
  host.sh(`sed -i 's/vg-banned-/vg-former-/' ${host.root}/${rules4} ${host.root}/${rules6}`);
  const saved = [read(host, rules4), read(host, rules6)];
  return { clean, saved, before: byTable(rulesOf(host)), others: byTable(foreignRules(host)) };
}

/** The set of others is not in the file of rules: the service that keeps sets has loaded it. */
const otherSets = 'ipset create crowdsec hash:ip timeout 0; ipset add crowdsec 192.0.2.200';

describeHosts('a boot of RHEL 7 with iptables-services', 'iptables-legacy', (host) => {
  const files = ['etc/sysconfig/iptables', 'etc/sysconfig/ip6tables'] as const;

  test('everybody saved: ours stand once, others as they were, also after a restart of the service', async () => {
    for (const unit of ['iptables', 'ip6tables', 'ipset'])
      put(host(), `usr/lib/systemd/system/${unit}.service`, '');
    const { clean, saved, before, others } = savedByAll(host(), ...files);
    await host().boot();
    host().sh(otherSets);
    const commands = bootCommands(host(), 'iptables.service', load(...files));
    expect(commands).toHaveLength(3);
    for (const command of commands) atHome(host(), command);
    expect(byTable(rulesOf(host()))).toBe(before);
    expect(byTable(foreignRules(host()))).toBe(others);
    expect(jumps(host())).toHaveLength(1);
    expect(files.map((file) => read(host(), file))).toEqual(saved);

    // A restart.
    for (const unit of ['iptables', 'ip6tables'])
      expect(has(host(), `etc/systemd/system/${unit}.service.wants/vosguard-sets.service`)).toBe(true);
    host().sh(
      'for tool in iptables ip6tables; do for t in raw filter nat; do $tool -t $t -F; $tool -t $t -X; done; done',
    );
    put(host(), files[0], clean[0] ?? '');
    for (const command of [commands[0] ?? '', load(...files), againAfter(host(), 'iptables.service')])
      atHome(host(), command);
    expect(byTable(rulesOf(host()))).toBe(before);

    put(host(), files[0], saved[0] ?? '');
    expect(host().install('next', '--uninstall').status).toBe(0);
    expect(files.map((file) => read(host(), file))).toEqual(clean);
    expect(host().sh(`cd ${host().root} && find etc -name '*vosguard*' -o -name '*.wants' -empty`)).toBe('');
  });
});

describeHosts('a boot of RHEL 6', 'iptables-legacy', (host) => {
  const files = ['etc/sysconfig/iptables', 'etc/sysconfig/ip6tables'] as const;

  test('by the names of the links: sets, then what was saved, then ours; and at the stop', async () => {
    host().sh(`rm -r ${host().root}/usr; mkdir -p ${host().root}/var/lock/subsys`);
    for (const [name, file] of [
      ['S08iptables', files[0]],
      ['S08ip6tables', files[1]],
    ] as const)
      put(host(), `etc/rc.d/rc3.d/${name}`, `${name.slice(3)}-restore < /${file}\n`, 0o755);
    put(host(), 'etc/rc.d/rc3.d/S10network', 'touch /etc/network-is-up\n', 0o755);
    put(host(), 'etc/rc.d/rc0.d/K92iptables', 'iptables -F\n', 0o755);
    const { before, others } = savedByAll(host(), ...files);
    expect(scripts(host(), 0, 'K').map((line) => line.slice(19))).toEqual([
      'K91vosguard stop',
      'K92iptables stop',
    ]);
    expect(host().sh(`ls ${host().root}/var/lock/subsys`)).toBe('vosguard\n');
    atHome(host(), scripts(host(), 0, 'K')[0] ?? 'false');
    expect(host().state('learned')).toMatch(/^saved \d+$/);
    await host().boot();
    host().sh(otherSets);
    const names = scripts(host(), 3, 'S');
    expect(names.join('\n')).toMatch(
      /ip6tables .*\n.*ipsets-vosguard .*\n.*iptables .*\n.*S09vosguard .*\n.*network /,
    );
    // As with iptables 1.4.7, whose ip6tables knows no sets.
    host().sh(`sed -i '/-set /d' ${host().root}/${files[1]}`);
    for (const name of names) atHome(host(), name);
    expect(byTable(rulesOf(host()))).toBe(before);
    expect(byTable(foreignRules(host()))).toBe(others);
    expect(jumps(host())).toHaveLength(1);
  });
});

describeHosts('netfilter-persistent', 'iptables-nft', (host) => {
  const files = ['etc/iptables/rules.v4', 'etc/iptables/rules.v6'] as const;
  const plugins = 'usr/share/netfilter-persistent/plugins.d';

  test('at the boot and by hand, ours come back with its plugins', async () => {
    for (const [name, file] of [
      ['15-ip4tables', files[0]],
      ['25-ip6tables', files[1]],
    ] as const)
      put(
        host(),
        `${plugins}/${name}`,
        `#!/bin/sh\n[ "$1" = save ] || ${name.slice(3).replace('ip4', 'ip')}-restore < /${file}\n`,
        0o755,
      );
    const { clean, before, others } = savedByAll(host(), ...files);
    await host().boot();
    host().sh(otherSets);
    const start = `run-parts --exit-on-error -a start ${host().root}/${plugins}`;
    for (const command of bootCommands(host(), 'netfilter-persistent.service', start))
      atHome(host(), command);
    expect(byTable(rulesOf(host()))).toBe(before);
    expect(byTable(foreignRules(host()))).toBe(others);
    expect(jumps(host())).toHaveLength(1);
    for (const [index, file] of files.entries()) put(host(), file, clean[index] ?? '');
    atHome(host(), start);
    expect(byTable(rulesOf(host()))).toBe(before);
    expect(host().install('next', '--uninstall').status).toBe(0);
    expect(host().sh(`ls ${host().root}/${plugins}`)).toBe('15-ip4tables\n25-ip6tables\n');
  });
});

describeHosts('nftables.service', 'nftables', (host) => {
  test('flushes everything when it starts, reloads and stops; ours come back with what they had learned', async () => {
    put(host(), 'usr/lib/systemd/system/nftables.service', '');
    const config = 'flush ruleset\ntable inet crowdsec {\n\tset s {\n\t\ttype ipv4_addr\n\t}\n}\n';
    put(host(), 'etc/nftables.conf', config);
    mkdirSync(join(host().root, 'var/lib'), { recursive: true });
    host().put('old', old);
    const start = 'nft -f /etc/nftables.conf';
    atHome(host(), start);
    expect(apply(host(), 'old', '--yes')).toMatchObject({ status: 0 });
    const before = rulesOf(host());
    host().sh("nft 'add element inet vosguard banned4 { 198.51.100.66 timeout 500s }'");
    const banned = () => host().sh('nft list set inet vosguard banned4').includes('198.51.100.66');
    const save = ofUnit(host(), 'vosguard-keep.service', 'ExecStop');
    const restart = [save, 'nft flush ruleset', start, againAfter(host(), 'nftables.service')];
    for (const commands of [restart, [start, againAfter(host(), 'nftables.service')]]) {
      for (const command of commands) atHome(host(), command);
      expect(banned()).toBe(true);
      host().sh("nft 'flush set inet vosguard banned4'");
      expect(rulesOf(host())).toBe(before);
    }
    await host().boot();
    for (const command of bootCommands(host(), 'nftables.service', start)) atHome(host(), command);
    expect(banned()).toBe(true);
    expect(host().install('old', '--uninstall').status).toBe(0);
    expect([read(host(), 'etc/nftables.conf'), host().sh('nft list tables | grep inet')]).toEqual([
      config,
      'table inet crowdsec\n',
    ]);
  });
});

describeHosts('firewalld', 'iptables-legacy', (host) => {
  test('would take rules of iptables away, and is named before anything changes', () => {
    writeFileSync(join(host().bin, 'firewall-cmd'), '#!/bin/sh\necho running\n', { mode: 0o755 });
    host().put('old', old);
    host().sh('iptables -A INPUT -s 192.0.2.99 -j DROP');
    expect(host().install('old', '--yes')).toMatchObject({
      status: 3,
      err: expect.stringMatching(
        /firewalld runs here.*\n.*systemctl disable --now firewalld.*\n.*\n.*nothing was changed/,
      ),
    });
    expect(host().install('old', '--yes', '--backend', 'iptables')).toMatchObject({
      status: 0,
      err: expect.stringContaining('at each reload it takes away'),
    });
    writeFileSync(join(host().bin, 'firewall-cmd'), '#!/bin/sh\nexit 252\n', { mode: 0o755 });
    expect(host().install('old', '--yes').status).toBe(0);
  });
});
