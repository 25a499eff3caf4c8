import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeEachBackend, describeHosts } from './describe.js';
import { entries } from './entries.js';
import { faultNamed } from './faults/faults.js';
import { applyWatched, calls, forget, plan, settled } from './faults/watched.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = (known = 5000) =>
  compileText(`
vosguard: 1
trusted: [192.0.2.0/28, "2001:db8:7::/48"]
blocked: [198.51.100.0/24, "2001:db8:66:6::/64"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { known: { remember: 3h }, sizes: { known: ${known} } }
`).artifacts;

function listFile(host: Host, text: string): string {
  const path = join(host.folder, 'customers');
  writeFileSync(path, text);
  return path;
}

const good = `# exported by the switch
203.0.113.1 600
203.0.113.2   # an office
192.0.2.5 600
198.51.100.7
\t2001:DB8:5:6::77 900\r
2001:db8:5:6:1:: 800
2001:db8:66:6::1
2001:db8:7:1::1
203.0.113.9 0
`;

describeEachBackend('--known', (host, backend) => {
  const apply = (folder: string, ...more: string[]) =>
    host().install(folder, ...backendOption(backend), '--no-persist', ...more);

  test('puts the list among the known, with the time left; not who is trusted or blocked, and not back again', () => {
    host().put('old', policy());
    const list = listFile(host(), good);
    const dry = apply('old', '--dry-run', '--known', list);
    expect([dry.status, dry.out]).toEqual([0, expect.stringContaining('known sources to put in: 3')]);
    const applied = apply('old', '--yes', '--known', list);
    expect([applied.status, applied.err]).toEqual([
      0,
      expect.stringContaining('4 sources are trusted or blocked'),
    ]);
    const four = entries(host(), 'known', 4);
    expect([...four.keys()].toSorted()).toEqual(['203.0.113.1', '203.0.113.2']);
    expect(four.get('203.0.113.1')).toBeLessThanOrEqual(600);
    expect(four.get('203.0.113.1')).toBeGreaterThan(500);
    expect(four.get('203.0.113.2')).toBeGreaterThan(3 * 3600 - 100);
    const six = entries(host(), 'known', 6);
    expect([...six.keys()]).toEqual(['2001:db8:5:6::']);
    expect(six.get('2001:db8:5:6::')).toBeLessThanOrEqual(800);

    // An apply that nobody confirms takes back whom it has put in, and no one else.
    const more = listFile(host(), '203.0.113.1\n203.0.113.3 500\n2001:db8:5:9::1\n');
    expect(apply('old', '--confirm', '1', '--known', more)).toMatchObject({ status: 3 });
    expect([...entries(host(), 'known', 4).keys()].toSorted()).toEqual(['203.0.113.1', '203.0.113.2']);
    expect([...entries(host(), 'known', 6).keys()]).toEqual(['2001:db8:5:6::']);
    expect(apply('old', '--yes', '--known', more)).toMatchObject({ status: 0 });
    expect([...entries(host(), 'known', 4).keys()].toSorted()).toEqual([
      '203.0.113.1',
      '203.0.113.2',
      '203.0.113.3',
    ]);
    expect(entries(host(), 'known', 4).get('203.0.113.1')).toBeLessThanOrEqual(600);
  });
});

const wrong = [
  ['a network', '203.0.113.0/24'],
  ['a word', 'sip.example.com'],
  ['too large a number', '203.0.113.300'],
  ['leading zeros', '203.0.113.010'],
  ['no address of a source', '0.0.0.0'],
  ['nor of IPv6', '::'],
  ['a mapped address', '::ffff:203.0.113.1'],
  ['two of ::', '2001::5::1'],
  ['too few groups', '2001:db8:1'],
  ['too many', '1:2:3:4:5:6:7:8:9'],
  ['three words', '203.0.113.1 600 x'],
  ['no seconds', '203.0.113.1 1h'],
  ['too many seconds', '203.0.113.1 9999999'],
  ['something for a shell', '$(touch /tmp/x) ;'],
  ['something for a terminal', '\u001b[31m203.0.113.1'],
] as const;

