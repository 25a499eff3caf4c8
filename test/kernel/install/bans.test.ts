import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeEachBackend, describeHosts } from './describe.js';
import { entries } from './entries.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { vosguard } from './program.js';

const artifacts = compileText(`
vosguard: 1
trusted: [203.0.113.0/24, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
sip: { bans: { signature: 2h, flood: { over: 10/s burst 100, for: 20m } } }
`).artifacts;

const bans = (host: Host, ...words: string[]) => host.run(vosguard(host, 'bans', ...words));

/** As a rule does it. */
function banByRule(host: Host, address: string, seconds: number): void {
  const family = address.includes(':') ? 6 : 4;
  const sets = host.backend === 'nftables' ? ['banned', 'paroled'] : ['banned'];
  for (const set of sets)
    host.sh(
      host.backend === 'nftables'
        ? `nft 'add element inet vosguard ${set}${family} { ${address} timeout ${seconds}s }'`
        : `ipset add vg-${set}-${family} ${address} timeout ${seconds}`,
    );
}

const banned = (host: Host) =>
  [...entries(host, 'banned', 4).keys(), ...entries(host, 'banned', 6).keys()].toSorted();
const paroled = (host: Host) =>
  host.backend === 'nftables'
    ? [...entries(host, 'paroled', 4).keys(), ...entries(host, 'paroled', 6).keys()].toSorted()
    : banned(host);

const proven = (host: Host) =>
  [...entries(host, 'proven', 4).keys(), ...entries(host, 'proven', 6).keys()].toSorted();

/** Without the folder that it came from. */
function applied(host: Host): void {
  host.put('old', artifacts);
  expect(host.install('old', ...backendOption(host.backend), '--yes', '--no-persist').status).toBe(0);
  rmSync(join(host.folder, 'old'), { recursive: true });
}

