import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../../src/host/lab/load.js';
import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = (trusted: string, rate = 3) =>
  compileText(`
vosguard: 1
lists: { feed: { url: "https://lists.example/feed?a=1&b=[2]", on_switch: on, format: spamhaus, every: 6h, max_age: 3d, min: 2 } }
trusted: [${trusted}]
blocked: [198.18.0.9, { list: feed }]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: ${rate}/s burst 5 } } }
`).artifacts;

const old = policy('203.0.113.10');
const next = policy('203.0.113.10, 198.51.100.128/25, "2001:db8:0:1::/64"', 7);

const json = compileText(`
vosguard: 1
lists: { feed: { url: "https://lists.example/ips.json", on_switch: on, format: json, path: "ips[].ip" } }
blocked: [{ list: feed }]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`).artifacts;

const feed = '; DROP\n198.51.100.0/24 ; SBL1\n203.0.113.8/30 ; SBL2\n2001:db8::/63\n';

const byName = compileText(`
vosguard: 1
lists: { peers: { names: [sip.carrier.example], on_switch: on, keep: 1h } }
trusted: [203.0.113.10, { list: peers }]
blocked: [198.18.0.9]
services: { ssh: { tcp: [22], from: [192.0.2.8, { list: peers }] } }
`).artifacts;

/** A name server, as getent sees it. */
const resolves = (host: Host, ...addresses: readonly string[]): void =>
  writeFileSync(
    join(host.bin, 'getent'),
    `#!/bin/sh\n${addresses.length === 0 ? 'exit 2' : addresses.map((one) => `echo '${one} STREAM'`).join('\n')}\n`,
    { mode: 0o755 },
  );

/** Whom a set of names holds, of IPv4. */
const named = (host: Host, use: string): readonly string[] =>
  host
    .sh(
      host.backend === 'nftables'
        ? `nft list set inet vosguard named.${use}4`
        : `ipset save vg-named.${use}-4 | sed -n 's/^add [^ ]* //p'`,
    )
    .match(/\d+\.\d+\.\d+\.\d+/g)
    ?.toSorted() ?? [];

/** A server, as curl sees it. */
function answer(host: Host, text: string, said = '200 ', ended = 0): void {
  writeFileSync(join(host.folder, 'feed'), text);
  writeFileSync(
    join(host.bin, 'curl'),
    `#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" != -o ] || out=$2; shift; done\necho "$1" > ${host.folder}/asked\ncat ${host.folder}/feed > "$out"\nprintf '%s' '${said}'\nexit ${ended}\n`,
    { mode: 0o755 },
  );
}

const blocked = (host: Host): readonly string[] =>
  [4, 6].flatMap(
    (family) =>
      host
        .sh(
          host.backend === 'nftables'
            ? `nft list set inet vosguard fetched${family}; nft list set inet vosguard fetched.hosts${family}`
            : `ipset save vg-fetched-${family} | sed -n 's/^add [^ ]* //p'`,
        )
        .match(family === 4 ? /\d+\.\d+\.\d+\.\d+(?:\/\d+)?/g : /2001:[0-9a-f:]+(?:\/\d+)?/g)
        ?.toSorted() ?? [],
  );

const whole = ['198.51.100.0/24', '203.0.113.11', '203.0.113.8/31', '2001:db8::/63'];
const spared = ['198.51.100.0/25', '203.0.113.11', '203.0.113.8/31', '2001:db8::/64'];

const bad: readonly (readonly [text: string, said: string, ended: number, why: string])[] = [
  ['<html>', '200 ', 0, 'a page in HTML came instead of a list'],
  ['', '200 ', 0, 'it has no address'],
  ['0.0.0.0/0\n198.18.0.1\n', '200 ', 0, 'line 1 stands for a large part of the internet'],
  ['198.18.0.1\n', '200 ', 0, 'it has 1 entries, fewer than min: 2'],
  ['', '403 ', 0, 'the server answered 403'],
  ['', '302 http://10.0.0.1/', 0, 'it leads to http://10.0.0.1/: write that address, if it is right'],
  ['', '000 ', 6, 'the name of the server has no address'],
  ['', '000 ', 60, 'the certificate of the server is not trusted'],
  [feed, '200 ', 18, 'the connection broke off'],
];