// One backend for each kind of awk.
for (const backend of ['nftables', 'iptables-nft'] as const) {
  describeHosts('--known', backend, (host) => {
    test('refuses what is no source, with the line, and shows nothing of it', () => {
      host().put('old', policy());
      for (const [what, line] of wrong) {
        const list = listFile(host(), `203.0.113.1\n\n${line}\n`);
        const { status, err } = host().install('old', '--known', list);
        expect([what, status, err]).toEqual([
          what,
          3,
          expect.stringMatching(/line 3: .*\n[\s\S]*nothing was changed/),
        ]);
        expect(err).not.toContain(line);
      }
    });
  });
}

// What is not the tools' own is tried with one kind of iptables.
for (const backend of ['nftables', 'iptables-legacy'] as const) {
  describeHosts('--known', backend, (host) => {
    test('no more than the set takes, and nobody who is banned', () => {
      const apply = (...more: string[]) =>
        host().install('old', ...backendOption(backend), '--no-persist', ...more);
      host().put('old', policy(1024));
      expect(apply('--yes')).toMatchObject({ status: 0 });
      host().sh(
        backend === 'nftables'
          ? "nft 'add element inet vosguard banned4 { 198.18.0.1 }'"
          : 'ipset add vg-banned-4 198.18.0.1',
      );
      const many = Array.from({ length: 3000 }, (_, i) => `198.18.${i >> 8}.${i & 255}\n`).join('');
      const { status, err } = apply('--yes', '--known', listFile(host(), many));
      expect([status, err]).toEqual([
        0,
        expect.stringMatching(/1 are banned now[\s\S]* are beyond the size of/),
      ]);
      const known = entries(host(), 'known', 4);
      expect(known.size).toBeGreaterThan(900);
      expect(known.size).toBeLessThanOrEqual(1024);
      expect(known.has('198.18.0.1')).toBe(false);
    });
  });
}

describeHosts('--known', 'iptables-legacy', (host) => {
  test('a tool that fails, and a kill, at the very step: nothing of it stays', async () => {
    host().put('old', policy());
    const list = listFile(host(), '203.0.113.1\n');
    const apply = () => applyWatched(host(), 'old', '--yes', '--no-persist', '--known', list);
    // Behind an uninstall, as the applies below: the first apply of a host calls fewer tools.
    expect(apply()).toMatchObject({ status: 0 });
    expect(host().install('old', '--uninstall').status).toBe(0);
    plan(host(), 0);
    expect(apply()).toMatchObject({ status: 0 });
    const made = calls(host());
    const at =
      1 + made.findIndex((call, i) => call === 'ipset restore' && made[i - 1] === 'ipset save vg-proven-4');
    expect(at).toBeGreaterThan(1);
    forget(host());
    for (const what of ['a tool fails', 'KILL to the installer']) {
      expect(host().install('old', '--uninstall').status).toBe(0);
      plan(host(), at, faultNamed(what));
      expect(apply().status).not.toBe(0);
      await settled(host());
      forget(host());
      expect([what, host().sh('ipset list -n; iptables-save | grep VG- || true')]).toEqual([what, '']);
    }
  });
});

const flow = (kind: string, from: string, to: string, sport: number, dport: number, mark = '[ASSURED] ') =>
  `${kind} src=${from} dst=${to} sport=${sport} dport=${dport} src=${to} dst=${from} sport=${dport} dport=${sport} ${mark}mark=0 use=1\n`;

