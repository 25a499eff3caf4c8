import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { vosguard } from './program.js';
import { stateOf } from './state.js';

const policy = (platform: string) => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
conntrack: { max: 200000 }
target: { platform: ${platform} }
`;
/** As for a host whose iptables is no newer than this machine's. */
const compiled = (platform: string) =>
  new Map(
    [...compileText(policy(platform)).artifacts].map(([file, text]) => [
      file,
      file === 'install.sh' ? text.replace(/^NEED_(IPTABLES|KERNEL)=.*$/gm, "NEED_$1='1.8'") : text,
    ]),
  );

/** `iptables-restore` as iptables-nft is on a kernel without these extensions; `said`: in the words of that version. */
function without(host: Host, extensions: string, said: string): void {
  for (const tool of ['iptables-restore', 'ip6tables-restore'])
    writeFileSync(
      join(host.bin, tool),
      `#!/bin/sh
in=$(mktemp); cat > "$in"
if grep -q -E -- '-m (${extensions})' "$in"; then
  ${said}
  echo "${tool}: line 7: RULE_APPEND failed (No such file or directory): rule in chain VG-x" >&2; rm -f "$in"; exit 4
fi
/usr/sbin/xtables-${host.backend === 'iptables-legacy' ? 'legacy' : 'nft'}-multi ${tool} "$@" < "$in"; r=$?; rm -f "$in"; exit $r
`,
      { mode: 0o755 },
    );
}
const warning = (extension: string) =>
  `echo 'Warning: Extension ${extension} revision 0 not supported, missing kernel module?' >&2`;

function release(host: Host, id: string, version: string): void {
  mkdirSync(join(host.root, 'etc'), { recursive: true });
  writeFileSync(
    join(host.root, 'etc/os-release'),
    `ID="${id}"\nID_LIKE="rhel centos fedora"\nVERSION_ID="${version}"\n`,
  );
}

describeHosts('a kernel without the modules of iptables', 'nftables', (host) => {
  test('signatures are left out, everything else is in force, and plan and status say so until they are back', () => {
    const file = join(host().folder, 'policy.yaml');
    writeFileSync(file, policy('debian12'));
    host().put('out', compiled('debian12'));
    release(host(), 'rocky', '10.1');
    const real = host().sh(`cat ${host().bin}/iptables-restore`);
    without(host(), 'string|comment', warning('comment'));
    const plan = () => host().run(vosguard(host(), 'plan', file, '--backend', 'nftables'));
    expect(plan().err).toMatch(/note: signatures would be left out: this kernel lacks xt_comment/);
    const applied = host().install('out', '--yes');
    expect(applied).toMatchObject({ status: 0 });
    expect(applied.err).toMatch(
      /signatures are left out: this kernel lacks xt_comment; the package kernel-modules-extra-\S+ has such modules\n/,
    );
    expect(host().sh('nft list chain inet vosguard hook.input')).toContain('policy');
    const left = {
      status: 0,
      out: expect.stringContaining('NOT in force: signatures; this kernel lacks xt_comment'),
    };
    expect(host().install('out', '--status')).toMatchObject(left);
    expect(host().run(vosguard(host(), 'status'))).toMatchObject(left);
    expect(plan().out).toMatch(/^nothing to change: /m);
    for (const tool of ['iptables-restore', 'ip6tables-restore'])
      writeFileSync(join(host().bin, tool), real.replaceAll('iptables-restore', tool), { mode: 0o755 });
    // What has been left out stays so, at a boot too, until the next apply.
    expect(host().install('out', 'boot', '--backend', 'nftables')).toMatchObject({ status: 0 });
    expect(host().run(vosguard(host(), 'status'))).toMatchObject(left);
    expect(plan().out).toMatch(/^[1-9]\d* to add, /m);
    expect(host().install('out', '--yes')).toMatchObject({ status: 0 });
    expect(host().install('out', '--status')).toMatchObject({
      status: 0,
      out: expect.not.stringContaining('NOT in force'),
    });
  });

  test('a boot with such a kernel loads the rest, and status misses the signatures', () => {
    host().put('out', compiled('debian12'));
    expect(host().install('out', '--yes')).toMatchObject({ status: 0 });
    without(host(), 'string|comment', warning('string'));
    host().sh('nft delete table inet vosguard; iptables -t raw -F; ip6tables -t raw -F');
    const boot = host().install('out', 'boot', '--backend', 'nftables');
    expect(boot).toMatchObject({
      status: 0,
      err: expect.stringMatching(/signatures could not be loaded: this kernel lacks xt_string/),
    });
    expect(host().sh('nft list chain inet vosguard hook.input')).toContain('policy');
    expect(host().run(vosguard(host(), 'status')).status).toBe(1);
  });
});

const el9 = { 'iptables-nft': warning('u32'), 'iptables-legacy': ':' } as const;

for (const backend of ['iptables-nft', 'iptables-legacy'] as const)
  describeHosts('a kernel without xt_u32', backend, (host) => {
    beforeEach(() => {
      release(host(), 'almalinux', '9.6');
      without(host(), 'u32', el9[backend]);
      host().sh(`printf '#!/bin/sh\\ncase "$*" in *_u32) exit 1 ;; esac\\n' > ${host().bin}/modprobe`);
    });

    test('rules for another host are refused, with the module and the ways out', () => {
      host().put('out', compiled('debian12'));
      const before = stateOf(host());
      const { status, err } = host().install('out', '--yes', '--backend', 'iptables');
      expect(status).toBe(3);
      // The legacy tools do not say what is missing, and this machine's kernel has it.
      if (backend === 'iptables-nft')
        expect(err).toMatch(
          /this kernel lacks xt_u32; Red Hat has taken xt_u32 out .* set target\.platform to el9/,
        );
      if (backend === 'iptables-nft') expect(err).toContain('--backend nftables');
      expect(stateOf(host())).toBe(before);
    });

    test('those for el9 are in force', () => {
      host().put('out', compiled('el9'));
      expect(host().install('out', '--yes', '--backend', 'iptables')).toMatchObject({ status: 0 });
      expect(host().sh('iptables-save -t raw')).toContain('-m bpf --bytecode');
      expect(host().install('out', '--status')).toMatchObject({ status: 0 });
    });
  });

describeHosts('a kernel without xt_u32, before an apply', 'iptables-nft', (host) => {
  test('plan names the module', () => {
    const file = join(host().folder, 'policy.yaml');
    writeFileSync(file, policy('debian12'));
    without(host(), 'u32', warning('u32'));
    const { err } = host().run(vosguard(host(), 'plan', file, '--backend', 'iptables'));
    expect(err).toMatch(/note: apply would refuse these rules: this kernel lacks xt_u32/);
  });
});