describeEachBackend('bans', (host, backend) => {
  test('are added, listed with time and reason, exported and removed, of both families', () => {
    applied(host());
    expect(bans(host(), 'list')).toMatchObject({ status: 0, out: 'nobody is banned\n' });
    banByRule(host(), '198.51.100.1', 7200);
    banByRule(host(), '2001:db8:5:6::', 1200);
    const added = bans(host(), 'add', '198.51.100.7', '--for', '1d', '--reason', "it's $(id) `x` %s");
    expect(added).toMatchObject({ status: 0, out: '198.51.100.7 is banned for 1d\n', err: '' });
    expect(bans(host(), 'add', '2001:db8:5:7::99')).toMatchObject({
      status: 0,
      out: expect.stringContaining('2001:db8:5:7::/64'),
    });
    expect(banned(host())).toEqual(['198.51.100.1', '198.51.100.7', '2001:db8:5:6::', '2001:db8:5:7::']);
    expect(paroled(host())).toEqual(banned(host()));
    // A ban by hand holds over TCP too, one by a rule for UDP does not.
    expect(proven(host())).toEqual(['198.51.100.7', '2001:db8:5:7::']);
    const flood = backend === 'nftables' ? 'flood: too many packets that were refused' : 'flood or signature';
    const lines = [
      /^4 sources are banned$/,
      /^ {2}198\.51\.100\.7 +2\dh \d+m left {2}by hand: it's \$\(id\) `x` %s$/,
      /^ {2}198\.51\.100\.1 +1h 59m left {2}signature$/,
      /^ {2}2001:db8:5:7::\/64 +59m \d+s left {2}by hand$/,
      new RegExp(`^ {2}2001:db8:5:6::/64 +19m \\d+s left {2}${flood}$`),
    ];
    const told = bans(host(), 'list').out.trimEnd().split('\n');
    expect(told).toEqual(lines.map((line) => expect.stringMatching(line)));
    const short = bans(host(), 'list', '--limit', '1').out.trimEnd().split('\n');
    expect(short.slice(2)).toEqual(['  and 3 more; --limit shows more of them']);
    const json = JSON.parse(bans(host(), 'list', '--json', '--limit', '1').out);
    expect(json).toMatchObject({
      total: 4,
      bans: [{ source: '198.51.100.7', by: 'hand', reason: "it's $(id) `x` %s" }],
    });
    const plain = bans(host(), 'export').out;
    expect(plain).toBe('198.51.100.1\n198.51.100.7\n2001:db8:5:6::/64\n2001:db8:5:7::/64\n');
    const list = bans(host(), 'export', '--format', 'list').out;
    expect(
      compileText(
        `vosguard: 1\nblocked: [${plain
          .trim()
          .split('\n')
          .map((one) => `"${one}"`)}]\n`,
      ).artifacts.size,
    ).toBeGreaterThan(0);
    expect(list.replace(/ *#.*\n/g, '\n').trim()).toBe(plain.trim());

    // A new cause sets another time, and the record is not told for it.
    for (const set of ['banned', 'proven'])
      if (backend === 'nftables') host().sh(`nft 'delete element inet vosguard ${set}4 { 198.51.100.7 }'`);
      else host().sh(`ipset del vg-${set}-4 198.51.100.7`);
    banByRule(host(), '198.51.100.7', 7200);
    expect(bans(host(), 'list').out).toMatch(/198\.51\.100\.7 +1h 59m left {2}signature\n/);
    // By hand again, longer and shorter.
    expect(bans(host(), 'add', '198.51.100.7', '--for', '5m')).toMatchObject({ status: 0 });
    expect(entries(host(), 'banned', 4).get('198.51.100.7')).toBeLessThanOrEqual(300);

    expect(bans(host(), 'remove', '198.51.100.7')).toMatchObject({
      status: 0,
      out: '198.51.100.7 is no longer banned\n',
    });
    expect(bans(host(), 'remove', '198.51.100.7')).toMatchObject({
      status: 0,
      out: '198.51.100.7 is not banned\n',
    });
    expect(bans(host(), 'remove', '2001:db8:5:7::1').status).toBe(0);
    expect(banned(host())).toEqual(['198.51.100.1', '2001:db8:5:6::']);
    expect(paroled(host())).toEqual(banned(host()));
    expect(proven(host())).toEqual([]);
    expect(host().state('bans')).toBe('');
    expect(bans(host(), 'remove', '--all')).toMatchObject({ status: 0, out: 'nobody is banned any more\n' });
    expect([...banned(host()), ...paroled(host()), ...proven(host())]).toEqual([]);
    // The rules are as they were applied.
    expect(host().run(vosguard(host(), 'status')).status).toBe(0);
  });
});

// What is not the tools' own is tried with one kind of iptables.
for (const backend of ['nftables', 'iptables-legacy'] as const) {
  describeHosts('bans', backend, (host) => {
    test('of who must stay are refused, with the words why; a known source is known no more', () => {
      applied(host());
      const refused = (source: string, env = {}) => host().run(vosguard(host(), 'bans', 'add', source), env);
      const connection = { SSH_CONNECTION: '198.51.100.9 40000 192.0.2.1 22' };
      for (const [source, why, env] of [
        ['203.0.113.77', 'it is in trusted (policy.yaml:3:', {}],
        ['2001:db8:7::99', '2001:db8:7::/64 is not banned: it is in trusted', {}],
        ['192.0.2.12', 'it is in services.ssh', {}],
        ['127.0.0.1', 'loopback', {}],
        ['::1', 'loopback', {}],
        ['198.51.100.9', 'your own connection', connection],
      ] as const)
        expect([source, refused(source, env)]).toEqual([
          source,
          { status: why === 'loopback' ? 2 : 3, out: '', err: expect.stringContaining(why) },
        ]);
      expect(refused('198.51.0.0/16')).toMatchObject({
        status: 2,
        err: expect.stringContaining('blocked'),
      });
      expect(refused('sip.example.com')).toMatchObject({ status: 2 });
      expect(banned(host())).toEqual([]);
      const nft = backend === 'nftables';
      host().sh(
        nft ? "nft 'add element inet vosguard known4 { 198.51.100.9 }'" : 'ipset add vg-known-4 198.51.100.9',
      );
      host().sh(
        nft
          ? "nft 'add element inet vosguard called4 { 198.51.100.9 }'"
          : 'ipset add vg-called-4 198.51.100.9',
      );
      const { status, err } = refused('198.51.100.9');
      expect([status, err]).toEqual([
        0,
        expect.stringMatching(/of these were known, and are strangers[\s\S]*the switch has called/),
      ]);
      expect(entries(host(), 'known', 4).size).toBe(0);
    });
  });
}

describeHosts('bans', 'nftables', (host) => {
  test('wait for the lock of an apply, and say so where it is not given back', () => {
    applied(host());
    const folder = join(host().root, 'var/lib/vosguard/lock');
    mkdirSync(folder);
    writeFileSync(join(folder, 'owner'), host().sh('echo 1 $(sed "s/.*) //" /proc/1/stat | cut -d" " -f20)'));
    const { status, err } = bans(host(), 'add', '198.51.100.7');
    expect([status, err]).toEqual([3, expect.stringContaining('another vosguard is at work')]);
    expect(banned(host())).toEqual([]);
    rmSync(folder, { recursive: true });
    expect(bans(host(), 'add', '198.51.100.7').status).toBe(0);
    expect(host().state('lock/owner')).toBeUndefined();
  });

  test('where nothing was applied, without a manifest, and with a tool that fails', () => {
    const said = () => bans(host(), 'list');
    expect(said()).toMatchObject({
      status: 3,
      err: expect.stringContaining('nothing of vosguard has been applied'),
    });
    host().put('old', artifacts);
    rmSync(join(host().folder, 'old/manifest.json'));
    expect(host().install('old', '--yes').status).toBe(0);
    expect(said()).toMatchObject({ status: 3, err: expect.stringContaining('manifest') });
    host().put('old', artifacts);
    expect(host().install('old', '--yes').status).toBe(0);
    writeFileSync(join(host().root, 'var/lib/vosguard/bans'), '198.51.100.7 99 \u001b[31mred\n; rm -rf /\n');
    expect(bans(host(), 'add', '198.51.100.8')).toMatchObject({ status: 0, err: '' });
    host().sh('nft flush table inet vosguard; nft delete table inet vosguard');
    expect(said()).toMatchObject({
      status: 3,
      err: expect.stringContaining('the set banned4 cannot be read'),
    });
    expect(bans(host(), 'add', '198.51.100.8')).toMatchObject({ status: 3 });
    const nobody = [
      'setpriv',
      '--reuid',
      '65534',
      '--clear-groups',
      '--',
      ...vosguard(host(), 'bans', 'list'),
    ];
    expect(host().run(nobody)).toMatchObject({ status: 3, err: expect.stringContaining('only root') });
  });
});
