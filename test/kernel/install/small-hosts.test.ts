import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../../src/host/lab/load.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption, next, nextPolicy, old, oldPolicy } from './policies.js';
import { vosguard } from './program.js';

/** A policy of the tests in a file, and what `vosguard plan` says of it there. */
function plan(host: Host, backend: Backend, text: string) {
  const file = join(host.folder, 'policy.yaml');
  writeFileSync(file, text);
  return host.run([...vosguard(host, 'plan'), file, ...backendOption(backend), '--exit-code']);
}

const apply = (host: Host, backend: Backend, ...more: string[]) =>
  host.install('old', ...backendOption(backend), '--yes', ...more);

/** Tools that are in no place where anybody looks. */
const hide = (...names: readonly string[]) => `
  mkdir -p "$PWD/real"
  mount --bind /usr/sbin "$PWD/real" && mount -t tmpfs none /usr/sbin
  for file in "$PWD"/real/*; do ln -s "$file" "/usr/sbin/\${file##*/}"; done
  cd /usr/sbin && rm -f ${names.join(' ')}`;

describeHosts('a container whose /proc/sys is for reading only', 'nftables', (host) => {
  test('the keys are named and left, and no plan wants them', () => {
    host().put('old', old);
    host().sh('mount -o bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys');
    const applied = apply(host(), 'nftables');
    expect(applied.status).toBe(0);
    expect(applied.err).toMatch(/nf_conntrack_udp_timeout stays \d+: it can only be read here/);
    const planned = plan(host(), 'nftables', oldPolicy);
    expect(planned.out).toContain('nothing to change');
    expect(planned.err).toMatch(
      /nf_conntrack_udp_timeout stays \d+: it cannot be changed here; the policy wants 21/,
    );
    expect(planned.status).toBe(0);
    expect(host().run(vosguard(host(), 'status')).status).toBe(0);
  });
});

describeHosts('a host without sysctl', 'iptables-nft', (host) => {
  test('the kernel parameters are set, and put back', () => {
    host().put('old', old);
    host().sh(`cd ${host().folder}; ${hide('sysctl')}; rm -f ${host().bin}/sysctl`);
    const timeout = () => host().sh('cat /proc/sys/net/netfilter/nf_conntrack_udp_timeout').trim();
    const before = timeout();
    expect(apply(host(), 'iptables-nft')).toMatchObject({ status: 0 });
    expect(timeout()).toBe('21');
    expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
    expect(timeout()).toBe(before);
  });
});

describeHosts('a host without ip6tables', 'iptables-legacy', (host) => {
  test('plan has nothing to change after an apply, status says that IPv6 is open while it has an address', () => {
    host().put('old', old);
    host().sh(`cd ${host().folder}; ${hide('ip6tables*')}; rm -f ${host().bin}/ip6tables*`);
    const applied = apply(host(), 'iptables-legacy');
    expect([applied.status, applied.err]).toEqual([0, expect.stringContaining('IPv6 is not filtered')]);
    const planned = plan(host(), 'iptables-legacy', oldPolicy);
    expect(planned.err).toContain('ip6tables cannot be used here: IPv6 is not filtered');
    expect(planned.out).not.toMatch(/^ {2}[+~-] (?!sysctl)/m);
    expect(host().run(vosguard(host(), 'status')).status).toBe(0);
    host().sh(
      'ip link add d0 type veth peer name d1 && ip link set d0 up && ip addr add 2001:db8::7/64 dev d0',
    );
    const open = host().run(vosguard(host(), 'status'));
    expect([open.status, open.out]).toEqual([
      1,
      expect.stringContaining('IPv6 is not filtered: this host has IPv6 addresses'),
    ]);
    expect(host().install('old', '--status')).toMatchObject({
      status: 1,
      out: expect.stringContaining('IPv6 is not filtered'),
    });
  });
});

describeHosts('a kernel without nf_tables, on a host with nft', 'iptables-legacy', (host) => {
  test('nft is no obstacle to iptables, asked for or not', () => {
    host().put('old', old);
    host().put('next', next);
    const nft = join(host().bin, 'nft');
    writeFileSync(
      nft,
      "#!/bin/sh\necho 'netlink: Error: cache initialization failed: Protocol not supported' >&2\nexit 1\n",
      {
        mode: 0o755,
      },
    );
    host().sh('mount -t tmpfs none /sys/module');
    const applied = apply(host(), 'iptables-legacy');
    expect([applied.status, applied.err]).toEqual([0, expect.stringContaining('confirmed')]);
    expect(plan(host(), 'iptables-legacy', oldPolicy).status).toBeLessThan(2);
    expect(host().run(vosguard(host(), 'status')).status).toBe(0);
    const unasked = host().run([...vosguard(host(), 'plan'), join(host().folder, 'policy.yaml')]);
    expect(unasked.status).toBe(0);
    expect(host().install('next', 'rollback').status).toBe(0);
    expect(host().install('next', '--uninstall').status).toBe(0);
  });
});

describeHosts('disks for reading only', 'nftables', (host) => {
  test('are said before anything is changed', () => {
    host().put('old', old);
    for (const [folder, words] of [
      ['var', 'var/lib/vosguard cannot be written: its disk is for reading only, or full'],
      ['etc', 'etc/vosguard cannot be written, so nothing would be loaded at the next boot'],
    ] as const) {
      host().sh(`mkdir -p ${host().root}/${folder} && mount -t tmpfs -o ro none ${host().root}/${folder}`);
      const refused = apply(host(), 'nftables');
      expect([refused.status, refused.err]).toEqual([3, expect.stringContaining(words)]);
      expect(refused.err).not.toContain('another vosguard');
      if (folder === 'var') host().sh(`umount ${host().root}/${folder}`);
    }
    expect(host().sh('nft list tables')).toBe('');
    expect(apply(host(), 'nftables', '--no-persist').status).toBe(0);
  });
});

describeHosts('another policy than the one in force', 'nftables', (host) => {
  test('is said', () => {
    host().put('old', old);
    expect(apply(host(), 'nftables').err).not.toContain('is in force on this host');
    const file = join(host().folder, 'other.yaml');
    writeFileSync(file, nextPolicy.replace('vosguard: 1', 'vosguard: 1\nname: other'));
    const second = host().run([...vosguard(host(), 'apply'), file, ...backendOption('nftables'), '--yes']);
    expect(second.err).toContain('the policy vosguard is in force on this host; other takes its place');
    expect(second.status).toBe(0);
  });
});

describeHosts('root of a user namespace', 'iptables-nft', (host) => {
  test('rules that are longer than one message go in parts, first and again', () => {
    host().put('old', old);
    host().put('next', next);
    const install = (name: string) =>
      `sh ${join(host().folder, name)}/install.sh --root ${host().root} --backend iptables --yes --no-persist`;
    const said = host().run([
      ...['unshare', '--user', '--map-root-user', '--net', '--mount', 'sh', '-c'],
      `mount -t tmpfs none /run; ip link set lo up; ${install('old')}; echo "first $?"; ${install('next')}; echo "again $?"
       iptables-save | grep -c '^-A VG-'; sh ${join(host().folder, 'next')}/install.sh --root ${host().root} --status; echo "status $?"`,
    ]);
    expect(said.out).toContain('first 0\n');
    expect(said.out).toContain('again 0\n');
    expect(said.out).toContain('status 0\n');
  });
});
