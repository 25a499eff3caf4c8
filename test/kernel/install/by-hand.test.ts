import { compileText } from '../../lint-text.js';
import { describeEachBackend, describeHosts } from './describe.js';
import { entries } from './entries.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { vosguard } from './program.js';

const policy = `
vosguard: 1
trusted: [203.0.113.0/24, "2001:db8:7::10"]
blocked: [198.18.0.0/15]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
sip: { bans: { flood: { over: 10/s burst 100, for: 20m } } }
`;
const { artifacts } = compileText(policy);

const note = "after ticket 7, it's urgent";
const reason = "it's $(id) `x` %s \\n";

function applied(host: Host): void {
  host.put('old', artifacts);
  const options = [...backendOption(host.backend), '--note', note, '--yes', '--no-persist'];
  expect(host.install('old', ...options).status).toBe(0);
}

const listed = (host: Host, input: string, ...words: string[]) =>
  host.run(host.installer('old', words), { SSH_CONNECTION: '198.51.100.9 40000 192.0.2.1 22' }, input);

const held = (host: Host, holds: string) => [
  ...entries(host, holds, 4).keys(),
  ...entries(host, holds, 6).keys(),
];

describeEachBackend('by hand, without Node', (host) => {
  test('install.sh bans, known and why', () => {
    applied(host());
    const sh = (...words: string[]) => host().install('old', ...words);
    const words = ['198.51.100.7', '2001:db8:5:6::77', '--for', '2h', '--reason', reason];
    expect(sh('bans', 'add', ...words)).toMatchObject({ out: '2 sources are banned for 2h\n', err: '' });
    for (const holds of ['banned', 'proven'])
      expect(held(host(), holds)).toEqual(['198.51.100.7', '2001:db8:5:6::']);
    expect(sh('bans', 'list').out.trimEnd().split('\n')).toEqual([
      '2 sources are banned',
      expect.stringMatching(/^ {2}198\.51\.100\.7 +1h 5\dm left {2}by hand: it's \$\(id\) `x` %s \\n$/),
      expect.stringMatching(/^ {2}2001:db8:5:6::\/64 +1h 5\dm left {2}by hand: it's/),
    ]);
    const why = sh('why', '198.51.100.7');
    for (const said of [
      'trusted: no',
      'blocked: no',
      'known: no',
      `hand: ${reason}\n`,
      'bans remove 198.51.100.7',
    ])
      expect(why.out).toContain(said);
    expect(sh('known', 'add', '198.51.100.7', '--for', '1h')).toMatchObject({
      out: '198.51.100.7 is known for 1h\n',
      err: expect.stringContaining('banned until now, and let in: 1'),
    });
    expect(sh('why', '198.51.100.7').out).toMatch(/for another 59m[\s\S]*banned: no\n[\s\S]*no ban stops it/);
    expect(sh('bans', 'remove', '2001:db8:5:6::1').out).toBe('2001:db8:5:6::/64 is no longer banned\n');
    expect([held(host(), 'banned'), held(host(), 'known'), host().state('bans')]).toEqual([
      [],
      ['198.51.100.7'],
      '',
    ]);
  });
});

const thousand = Array.from({ length: 1000 }, (_, n) => `198.51.${Math.floor(n / 250)}.${n % 250}`);

describeEachBackend('why', (host, backend) => {
  test('what the next packets of a source meet, from what the running kernel holds of it', () => {
    applied(host());
    host().put('here', new Map([['policy.yaml', policy]]));
    const file = `${host().folder}/here/policy.yaml`;
    const why = (address: string, ...words: string[]) =>
      host().run(vosguard(host(), 'why', address, ...words));
    const next = (address: string) => {
      const { status, out } = why(address, file, '--json');
      expect(status).toBe(0);
      const { sets, next, ...rest } = JSON.parse(out);
      const packets: readonly { method: string; transport: string; verdict: string }[] = next;
      const holds: readonly { holds: string }[] = sets;
      return {
        ...{ rest, holds: holds.map((one) => one.holds) },
        verdicts: packets.map(({ method, transport, verdict }) => `${method} ${transport} ${verdict}`),
      };
    };
    const stranger = next('198.51.100.7');
    expect(stranger).toMatchObject({ holds: [], rest: { trusted: null, ban: null, source: '198.51.100.7' } });
    expect(stranger.verdicts).toEqual([
      'REGISTER udp delivered',
      'INVITE udp delivered',
      'OPTIONS udp dropped',
      'REGISTER tcp delivered',
      'INVITE tcp delivered',
      'OPTIONS tcp delivered',
    ]);
    expect(host().install('old', 'known', 'add', '198.51.100.7')).toMatchObject({ status: 0 });
    expect(next('198.51.100.7')).toMatchObject({
      holds: ['known', 'registered'],
      verdicts: expect.arrayContaining(['OPTIONS udp delivered']),
    });
    expect(host().install('old', 'bans', 'add', '198.51.100.7', '2001:db8:5:6::1')).toMatchObject({
      status: 0,
    });
    const banned = next('2001:db8:5:6::1');
    expect(banned.holds).toEqual(
      backend === 'nftables' ? ['banned', 'paroled', 'proven'] : ['banned', 'proven'],
    );
    expect(banned.verdicts).toEqual(expect.arrayContaining(['INVITE udp dropped', 'OPTIONS udp dropped']));
    expect(banned.verdicts.filter((one) => one.includes('tcp'))).not.toContainEqual(
      expect.stringMatching(/delivered/),
    );
    expect(next('203.0.113.9')).toMatchObject({
      rest: { trusted: expect.stringContaining('policy.yaml:3') },
    });
    const told = why('198.51.100.7', file);
    expect(told.out).toMatch(
      / {2}banned: for another .*by hand[\s\S]*\nnext, from what the sets hold[\s\S]*INVITE over UDP: dropped by [a-z.]+ \(.*policy\.yaml/,
    );
    // Another policy can tell nothing of it; without one, all the rest is told.
    host().put('here', new Map([['policy.yaml', `${policy}dhcp: off\n`]]));
    expect(why('198.51.100.7', file)).toMatchObject({
      status: 3,
      err: expect.stringContaining('is not what is applied'),
    });
    expect(why('198.51.100.7')).toMatchObject({
      status: 0,
      out: expect.stringContaining('with the policy that was applied'),
    });
  });
});

describeEachBackend('by hand, a subnet', (host) => {
  test('is banned whole, also where it has 65,536 sources; who is spared in it stays out of that', () => {
    applied(host());
    const sh = (...words: string[]) => host().install('old', ...words);
    const json = (...words: string[]) => JSON.parse(sh(...words, '--json').out);
    expect(sh('known', 'add', '198.51.101.9')).toMatchObject({ status: 0 });
    expect(json('bans', 'add', '198.51.101.0/24', '2001:db8:9::/48', '198.51.100.7')).toEqual(
      { format: 1, banned: 3, seconds: 3600, spared: 0, wereKnown: 1, wereCalled: 0 },
    ); // biome-ignore format: one object
    expect(json('bans', 'list').sources.map(({ source }: { source: string }) => source)).toEqual([
      '198.51.100.7',
      '198.51.101.0/24',
      '2001:db8:9::/48',
    ]);
    expect(host().run(vosguard(host(), 'bans', 'list')).out).toMatch(
      /3 sources are banned\n[\s\S]*2001:db8:9::\/48 +\S+ \S+ left {2}by hand/,
    );
    expect(sh('why', '2001:db8:9:ff::1').out).toMatch(
      /banned: for another 59m \d+s, with its subnet 2001:db8:9::\/48[\s\S]*bans remove 2001:db8:9::\/48\n/,
    );
    host().put('here', new Map([['policy.yaml', policy]]));
    const why = vosguard(host(), 'why', '198.51.101.9', `${host().folder}/here/policy.yaml`, '--json');
    const next: readonly { verdict: string }[] = JSON.parse(host().run(why).out).next;
    expect(next.map(({ verdict }) => verdict)).not.toContain('delivered');
    // As it stands, to another host, and back after a stop.
    const exported = sh('sets', 'export').out;
    expect(sh('bans', 'remove', '198.51.101.77').err).toContain('bans remove 198.51.101.0/24');
    expect(json('bans', 'remove', '--all')).toEqual({ format: 1, removed: 3 });
    expect(host().run(host().installer('old', ['sets', 'import']), {}, exported).out).toMatch(/^3 bans/);
    expect(json('bans', 'list').total).toBe(3);
    expect(json('bans', 'remove', '2001:db8:9::/48', '198.51.101.0/24')).toEqual({ format: 1, removed: 2 });
    // Its neighbours are banned one by one where somebody of the policy is in it.
    const spared = sh('bans', 'add', '192.0.2.0/24');
    expect([spared.out, spared.err]).toEqual([
      '248 sources are banned for 1h\n',
      expect.stringContaining('192.0.2.8 is not banned: it is in services.ssh'),
    ]);
    expect(held(host(), 'subnets')).toEqual([]);
    expect(sh('bans', 'add', '2001:db8::/47').status).toBe(2);
  });
});

/** Commands for the firewalls of others, which a namespace of their own is to take. */
describeEachBackend('by hand, exported', (host, backend) => {
  test('lists from the standard input of the program, and what other firewalls read', () => {
    applied(host());
    const run = (input: string, ...words: string[]) =>
      host().run(vosguard(host(), words[0] ?? '', ...words.slice(1)), {}, input);
    const list = `# of another host\n${thousand.join('\n')}\n203.0.113.5\n`;
    expect(run(list, 'bans', 'add', '-', '--for', '10m', '--reason', 'a "b" \\')).toMatchObject({
      status: 0,
      out: '1000 sources are banned for 10m\n',
      err: expect.stringContaining('203.0.113.5 is not banned'),
    });
    expect(run('nobody\n', 'bans', 'add', '-')).toMatchObject({ status: 2 });
    expect(run('2001:db8:5:6::1\r\n192.0.2.99', 'known', 'add', '-', '--for', '5m').out).toContain(
      '2 sources',
    );
    const known = JSON.parse(run('', 'known', 'list', '--json').out);
    expect(known).toMatchObject({ total: 2, sources: [{ secondsLeft: expect.any(Number) }, {}] });
    expect(run('', 'known', 'export').out).toBe('192.0.2.99\n2001:db8:5:6::/64\n');
    expect(run('198.51.0.1\n', 'bans', 'remove', '-').out).toBe('198.51.0.1 is no longer banned\n');
    expect(run('', 'bans', 'add', '2001:db8:9::/63').out).toContain('2 sources');

    const told = JSON.parse(host().install('old', 'bans', 'list', '--json', '--limit', '1').out);
    expect(told).toMatchObject({
      total: 1001,
      sources: [{ source: '2001:db8:9:1::/64', reason: 'by hand' }],
    });
    const exported = (format: string) => run('', 'bans', 'export', '--proven', '--format', format).out;
    expect(JSON.parse(exported('json')).sources.length).toBe(1001);
    expect(exported('plain').split('\n').length).toBe(1002);
    expect(exported('crowdsec')).toMatch(
      /^duration,scope,value,type,reason\n5\d\ds,ip,198\.51\.0\.0,ban,vosguard\n/,
    );
    expect(exported('crowdsec')).toMatch(/\n3[56]\d\ds,range,2001:db8:9:1::\/64,ban,vosguard\n/);
    expect(exported('gobgp')).toMatch(/-a ipv6-flowspec match source 2001:db8:9::\/64 then discard\n/);
    expect(exported('exabgp')).toMatch(
      /announce flow route { match { source 198\.51\.0\.0\/32; } then { discard; } }\n/,
    );
    // What they are for reads them, twice, and holds as many.
    const format = backend === 'nftables' ? 'nft' : 'ipset';
    host().put('other', new Map([['list', exported(format)]]));
    const file = `${host().folder}/other/list`;
    const counted =
      format === 'nft'
        ? `nft -f ${file}; nft -f ${file}; nft list table inet vosguard_export | grep -o expires | wc -l`
        : `ipset restore < ${file}; ipset restore < ${file}; ipset save | grep -c '^add vosguard-bans-'`;
    expect(host().sh(counted).trim()).toBe('1001');
  });
});

describeHosts('by hand, without Node', 'nftables', (host) => {
  test('lists from the standard input, refusals, and the note', () => {
    applied(host());
    const sh = (...words: string[]) => host().install('old', ...words);
    const refused = sh('bans', 'add', '203.0.113.77', '2001:db8:7::99', '192.0.2.12');
    expect([refused.status, refused.err]).toEqual([
      3,
      expect.stringMatching(
        /192\.0\.2\.12 is not.*services\.ssh[\s\S]*203\.0\.113\.77 is not.*trusted \(policy\.yaml:3[\s\S]*8:7::\/64 is not/,
      ),
    ]);
    const wrong = [
      '127.0.0.1',
      '::1',
      'ff02::1',
      '198.51.0.0/16',
      '198.51.100.1/24',
      'sip.example.com',
      '1.2.3',
    ];
    expect(listed(host(), `${wrong.join('\n')}\n198.51.100.8\n`, 'bans', 'add', '-')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/line 1: [\s\S]*line 2: [\s\S]*line 5: [\s\S]*and 2 lines more/),
    });
    expect(held(host(), 'banned')).toEqual([]);
    // Whoever is trusted, and the address of the operator's own connection, is left out.
    const list = `# of another host\n${thousand.join('\n')}\n203.0.113.5\n198.51.100.9\n`;
    const many = listed(host(), list, 'bans', 'add', '-', '--for', '10m');
    expect(many).toMatchObject({ status: 0, out: '1000 sources are banned for 10m\n' });
    expect(many.err).toMatch(
      /198\.51\.100\.9 is not.*your own connection[\s\S]*203\.0\.113\.5 is not banned/,
    );
    expect(entries(host(), 'banned', 4).size).toBe(1000);
    expect(sh('bans', 'add', '198.51.104.0/24', '2001:db8:9::/56').out).toContain('256 sources and 1 subnet');
    expect(host().run(vosguard(host(), 'bans', 'list')).out).toMatch(/^1,257 sources[\s\S]* by hand\n/);
    expect(sh('bans', 'remove', '--all')).toMatchObject({ out: 'nobody is banned any more\n' });
    expect(sh('bans', 'export')).toMatchObject({ status: 0, out: '' });

    expect(sh('known', 'add', '198.18.4.4')).toMatchObject({
      status: 3,
      err: expect.stringContaining('blocked'),
    });
    expect(sh('why', '203.0.113.9').out).toContain('without limits');
    expect(sh('why', '198.18.4.4').out).toMatch(/blocked: blocked \(policy\.yaml:4:[\s\S]*on every port/);

    for (const words of [['--status'], ['rollback', '--list']])
      expect(sh(...words).out).toContain(`note: ${note}\n`);
    expect(host().run(vosguard(host(), 'status')).out).toContain(`note: ${note}\n`);
    expect(sh('--note', 'a\u001b[31m').status).toBe(2);
  });
});