for (const backend of ['nftables', 'iptables-nft'] as const satisfies readonly Backend[])
  describeHosts('lists that the host fetches', backend, (host) => {
    const run = (name: string, ...more: string[]) => host().install(name, ...backendOption(backend), ...more);
    const lists = (...words: string[]) => host().install('old', 'lists', ...words);

    test('are fetched, judged and put in place, and everything else stays; status tells them', () => {
      host().put('old', old);
      expect(lists('refresh')).toMatchObject({
        status: 3,
        err: expect.stringContaining('nothing of vosguard has been applied'),
      });
      expect(run('old', '--yes')).toMatchObject({ status: 0 });
      expect(lists('status')).toEqual({
        status: 1,
        out: 'list feed: it was never fetched, so it blocks nobody\n',
        err: '',
      });
      const rules = host().sh(
        backend === 'nftables' ? 'nft -a -s list chain inet vosguard sip.udp' : 'iptables-save -t raw',
      );
      answer(host(), feed);
      expect(lists('refresh')).toMatchObject({ status: 0, out: 'feed: 3 entries\n' });
      expect(readFileSync(join(host().folder, 'asked'), 'utf8')).toBe(
        'https://lists.example/feed?a=1&b=[2]\n',
      );
      expect(blocked(host())).toEqual(whole);
      const told = run('old', '--status');
      expect([told.status, told.out]).toEqual([0, expect.stringMatching(/^list feed: 3 entries, 0 h old$/m)]);
      const why = host().install('old', 'why', '198.51.100.7');
      expect(why.out).toMatch(
        /^ {2}fetched: in a list of whom to block$[\s\S]*^now: everything from it is dropped/m,
      );
      expect(JSON.parse(host().install('old', 'why', '198.51.100.7', '--json').out).fetched).not.toBeNull();
      expect(JSON.parse(host().install('old', 'why', '198.51.101.7', '--json').out).fetched).toBeNull();
      answer(host(), `${feed}198.18.7.7\n`);
      expect(lists('refresh', '--due')).toEqual({ status: 0, out: '', err: '' });
      expect(lists('refresh', 'feed')).toMatchObject({ status: 0, out: 'feed: 4 entries\n' });
      expect(blocked(host())).toEqual(['198.18.7.7', ...whole]);
      expect(
        host()
          .sh(backend === 'nftables' ? 'nft -a -s list chain inet vosguard sip.udp' : 'iptables-save -t raw')
          .replace(/^#.*/gm, ''),
      ).toBe(rules.replace(/^#.*/gm, ''));
      expect(lists('refresh', 'other')).toMatchObject({
        status: 3,
        err: expect.stringContaining('this host fetches no list other'),
      });
      expect(lists('refresh', '--x')).toMatchObject({ status: 2 });
      expect(host().install('old', '--status', '--due')).toMatchObject({ status: 2 });
    });

    test('of a long list that has changed by a line only that line is loaded, and nothing where none has', () => {
      host().put('old', old);
      expect(run('old', '--yes', '--no-persist')).toMatchObject({ status: 0 });
      const addresses = Array.from({ length: 6000 }, (_, at) => `198.18.${at >> 7}.${(at & 127) * 2 + 1}`);
      answer(host(), `${addresses.join('\n')}\n203.0.113.0/25\n`);
      expect(lists('refresh')).toMatchObject({ status: 0, out: 'feed: 6001 entries\n' });
      const [host4, net4] =
        backend === 'nftables'
          ? [
              'nft %s element inet vosguard fetched.hosts4 { %a }',
              'nft get element inet vosguard fetched4 { %a }',
            ]
          : ['ipset %s vg-fetched-4 %a', 'ipset test vg-fetched-4 %a'];
      const change = (word: string, address: string) =>
        host().sh(host4.replace('%s', word).replace('%a', address));
      // A set that is filled anew would not keep what stands there by another's hand.
      change(backend === 'nftables' ? 'delete' : 'del', '198.18.9.9');
      change('add', '198.19.7.7');
      answer(
        host(),
        `# head\n${addresses.with(70, '198.19.0.1').toReversed().join('\n')}\n203.0.113.128/25\n`,
      );
      expect(lists('refresh')).toMatchObject({ status: 0, out: 'feed: 6001 entries\n' });
      const now = blocked(host()).filter((address) => !address.startsWith('198.18.'));
      expect(now).toEqual(['198.19.0.1', '198.19.7.7', '203.0.113.128/25']);
      expect(blocked(host())).toHaveLength(6001);
      expect(blocked(host())).not.toContain(addresses[70]);
      host().sh(net4.replace('%a', '203.0.113.200'));
      expect(lists('refresh')).toMatchObject({ status: 0 });
      expect(blocked(host())).toContain('198.19.7.7');
    });

    test('JSON is read by the shell alone', () => {
      host().put('old', json);
      expect(run('old', '--yes', '--no-persist')).toMatchObject({ status: 0 });
      answer(
        host(),
        '{"ips":[{"ip":"198.51.100.0/24"},{"ip":"2001:db8::/63","note":"a, {"}],\n"ip":"198.18.0.1"}',
      );
      expect(lists('refresh')).toMatchObject({ status: 0, out: 'feed: 2 entries\n' });
      expect(blocked(host())).toEqual(['198.51.100.0/24', '2001:db8::/63']);
      answer(host(), '{"ips":[{"ip":"198.51.100.0/24"}');
      expect(lists('refresh')).toMatchObject({
        status: 1,
        err: expect.stringContaining('it breaks off, or is no JSON'),
      });
      expect(blocked(host())).toEqual(['198.51.100.0/24', '2001:db8::/63']);
    });

    test('whatever comes instead of a list, what stood stays, and is told', () => {
      host().put('old', old);
      expect(run('old', '--yes', '--no-persist')).toMatchObject({ status: 0 });
      answer(host(), feed);
      expect(lists('refresh')).toMatchObject({ status: 0 });
      for (const [text, said, ended, why] of bad) {
        answer(host(), text, said, ended);
        const tried = lists('refresh');
        expect([tried.status, tried.err]).toEqual([
          1,
          expect.stringMatching(/^vosguard: feed: .*; what stands is kept, 3 entries, \d+s old\n$/),
        ]);
        expect(tried.err).toContain(why);
        expect(lists('status')).toMatchObject({
          status: 0,
          out: `list feed: 3 entries, 0 h old; the last try kept what stood: ${why}\n`,
        });
      }
      expect(blocked(host())).toEqual(whole);
    });

    test('another policy spares whom it lets in; its way back, a flush and a boot bring the list with the rules', async () => {
      host().put('old', old);
      host().put('next', next);
      answer(host(), feed);
      expect(run('old', '--yes')).toMatchObject({ status: 0 });
      expect(lists('refresh')).toMatchObject({ status: 0 });
      expect(run('next', '--yes')).toMatchObject({ status: 0 });
      expect(blocked(host())).toEqual(spared);
      expect(run('next', '--status')).toMatchObject({ status: 0 });
      expect(run('next', 'rollback')).toMatchObject({ status: 0 });
      expect(blocked(host())).toEqual(whole);
      expect(run('next', '--yes')).toMatchObject({ status: 0 });
      const start = `mount --bind ${host().root}/etc /etc; mount --bind ${host().root}/var/lib /var/lib; exec sh /etc/vosguard/start`;
      await host().boot();
      host().sh(start);
      expect(blocked(host())).toEqual(spared);
      host().sh(backend === 'nftables' ? 'nft flush set inet vosguard fetched4' : 'ipset flush vg-fetched-4');
      // Of nft single addresses have a set of their own.
      expect(blocked(host())).toEqual([...(backend === 'nftables' ? ['203.0.113.11'] : []), '2001:db8::/64']);
      host().sh('exec sh /etc/vosguard/start lists refresh --due');
      expect(blocked(host())).toEqual(spared);
      expect(existsSync(join(host().root, 'etc/systemd/system/vosguard-lists.timer'))).toBe(true);
    });

    test('names are resolved before the first load, and again: their addresses come, and go when keep is over', async () => {
      host().put('old', byName);
      resolves(host(), '198.51.100.7', '2001:db8::7');
      expect(run('old', '--yes')).toMatchObject({
        status: 0,
        err: expect.stringContaining('peers: 2 entries'),
      });
      expect([named(host(), 'trusted'), named(host(), 'service.ssh')]).toEqual([
        ['198.51.100.7'],
        ['198.51.100.7'],
      ]);
      expect(run('old', '--status')).toMatchObject({ status: 0 });
      resolves(host(), '198.51.100.9');
      expect(lists('refresh')).toMatchObject({ status: 0, out: 'peers: 3 entries\n' });
      expect(named(host(), 'trusted')).toEqual(['198.51.100.7', '198.51.100.9']);
      const told = run('old', '--status');
      expect([told.status, told.out]).toEqual([
        0,
        expect.stringMatching(/^list peers: 3 entries, 0 h old$/m),
      ]);
      // What was seen two hours ago has gone, and a name that does not resolve any more changes nothing.
      host().sh(
        `sed -i 's/^\\(198.51.100.7\\|2001:db8::7\\) \\(.*\\) [0-9]*$/\\1 \\2 1700000000/' ${host().root}/var/lib/vosguard/fetched/peers.seen`,
      );
      resolves(host());
      expect(lists('refresh')).toMatchObject({
        status: 0,
        out: expect.stringContaining('no address now for'),
      });
      expect(named(host(), 'trusted')).toEqual(['198.51.100.9']);
      expect(lists('status').out).toContain('no address now for sip.carrier.example');
      expect(run('old', 'bans', 'add', '198.51.100.9')).toMatchObject({
        status: 3,
        err: expect.stringContaining('198.51.100.9 is not banned: it is in'),
      });
      // At a boot no name server is asked, and a record that a power cut has emptied ends nothing.
      await host().boot();
      host().sh(
        `sed -i 's/^fetched .*/fetched /' ${host().root}/var/lib/vosguard/fetched/peers.told; mount --bind ${host().root}/etc /etc; mount --bind ${host().root}/var/lib /var/lib; exec sh /etc/vosguard/start`,
      );
      expect(named(host(), 'trusted')).toEqual(['198.51.100.9']);
    });

    test('a list that nobody can fetch any more lapses', () => {
      host().put('old', old);
      answer(host(), feed);
      expect(run('old', '--yes', '--no-persist')).toMatchObject({ status: 0 });
      expect(lists('refresh')).toMatchObject({ status: 0 });
      answer(host(), '', '000 ', 7);
      host().sh(
        `sed -i 's/^fetched .*/fetched 1700000000/; s/^due .*/due 1700000000/' ${host().root}/var/lib/vosguard/fetched/feed.told`,
      );
      expect(lists('refresh', '--due')).toMatchObject({ status: 1 });
      expect(blocked(host())).toEqual([]);
      const { status, out } = run('old', '--status');
      expect([status, out]).toEqual([
        1,
        expect.stringMatching(
          /^list feed: it is \d+ h old, more than max_age, and blocks nobody any more; the server refuses the connection$/m,
        ),
      ]);
    });
  });

describeHosts('lists that the host fetches', 'nftables', (host) => {
  test('wait for an apply that waits, and go with the other backend', async () => {
    host().put('old', old);
    answer(host(), feed);
    expect(host().install('old', '--backend', 'nftables', '--yes', '--no-persist')).toMatchObject({
      status: 0,
    });
    expect(host().install('old', 'lists', 'refresh')).toMatchObject({ status: 0 });
    const apply = host().begin('old', ['--backend', 'iptables', '--no-persist']);
    const code = await apply.said(/confirm (\d+)\n/);
    expect(host().install('old', 'lists', 'refresh')).toMatchObject({
      status: 0,
      err: expect.stringContaining('waits for its confirmation'),
    });
    expect(host().install('old', 'confirm', code)).toMatchObject({ status: 0 });
    await apply.end;
    expect(host().sh('ipset save vg-fetched-4')).toContain('add vg-fetched-4 198.51.100.0/24');
    expect(host().install('old', '--uninstall')).toMatchObject({ status: 0 });
    expect(existsSync(join(host().root, 'var/lib/vosguard'))).toBe(false);
  });
});
