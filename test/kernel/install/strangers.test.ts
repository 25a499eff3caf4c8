import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEachBackend, describeHosts } from './describe.js';
import { backendOption, next, old } from './policies.js';
import { addForeignRules, rulesOf, stateOf } from './state.js';

const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8);

/** As somebody writes it who wants to see whether a listing is read line by line. */
const hostile = [
  'a\nb',
  'a\nCOMMIT\n*filter\n:VG-foreign - [0:0]\nb',
  'x\n-A INPUT -m comment --comment vg:hook.input -j VG-hook.input',
  'x\n[1:2] -A VG-hook.input -j ACCEPT\n" quoted \\',
  "it's\n\n-A VG-none",
];

describeEachBackend('rules of others, with line breaks in their comments', (host, backend) => {
  const options = backendOption(backend);
  const add = () => {
    // A table that was used once stays there, with nothing in it.
    for (const tool of ['iptables', 'ip6tables'])
      for (const does of ['-A', '-D'])
        for (const chain of ['PREROUTING', 'OUTPUT']) host().sh(`${tool} -t raw ${does} ${chain} -p 254`);
    for (const tool of ['iptables', 'ip6tables'])
      for (const text of hostile)
        for (const chain of ['INPUT', 'FORWARD'])
          expect(
            host().run([tool, '-A', chain, '-m', 'comment', '--comment', text, '-j', 'ACCEPT']).status,
          ).toBe(0);
    host().run(['ipset', 'create', 'others', 'hash:ip', 'comment']);
    host().run(['ipset', 'add', 'others', '192.0.2.1', 'comment', 'x\ncreate vg-none hash:ip family inet']);
    host().run(['ipset', 'create', 'a\nName: vg-none', 'hash:ip']);
    if (backend === 'nftables')
      writeFileSync(
        join(host().folder, 'others.nft'),
        'table inet others {\ncomment "a\ntable inet vosguard {\n\tset banned4 {\n\t}\n}\nb"\nchain c { tcp dport 5 accept comment "a\n}\ntable inet vosguard {\n\tchain x {\n\t}\nb"\n}\n}\n',
      );
    if (backend === 'nftables') host().sh(`nft -f ${host().folder}/others.nft`);
  };
  const everything = () => host().sh('iptables-save; ip6tables-save; ipset list; nft -s list ruleset');
  const stable = (text: string) => text.replace(/^#.*\n|\[\d+:\d+\] ?/gm, '');

  test('are there before: the apply is put back, stays, is found as it was, and goes', () => {
    add();
    const bare = stable(everything());
    host().put('old', old);
    host().put('next', next);
    expect(host().install('old', ...options, '--confirm', '1')).toMatchObject({ status: 3 });
    expect(stable(everything())).toBe(bare);
    expect(host().install('old', ...options, '--yes')).toMatchObject({ status: 0 });
    const before = stateOf(host());
    expect(host().install('next', ...options, '--confirm', '1')).toMatchObject({ status: 3 });
    expect(stateOf(host())).toBe(before);
    expect(host().install('old', '--status')).toMatchObject({ status: 0 });
    expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
    expect(stable(everything())).toBe(bare);
  });

  test('come while the apply waits, also into chains of ours', async () => {
    host().put('old', old);
    host().put('next', next);
    expect(host().install('old', ...options, '--yes')).toMatchObject({ status: 0 });
    const before = rulesOf(host());
    const apply = host().begin('next', [...options, '--confirm', '2']);
    await apply.said(/confirm (\d+)\n/);
    if (backend !== 'nftables')
      for (const text of hostile)
        host().run(['iptables', '-A', 'VG-hook.input', '-m', 'comment', '--comment', text, '-j', 'ACCEPT']);
    else
      host().sh(`nft 'add rule inet vosguard strangers.REGISTER accept comment "a
	}
}
b"'`);
    expect(await apply.end).toMatchObject({ status: 3 });
    expect(rulesOf(host())).toBe(before);
  });
});

describeEachBackend('a way back that cannot put the old rules back', (host, backend) => {
  test('does not leave the new ones in force, and says what is left', async () => {
    host().put('old', old);
    host().put('next', next);
    addForeignRules(host());
    expect(host().install('old', ...backendOption(backend), '--yes')).toMatchObject({ status: 0 });
    const apply = host().begin('next', [...backendOption(backend), '--confirm', '3']);
    await apply.said(/confirm (\d+)\n/);
    const before = `${host().root}/var/lib/vosguard/snapshots/000002/before`;
    // As by a module that is not to be had any more: a match that the kernel refuses.
    if (backend === 'nftables')
      host().sh(`sed -i 's/ th dport/ th dportx/; s/hook input/hook inputx/' ${before}/nft`);
    else
      host().sh(
        `sed -i '/^-A VG-hook/ s/ -[jg] / -m nosuchmatch&/; /^\\[.*-A VG-hook/ s/ -[jg] / -m nosuchmatch&/' ${before}/iptables`,
      );
    const { status, err } = await apply.end;
    expect([status, err]).toEqual([4, expect.stringContaining('not everything could be put back')]);
    const rules = host().sh('iptables-save; nft -s list ruleset inet');
    expect(rules).not.toContain('198.51.100.0/24');
    if (backend === 'nftables') expect(rules).not.toContain('table inet vosguard');
    else {
      expect(rules).not.toMatch(/^-A (?:PREROUTING|INPUT|OUTPUT) .*VG-/m);
      // What is not concerned is back.
      expect(host().sh('ip6tables-save')).toContain('VG-hook.input');
    }
  });
});

describeHosts("an operator's files in /etc", 'nftables', (host) => {
  test('keep their modes; ours are for root alone, and folders of the host as the host has them', () => {
    const etc = join(host().root, 'etc');
    mkdirSync(join(etc, 'vosguard'), { recursive: true });
    chmodSync(join(etc, 'vosguard'), 0o710);
    writeFileSync(join(etc, 'vosguard/policy.yaml'), 'vos3000: { dsn: secret }\n', { mode: 0o600 });
    host().put('old', old);
    expect(host().install('old', '--yes')).toMatchObject({ status: 0 });
    const own = (path: string) => modeOf(join(etc, path));
    expect([own('vosguard'), own('vosguard/policy.yaml')]).toEqual(['710', '600']);
    expect([own('vosguard/artifacts'), own('vosguard/artifacts/000001')]).toEqual(['700', '700']);
    expect(
      ['nftables.nft', 'install.sh', 'manifest.json'].map((file) => own(`vosguard/artifacts/000001/${file}`)),
    ).toEqual(['600', '600', '600']);
    expect(own('vosguard/start')).toBe('600');
    expect([own('systemd/system/vosguard.service'), own('sysctl.d/99-vosguard.conf')]).toEqual([
      '644',
      '644',
    ]);
    const folders = [
      etc,
      join(etc, 'sysctl.d'),
      join(etc, 'systemd/system/sysinit.target.wants'),
      join(host().root, 'var/lib'),
    ];
    expect(folders.map(modeOf)).toEqual(['755', '755', '755', '755']);
    expect(modeOf(join(host().root, 'var/lib/vosguard'))).toBe('700');
    expect(host().sh(`sh ${etc}/vosguard/start --root ${host().root}`)).toBe('');
    expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
    expect(readFileSync(join(etc, 'vosguard/policy.yaml'), 'utf8')).toContain('secret');
  });

  test('links below --root that lead out of it: nothing is written there', () => {
    const outside = join(host().folder, 'outside');
    mkdirSync(outside);
    mkdirSync(join(host().root, 'etc'));
    symlinkSync(outside, join(host().root, 'etc/sysctl.d'));
    host().put('old', old);
    const { status, err } = host().install('old', '--yes');
    expect([status, err]).toEqual([
      3,
      expect.stringMatching(/etc\/sysctl.d is a link out of .*nothing was changed/s),
    ]);
    expect(host().sh(`ls ${outside}`)).toBe('');
  });

  test('CDPATH in the environment, and a grep that colours', () => {
    host().put('old', old);
    const script = [
      'sh',
      '-c',
      'cd "$1" && CDPATH=.:/ GREP_OPTIONS=--color=always sh old/install.sh --root root --yes',
      'sh',
      host().folder,
    ];
    expect(host().run(script)).toMatchObject({ status: 0 });
    expect(host().install('old', '--status')).toMatchObject({ status: 0 });
  });
});

describeHosts('a folder of artifacts that others may write', 'nftables', (host) => {
  test('is refused, by the folder, by what is above it and by a file', () => {
    const folder = host().put('shared', old);
    const refused = (words: RegExp) => {
      const { status, err } = host().install('shared', '--yes');
      expect([status, err]).toEqual([3, expect.stringMatching(words)]);
    };
    chmodSync(folder, 0o777);
    refused(
      /anybody on this host can change what is in .*shared, and root would run it[\s\S]*nothing was changed/,
    );
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'nftables.nft'), 0o666);
    refused(/anybody on this host can change .*nftables.nft/);
    chmodSync(join(folder, 'nftables.nft'), 0o644);
    chmodSync(host().folder, 0o777);
    refused(/anybody on this host can change what is in/);
    // As /tmp has it: nobody takes away what is another's.
    chmodSync(host().folder, 0o1777);
    expect(host().install('shared', '--yes')).toMatchObject({ status: 0 });
  });

  test('of somebody else: said', () => {
    host().put('shared', old);
    host().sh(`chown 4321 ${host().folder}/shared`);
    const { status, err } = host().install('shared', '--yes');
    expect([status, err]).toEqual([
      0,
      expect.stringMatching(/user 4321 can change .*shared, and with it what root runs here/),
    ]);
    const dry = (env = {}) => host().run(host().installer('shared', ['--dry-run']), env).err;
    expect(dry({ SUDO_UID: '4321' })).not.toContain('4321');
    // Whoever owns the folder above it can put another folder in its place, and so can a group that may write it.
    host().sh(`chown 0 ${host().folder}/shared; chgrp 4322 ${host().folder}; chmod 775 ${host().folder}`);
    expect(dry()).toContain(`group 4322 can change ${host().folder},`);
    expect(dry({ SUDO_GID: '4322' })).not.toContain('4322');
    host().sh(`chown 4323 ${host().folder}`);
    expect(dry()).toContain(`user 4323 can change ${host().folder},`);
  });

  test.each(['etc/vosguard', 'var/lib/vosguard'])('what is kept in %s is run by root too', (name) => {
    const folder = join(host().root, name);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    host().put('old', old);
    const apply = () => host().install('old', '--yes');
    expect(apply()).toMatchObject({
      status: 3,
      err: expect.stringMatching(
        new RegExp(`anybody on this host can change what is in ${folder}, .*nothing was changed`, 's'),
      ),
    });
    chmodSync(folder, 0o755);
    host().sh(`chown 4321 ${folder}`);
    expect(apply()).toMatchObject({
      status: 0,
      err: expect.stringContaining(`user 4321 can change what is in ${folder},`),
    });
    // A start asks nobody.
    chmodSync(folder, 0o777);
    expect(host().run(['sh', join(host().root, 'etc/vosguard/start'), '--root', host().root])).toMatchObject({
      status: 0,
    });
  });

  test('a file that is changed once its sum was taken reaches nothing', () => {
    const folder = host().put('shared', old);
    // The tool itself changes every artifact of the folder, once it has read what it was given.
    host().sh(`real=$(readlink -f "$(command -v sha256sum)"); rm -f ${host().bin}/sha256sum
      printf '#!/bin/sh\\n%s "$@"; status=$?; for file in ${folder}/*; do echo "# swapped" >> "$file"; done; exit $status\\n' "$real" > ${host().bin}/sha256sum
      chmod 755 ${host().bin}/sha256sum`);
    expect(host().install('shared', '--yes')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'sysctl.conf'), 'utf8')).toContain('# swapped');
    const written = host().run(['grep', '-rl', '# swapped', host().root]);
    expect(written).toMatchObject({ status: 1, out: '' });
  });
});

