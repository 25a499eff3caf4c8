import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../../src/host/machine.js';
import { temporaryFolder } from './temporary-folder.js';
import { vosguard } from './vosguard.js';

const folder = temporaryFolder();
const put = (text: string) => writeFileSync(join(folder(), 'policy.yaml'), text);

const policy = (platform: string) =>
  `vosguard: 1\ntarget: { platform: ${platform} }\nservices: { ssh: { tcp: [22], from: [192.0.2.8/29] } }\n`;

const debian12 = {
  kernel: '6.1.0-31-amd64',
  os: 'ID=debian\nVERSION_ID="12"',
  iptables: 'iptables v1.8.9 (nf_tables)',
  nft: 'nftables v1.0.6 (Lester Gooch #5)',
  ipset: 'ipset v7.17, protocol version: 7',
  probes: 'u32 yes\ncomment yes\nnft-table yes',
};

/** A host that answers what is asked of its row, and nothing else. */
const hostOf = (changes: Partial<typeof debian12>): Machine => ({
  run: async (tool, words) => {
    if (tool !== 'sh' || words[0] !== '-s') return { kind: 'missing', tool };
    const said = Object.entries({ ...debian12, ...changes, end: '' }).map(
      ([name, text]) => `@@${name}\n${text}\n`,
    );
    return { kind: 'done', output: said.join('\n') };
  },
  read: async () => new Map(),
  isRoot: async () => false,
});

/** The files that an apply hands to the installer of such a host. */
async function applied(changes: Partial<typeof debian12>, ...argv: readonly string[]) {
  let files: ReadonlyMap<string, string> = new Map();
  const ended = await vosguard(folder(), ['apply', ...argv], {
    sshConnection: () => undefined,
    machine: async () => hostOf(changes),
    runInstaller: async (all) => {
      files = all;
      return { kind: 'ended', status: 0 };
    },
  });
  return { ...ended, files };
}

test.each(['lint', 'compile', 'test', 'explain --from 192.0.2.9', 'plan --against .'])(
  '%s asks no host: auto needs a row',
  async (words) => {
    put(policy('auto'));
    const { status, out, err } = await vosguard(folder(), words.split(' '));
    expect(status).toBe(1);
    expect(out + err).toContain('VG401');
    expect(out + err).toContain('--platform debian12');
  },
);

test.each(['lint', 'compile -o out', 'explain --from 192.0.2.9'])('%s with the row', async (words) => {
  put(policy('auto'));
  const argv = [...words.split(' '), '--platform', 'debian12'];
  expect((await vosguard(folder(), argv)).status).toBe(0);
});

test('the row of the command line counts, whatever the policy states', async () => {
  put(policy('debian12'));
  const { err } = await vosguard(folder(), ['compile', '-o', 'out', '--platform', 'centos7']);
  expect(err).toContain('for centos7');
});

test('a name that is no row is a mistake of the command line', async () => {
  put(policy('auto'));
  expect((await vosguard(folder(), ['lint', '--platform', 'debian99'])).status).toBe(2);
});

test('apply compiles for the row of the host, byte for byte as a policy that states it, and says so', async () => {
  put(policy('auto'));
  const { status, err, files } = await applied({});
  expect(status).toBe(0);
  expect(err).toContain('platform: auto is debian12 here');
  put(policy('debian12'));
  const stated = (await applied({})).files;
  for (const name of ['nftables.nft', 'iptables.rules', 'sysctl.conf'])
    expect(files.get(name)?.replace(/^#.*\n/gm, '')).toBe(stated.get(name)?.replace(/^#.*\n/gm, ''));
});

test('a stated row asks nobody', async () => {
  put(policy('debian12'));
  expect((await applied({ kernel: '' })).err).not.toContain('platform: auto');
});

test.each([
  ['no nft', { nft: '', probes: 'u32 yes\ncomment yes' }, ['iptables.rules'], ['nftables.nft']],
  ['no nf_tables', { probes: 'comment yes\nu32 yes\nnft-table no x' }, ['iptables.rules'], ['nftables.nft']],
  ['no iptables', { iptables: '', ipset: '', probes: 'nft-table yes' }, ['nftables.nft'], ['iptables.rules']],
  [
    'el10 as it comes',
    {
      os: 'ID="almalinux"\nVERSION_ID="10.0"',
      kernel: '6.12.0',
      nft: 'nftables v1.1.1',
      iptables: 'iptables v1.8.11',
      probes: 'comment no x\nnft-table yes',
    },
    ['nftables.nft'],
    ['iptables.rules'],
  ],
  [
    'el10 with its package',
    {
      os: 'ID="almalinux"\nVERSION_ID="10.0"',
      kernel: '6.12.0',
      nft: 'nftables v1.1.1',
      iptables: 'iptables v1.8.11',
      probes: 'comment yes\nu32 no x\nnft-table yes',
    },
    ['nftables.nft', 'iptables.rules'],
    [],
  ],
])('the rules that a host has: %s', async (_, changes, has, lacks) => {
  put(policy('auto'));
  const { status, files } = await applied(changes);
  expect(status).toBe(0);
  expect([...files.keys()]).toEqual(expect.arrayContaining(has));
  for (const name of lacks) expect(files.has(name)).toBe(false);
});

test('a kernel without xt_u32 gets programs of xt_bpf, whatever it is called', async () => {
  put(policy('auto'));
  const { files } = await applied({ os: 'ID=other', probes: 'comment yes\nu32 no x\nnft-table yes' });
  expect(files.get('iptables.rules')).toContain('-m bpf');
  expect(files.get('iptables.rules')).not.toContain('-m u32');
});

test('a host with neither tool is refused', async () => {
  put(policy('auto'));
  const { status, err, files } = await applied({ nft: '', iptables: '', ipset: '', probes: '' });
  expect([status, files.size]).toEqual([1, 0]);
  expect(err).toContain('VG402');
});

test('a host that does not tell: nothing is changed', async () => {
  put(policy('auto'));
  const { status, err, files } = await applied({ kernel: '' });
  expect([status, files.size]).toEqual([3, 0]);
  expect(err).toContain('the host cannot be asked for platform: auto');
});

test('the host over ssh is asked, not this one', async () => {
  put(policy('auto'));
  const asked: string[] = [];
  const { err } = await vosguard(folder(), ['apply', '--host', 'root@switch'], {
    remote: async () => ({
      machine: async ({ host }) => {
        asked.push(host);
        return {
          ...hostOf({
            os: 'ID=debian\nVERSION_ID="11"',
            kernel: '5.10.0',
            nft: 'nftables v0.9.8',
            iptables: 'iptables v1.8.7',
          }),
          close: async () => {},
        };
      },
      runInstaller: () => ({
        end: Promise.resolve({ kind: 'not-begun' }),
        goBack: () => {},
        leave: () => {},
      }),
      outcome: async () => undefined,
    }),
  });
  expect(asked).toEqual(['root@switch']);
  expect(err).toContain('platform: auto is debian11 here');
});