/** A switch that answers 200 to who says "good", 401 to the others and nothing to "silent"; and its peers, behind a link. */
const talk = (folder: string) => `
unshare -n sh -c 'echo $$ > ${folder}/peer; exec sleep 60' > /dev/null 2>&1 & while ! [ -s ${folder}/peer ]; do sleep 0.1; done
in_peer() { nsenter -t "$(cat ${folder}/peer)" -n "$@"; }
ip link add near type veth peer name far netns "$(cat ${folder}/peer)"
ip addr add 203.0.113.99/24 dev near; ip link set near up
in_peer sh -c 'ip link set far up; for n in 1 2 3; do ip addr add 203.0.113.$n/24 dev far; done'
perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0); bind(S, sockaddr_in(5060, inet_aton("203.0.113.99")));
  while (my $from = recv(S, my $said, 2000, 0)) {
    send(S, "SIP/2.0 " . ($said =~ /good/ ? "200 OK" : "401 Unauthorized") . "\r\n\r\n", 0, $from) if $said !~ /silent/ }' &
switch=$!
sleep 0.3
for round in 1 2; do
  in_peer perl -MSocket -e 'for (["good", 1], ["scan", 2], ["silent", 3]) { socket(S, AF_INET, SOCK_DGRAM, 0);
    bind(S, sockaddr_in(5060, inet_aton("203.0.113.$_->[1]"))); send(S, "REGISTER $_->[0]", 0, sockaddr_in(5060, inet_aton("203.0.113.99"))); close S }'
  sleep 2.3
done
kill $switch
`;

describeHosts('--known-flows', 'nftables', (host) => {
  test('answered flows to SIP ports of this host, and no others', () => {
    const lines = [
      flow('udp 17 100', '203.0.113.1', '192.0.2.99', 5060, 5060),
      flow('udp 17 20', '203.0.113.2', '192.0.2.99', 5060, 5060, ''),
      flow('udp 17 20', '203.0.113.3', '192.0.2.99', 5060, 5060, '[UNREPLIED] '),
      flow('udp 17 100', '203.0.113.4', '192.0.2.99', 5060, 53),
      // Begun by the switch, and by a host behind it.
      flow('udp 17 100', '192.0.2.99', '203.0.113.5', 5060, 5060),
      flow('udp 17 100', '203.0.113.8', '203.0.113.5', 5060, 5060),
      flow('tcp 6 900 ESTABLISHED', '203.0.113.6', '192.0.2.99', 40000, 5060),
      flow('tcp 6 90 TIME_WAIT', '203.0.113.7', '192.0.2.99', 40000, 5060),
      flow('udp 17 100', '192.0.2.5', '192.0.2.99', 5060, 5060),
    ];
    host().put('old', policy());
    host().sh('ip addr add 192.0.2.99/32 dev lo; ip addr add 2001:db8:9::1/128 dev lo nodad');
    writeFileSync(join(host().folder, 'flows-ipv4'), lines.join(''));
    writeFileSync(
      join(host().folder, 'flows-ipv6'),
      flow('udp 17 100', '2001:db8:5:6:0:0:0:7', '2001:db8:9::1', 5060, 5060),
    );
    const tool = `#!/bin/sh\nexec cat ${host().folder}/flows-$3\n`;
    writeFileSync(join(host().bin, 'conntrack'), tool, { mode: 0o755 });
    expect(host().install('old', '--yes', '--no-persist', '--known-flows')).toMatchObject({ status: 0 });
    expect([...entries(host(), 'known', 4).keys()].toSorted()).toEqual(['203.0.113.1', '203.0.113.6']);
    expect([...entries(host(), 'known', 6).keys()]).toEqual(['2001:db8:5:6::']);
  });

  test('conntrack does not tell a scanner that is answered 401 from a phone; without its tool, by /proc', () => {
    host().put('old', policy());
    host().sh("nft 'table inet tracked { chain c { type filter hook input priority 0; ct state new; }; }'");
    host().sh(talk(host().folder));
    host().sh('mount --bind /dev/null /usr/sbin/conntrack');
    expect(host().install('old', '--yes', '--no-persist', '--known-flows')).toMatchObject({ status: 0 });
    expect([...entries(host(), 'known', 4).keys()].toSorted()).toEqual(['203.0.113.1', '203.0.113.2']);
  });
});