for (const name of ['/run/xtables.lock', '@xtables'] as const)
  describeHosts(`somebody who holds ${name} for good`, 'iptables-legacy', (host) => {
    const hold = () => {
      const socket = `use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, pack("Sa*", AF_UNIX, "\\0xtables")); sleep 100`;
      const command =
        name === '@xtables' ? ['perl', '-e', socket] : ['flock', '/run/xtables.lock', 'sleep', '100'];
      const { child } = host().beginCommand(command);
      for (let tries = 0; tries < 100; tries++) {
        const held =
          name === '@xtables'
            ? 'grep -q @xtables /proc/net/unix'
            : 'test -s /run/xtables.lock || ! flock -n /run/xtables.lock true';
        if (host().run(['sh', '-c', held]).status === 0) break;
      }
      return child;
    };
    const holder =
      name === '@xtables' ? /held by process \d+ \(perl -e/ : /held by process \d+ \((?:flock|sleep)/;

    test('is named before anything is changed, or does not keep the rules from the host', () => {
      host().put('old', old);
      host().put('next', next);
      expect(host().install('old', '--yes')).toMatchObject({ status: 0 });
      const before = stateOf(host());
      const child = hold();
      const { status, err } = host().install('next', '--confirm', '1');
      expect(stateOf(host())).toBe(before);
      expect(status).toBe(3);
      // Whose iptables-restore has no lock can load all the same.
      if (name !== '@xtables') expect(err).toMatch(holder);
      child.kill();
    });

    test('while the apply waits: the way back puts everything back, and says who it was', async () => {
      host().put('old', old);
      host().put('next', next);
      expect(host().install('old', '--yes')).toMatchObject({ status: 0 });
      const before = stateOf(host());
      const apply = host().begin('next', ['--confirm', '2']);
      await apply.said(/confirm (\d+)\n/);
      const child = hold();
      const began = host().sh('cut -d. -f1 /proc/uptime');
      expect(await apply.end).toMatchObject({ status: 3 });
      expect(stateOf(host())).toBe(before);
      expect(Number(host().sh('cut -d. -f1 /proc/uptime')) - Number(began)).toBeLessThan(60);
      child.kill();
    });
  });
