import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEachBackend, describeHosts } from './describe.js';
import { backendOption, next, old } from './policies.js';
import { addForeignRules, rulesOf } from './state.js';

/** What stands in the unit, with the host's own /etc and /var/lib in the places where it looks for them. */
const asBooted = (root: string, command: string) =>
  `mount --bind ${root}/etc /etc; mount --bind ${root}/var/lib /var/lib; exec ${command}`;

describeEachBackend('a boot', (host, backend) => {
  test('loads what was confirmed last, by the command of the unit', async () => {
    host().put('old', old);
    host().put('next', next);
    for (const name of ['old', 'next'])
      expect(host().install(name, ...backendOption(backend), '--yes')).toMatchObject({ status: 0 });
    const before = rulesOf(host());
    rmSync(join(host().folder, 'next'), { recursive: true });
    const unit = readFileSync(join(host().root, 'etc/systemd/system/vosguard.service'), 'utf8');
    const start = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? 'false';
    await host().boot();
    expect(rulesOf(host())).not.toBe(before);
    host().sh(asBooted(host().root, start));
    expect(rulesOf(host())).toBe(before);
  });
});

describeHosts('files for the boot', 'nftables', (host) => {
  const has = (path: string) => existsSync(join(host().root, path));

  test('--no-persist writes none, and a later apply without it does', () => {
    host().put('old', old);
    expect(host().install('old', '--yes', '--no-persist').status).toBe(0);
    expect(has('etc')).toBe(false);
    expect(host().install('old', '--yes').status).toBe(0);
    expect(has('etc/vosguard/start')).toBe(true);
  });

  test('none before the confirmation; files of others stay', async () => {
    host().put('old', old);
    mkdirSync(join(host().root, 'etc/sysctl.d'), { recursive: true });
    writeFileSync(join(host().root, 'etc/sysctl.d/99-vendor.conf'), 'net.ipv4.ip_default_ttl = 253\n');
    const apply = host().begin('old', []);
    const code = await apply.said(/confirm (\d+)\n/);
    expect(has('etc/vosguard')).toBe(false);
    expect(host().install('old', 'confirm', code).status).toBe(0);
    await apply.end;
    expect(has('etc/systemd/system/sysinit.target.wants/vosguard.service')).toBe(true);
    expect(host().install('old', '--uninstall').status).toBe(0);
    expect(host().sh(`cd ${host().root} && find etc -type f`)).toBe('etc/sysctl.d/99-vendor.conf\n');
  });

  test('CentOS 6: a script of init between iptables and the network', async () => {
    rmSync(join(host().root, 'usr'), { recursive: true });
    mkdirSync(join(host().root, 'etc/rc.d/rc3.d'), { recursive: true });
    host().put('old', old);
    expect(host().install('old', '--yes').status).toBe(0);
    const before = rulesOf(host());
    await host().boot();
    host().sh(asBooted(host().root, 'sh /etc/rc.d/rc3.d/S09vosguard start'));
    expect(rulesOf(host())).toBe(before);
  });

  test('systemd starts the way back as a unit of its own', async () => {
    mkdirSync(join(host().root, 'run/systemd/system'), { recursive: true });
    const log = `${host().folder}/systemd`;
    const script = `#!/bin/sh\necho "$0 $*" >> ${log}\ncase $0 in *run) shift 2; setsid "$@" & ;; esac\n`;
    for (const tool of ['systemd-run', 'systemctl'])
      writeFileSync(join(host().bin, tool), script, { mode: 0o755 });
    host().put('old', old);
    addForeignRules(host());
    const before = rulesOf(host());
    expect(host().install('old', '--confirm', '1').status).toBe(3);
    expect(rulesOf(host())).toBe(before);
    expect(host().install('old', '--yes').status).toBe(0);
    expect(readFileSync(log, 'utf8')).toMatch(
      /systemd-run --unit=vosguard-back-\d+ .*back.sh wait\n(?:.*\n)*.*systemctl daemon-reload\n/,
    );
  });
});
