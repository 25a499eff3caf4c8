import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import { next, old } from './policies.js';
import { addForeignRules, stateOf } from './state.js';

describeHosts('before anything is changed', 'nftables', (host) => {
  const refused = (words: string | RegExp, ...options: string[]) => {
    const before = stateOf(host());
    const { status, err } = host().install('out', ...options);
    expect([status, err]).toEqual([3, expect.stringMatching(words)]);
    expect(err).toContain('nothing was changed');
    expect(stateOf(host())).toBe(before);
    expect(host().state('pending')).toBeUndefined();
  };
  beforeEach(() => host().put('out', old));

  test('an artifact that was edited, and one that is missing', () => {
    appendFileSync(join(host().folder, 'out/nftables.nft'), '# by hand\n');
    refused(/nftables.nft is not as compile wrote it/, '--yes');
    rmSync(join(host().folder, 'out/nftables.nft'));
    refused(/nftables.nft is missing in/, '--yes');
  });

  test('a policy for a newer host', () => {
    const platform = '{ iptables: 1.9.0, nft: 9.0.0, ipset: 9.0, kernel: "99.0" }';
    host().put(
      'out',
      compileText(`vosguard: 1\ntrusted: [192.0.2.1]\ntarget: { platform: ${platform} }\n`).artifacts,
    );
    refused(/compiled for stated versions with kernel 99.0; this host has kernel/, '--yes');
  });

  test('a tool that is missing', () => {
    for (const tool of ['nft', 'ipset']) rmSync(join(host().bin, tool));
    host().sh(`mount -t tmpfs none /usr/local/sbin; mkdir ${host().folder}/sbin`);
    host().sh('for tool in nft ipset; do mount --bind /dev/null "$(command -v $tool)"; done');
    refused(/the tool nft is missing/, '--yes');
  });

  test('a kernel that does not take the rules', () => {
    host().sh(
      `sed -i '$d' ${host().bin}/nft; echo 'case "$*" in *nft.next*) echo no such module >&2; exit 1 ;; esac' >> ${host().bin}/nft`,
    );
    host().sh(`echo 'exec /usr/sbin/nft "$@"' >> ${host().bin}/nft`);
    refused(/no such module/, '--yes');
  });

  test('another vosguard at work; one that has died is no hindrance', () => {
    const lock = `${host().root}/var/lib/vosguard/lock`;
    host().sh(`mkdir -p ${lock}; echo "1 $(sed 's/.*) //' /proc/1/stat | cut -d' ' -f20)" > ${lock}/owner`);
    refused('another vosguard is at work', '--yes');
    host().sh(`echo 99999 1 > ${lock}/owner`);
    expect(host().install('out', '--yes').status).toBe(0);
  });

  test('three at once: one applies', () => {
    const command = host().installer('out', ['--confirm', '1']).join(' ');
    const words = host().sh(`for one in 1 2 3; do (${command} 2>&1 || :) & done; wait`);
    expect(words.match(/another vosguard is at work|an apply waits/g)).toHaveLength(2);
    expect(words.match(/in force for 1 s/g)).toHaveLength(1);
  });

  test('rules of both kinds, until --backend decides', () => {
    addForeignRules(host());
    host().sh('iptables-legacy -A INPUT -s 192.0.2.99 -j DROP');
    refused(
      /rules of both kinds: 1 through legacy iptables, \d+ through iptables-nft, 1 tables of nft/,
      '--yes',
    );
    expect(host().install('out', '--yes', '--backend', 'nftables').status).toBe(0);
  });

  test('a disk that is full, and one that is read-only', () => {
    host().sh(`mkdir -p ${host().root}/var/lib; mount -t tmpfs -o size=64k none ${host().root}/var/lib`);
    refused(/cannot be (kept|written)/, '--yes');
    host().sh(`mount -o remount,ro ${host().root}/var/lib`);
    refused(/./, '--yes');
  });

  test('somebody who is not root', () => {
    const nobody = ['setpriv', '--reuid', '65534', '--clear-groups', '--'];
    host().sh(`chmod -R a+rX ${host().folder}`);
    const { status, err } = host().run([...nobody, ...host().installer('out', [])]);
    expect([status, err]).toEqual([3, expect.stringContaining('only root')]);
  });

  test.each([['--confrim'], ['--confirm', '0'], ['--confirm'], ['--backend', 'pf'], ['--root', '/nowhere']])(
    'usage: %s %s',
    (...options) => {
      expect(
        host().run([...host().shell.command, join(host().folder, 'out/install.sh'), ...options]).status,
      ).toBe(2);
    },
  );

  test('a dry run leaves no trace', () => {
    host().put('out', next);
    const before = stateOf(host());
    expect(host().install('out', '--dry-run')).toMatchObject({ status: 0 });
    expect(stateOf(host())).toBe(before);
    expect(host().sh(`find ${host().root} -name '*vosguard*'`)).toBe('');
  });
});
