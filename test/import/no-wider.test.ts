import { type Input, importRules } from '../../src/import/import.js';
import { imported, save } from './imported.js';
import { nftInput, nftRule, nftTable, payload } from './nft.js';

/** What is said of ports outside SIP: `tcp 22 from any on eth0`. */
function doors(...inputs: readonly Input[]): readonly string[] {
  const { plain } = imported(...inputs);
  const services = /\nservices:\n([\s\S]*?)\ndefault:/.exec(plain)?.[1] ?? '';
  return services
    .split(/\n(?= {2}\S)/)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '' && text !== 'media: null');
}

describe('devices and addresses of the host', () => {
  test('a rule with both is a service with both', () =>
    expect(doors(save('-A INPUT -i eth0 -d 203.0.113.5/32 -p tcp --dport 22 -j ACCEPT'))).toEqual([
      'ssh: tcp: [22] from: [any] on: ["eth0"] to: [203.0.113.5]',
    ]));

  test('SIP by a device: the peer is trusted, and SIP comes by that device', () => {
    const { plain, policy } = imported(
      save('-A INPUT -s 198.51.100.7 -i eth0 -p udp --dport 5060 -j ACCEPT'),
    );
    expect(policy.trusted.set.ipv4).toHaveLength(2);
    expect(plain).toContain('  on: ["eth0"]\n  strangers: deny');
  });

  test('strangers by one device and at one address, peers by any: nobody comes in by the others', () => {
    const { plain, remarks } = imported(
      save(
        '-A INPUT -s 203.0.113.10 -p udp --dport 5060 -j ACCEPT\n-A INPUT -i eth1 -d 192.0.2.1 -p udp --dport 5060 -j ACCEPT',
      ),
    );
    expect(plain).toContain('  to: [192.0.2.1]\n  on: ["eth1"]');
    expect(remarks.join('\n')).toContain('sip.on, sip.to');
  });

  test('a chain that is entered by eth+ and asks for eth0 is for eth0', () =>
    expect(
      doors(save(':A - [0:0]\n-A INPUT -i eth+ -j A\n-A A -i eth0 -p tcp --dport 3306 -j ACCEPT')),
    ).toEqual(['mysql: tcp: [3306] from: [any] on: ["eth0"]']));

  test.each([
    ['addresses', '-d 192.0.2.1/32', '-d 192.0.2.2/32'],
    ['devices', '-i eth0', '-i eth1'],
    ['a device and its exception', '-i eth0', '! -i eth+'],
    ['protocols', '-p udp', '-p tcp'],
    ['sources', '-s 192.0.2.0/24', '-s 198.51.100.0/24'],
  ])('two different %s are no packet, and that is said', (_, outer, inner) => {
    const { policy, remarks } = imported(
      save(
        `:A - [0:0]\n-A INPUT ${outer} -j A\n-A A ${inner}${inner.includes('tcp') ? '' : ' -p tcp'} -m tcp --dport 80 -j ACCEPT`,
      ),
    );
    expect(policy.services).toEqual([]);
    expect(remarks.join('\n')).toContain('no packet is all that it asks');
  });

  test('what is refused at one address on a port is open nowhere', () => {
    const { policy, remarks } = imported(
      save('-A INPUT -d 192.0.2.1 -p tcp --dport 3306 -j DROP\n-A INPUT -p tcp --dport 3306 -j ACCEPT'),
    );
    expect(policy.services).toEqual([]);
    expect(remarks.join('\n')).toContain('closed on every address of the host now');
  });
});

describe('base chains', () => {
  test('of nft, each family has its own', () =>
    expect(
      doors(
        nftInput(
          ...nftTable('ip', 'filter'),
          nftRule('ip', 'filter', payload('tcp', 'dport', 22), { accept: null }),
          ...nftTable('ip6', 'filter'),
          nftRule('ip6', 'filter', payload('tcp', 'dport', 2222), { accept: null }),
        ),
      ),
    ).toEqual(['ssh: tcp: [22] from: - 0.0.0.0/0', 'port-2222: tcp: [2222] from: - "::/0"']));

  test.each([
    ['first', ['a', 'b']],
    ['last', ['b', 'a']],
  ])('a chain that drops closes what another one opens, the narrower one %s', (_, order) => {
    const tables: Readonly<Record<string, readonly object[]>> = {
      a: [
        ...nftTable('inet', 'a'),
        nftRule('inet', 'a', payload('ip', 'saddr', '192.0.2.8'), payload('tcp', 'dport', 22), {
          accept: null,
        }),
      ],
      b: [
        ...nftTable('inet', 'b'),
        nftRule('inet', 'b', payload('tcp', 'dport', { set: [22, 80] }), { accept: null }),
      ],
    };
    expect(doors(nftInput(...order.flatMap((name) => tables[name] ?? [])))).toEqual([
      'ssh: tcp: [22] from: - 192.0.2.8',
    ]);
  });

  test('both variants of iptables: a packet must pass both', () => {
    const one = save('-A INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT', 'DROP', 'iptables-nft-save');
    const other = save('-A INPUT -p tcp --dport 80 -j DROP', 'ACCEPT', 'iptables-legacy-save');
    expect(doors(one, other)).toEqual(['ssh: tcp: [22] from: [any]']);
    expect(doors(other, one)).toEqual(['ssh: tcp: [22] from: [any]']);
  });

  test('security refuses behind filter, and mangle by its policy', () => {
    const text = `*mangle
:INPUT DROP [0:0]
-A INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT
COMMIT
*filter
:INPUT ACCEPT [0:0]
COMMIT
*security
:INPUT ACCEPT [0:0]
-A INPUT -p tcp --dport 80 -j DROP
COMMIT
`;
    expect(doors({ name: 'rules.v4', text })).toEqual(['ssh: tcp: [22] from: [any]']);
  });

  test('a limit before a refusal in raw is a limit, and shuts nobody out', () => {
    const text = `*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p udp --dport 5060 -m limit --limit 500/sec -j ACCEPT
-A PREROUTING -p udp --dport 5060 -j DROP
COMMIT
${save('-A INPUT -p udp --dport 5060 -j ACCEPT').text}`;
    const { plain } = imported({ name: 'rules.v4', text });
    expect(plain).toContain('  strangers:\n    together:\n      all: 500/s burst 5');
  });

  test('one family closed by its last rule and not by its policy is closed', () => {
    const six = save('-A INPUT -p tcp --dport 22 -j ACCEPT\n-A INPUT -j REJECT', 'ACCEPT', 'rules.v6');
    expect(doors(save('-A INPUT -p tcp --dport 22 -j ACCEPT'), six)).toEqual(['ssh: tcp: [22] from: [any]']);
  });

  test('IPv4 open and IPv6 closed: nothing of IPv6 is opened', () => {
    const four = save('', 'ACCEPT', 'rules.v4');
    const { plain, remarks } = imported(
      four,
      save('-A INPUT -s 2001:db8::/32 -p tcp --dport 22 -j ACCEPT', 'DROP', 'rules.v6'),
    );
    expect(plain).toContain('default: deny');
    expect(remarks.join('\n')).toContain('IPv6 is closed and IPv4 stands open');
  });
});

describe('SIP', () => {
  test('a limit for named sources opens SIP to them alone', () => {
    const { policy, plain } = imported(
      save('-A INPUT -s 198.51.100.0/24 -p udp --dport 5060 -m limit --limit 50/sec -j ACCEPT'),
    );
    expect(plain).toMatch(
      /strangers:\n {4}from:\n {6}- 198\.51\.100\.0\/24\n {4}together:\n {6}all: 50\/s burst 5/,
    );
    expect(policy.blocked.set.ipv4).toEqual([]);
  });

  test('what is above the limit of a customer does not block him', () => {
    const { policy } = imported(
      save(
        '-A INPUT -s 198.51.100.7 -p udp --dport 5060 -m limit --limit 50/sec -j ACCEPT\n-A INPUT -s 198.51.100.7 -p udp --dport 5060 -j DROP',
      ),
    );
    expect(policy.blocked.set.ipv4).toEqual([]);
  });

  test.each([
    ['a text', '-m string --string secret --algo bm'],
    ['hours', '-m time --timestart 08:00 --timestop 18:00'],
    ['a date', '-m time --datestop 2020-01-01T00:00:00'],
    ['untracked', '-m state --state UNTRACKED'],
  ])('%s lets nobody in', (_, words) =>
    expect(imported(save(`-A INPUT -p udp --dport 5060 ${words} -j ACCEPT`)).plain).toContain(
      'strangers: deny',
    ),
  );

  test('all but one network are not everybody', () => {
    const { plain } = imported(save('-A INPUT ! -s 10.0.0.0/8 -p udp --dport 5060 -j ACCEPT'));
    expect(plain).toContain('    from:\n      - 0.0.0.0/5');
  });

  test('who is refused SIP and let in elsewhere is not let in to SIP', () => {
    const { plain } = imported(
      save(
        '-A INPUT -s 10.0.0.0/8 -p udp --dport 5060 -j DROP\n-A INPUT -s 10.0.0.0/8 -p tcp --dport 22 -j ACCEPT\n-A INPUT -p udp --dport 5060 -j ACCEPT',
      ),
    );
    expect(plain).toContain('  strangers:\n    from:\n      - 0.0.0.0/5');
  });

  test('a limit for one customer is none for all', () => {
    const { plain } = imported(
      save(
        '-A INPUT -s 198.51.100.7 -p udp --dport 5060 -m hashlimit --hashlimit-above 1/sec --hashlimit-mode srcip --hashlimit-name a -j DROP\n-A INPUT -p udp --dport 5060 -j ACCEPT',
      ),
    );
    expect(plain).not.toContain('limits');
  });
});

describe('ports of SIP', () => {
  const sip = (rules: string, input = 'DROP') =>
    /\nsip:\n([\s\S]*)/.exec(imported(save(rules, input)).plain)?.[1];

  test('one is open and another one is not', () =>
    expect(
      sip(
        '-A INPUT -p udp --dport 5060 -j ACCEPT\n-A INPUT -p udp --dport 6060 -m string --string sipvicious --algo bm -j DROP',
      ),
    ).toMatch(/^ {2}ports: \{ udp: \[5060\], tcp: null \}/));

  test('one is open to everybody and another one, or TCP, to a peer: a service', () => {
    const rules = `-A INPUT -p udp --dport 5060 -j ACCEPT
-A INPUT -s 203.0.113.10 -p udp --dport 6060 -j ACCEPT
-A INPUT -s 203.0.113.10 -p tcp --dport 5060 -j ACCEPT`;
    expect(sip(rules)).toMatch(/^ {2}ports: \{ udp: \[5060\], tcp: null \}$/m);
    const { policy } = imported(save(rules));
    expect(
      policy.services
        .flatMap(({ udp, tcp }) => [...udp, ...tcp])
        .map(({ first }) => first)
        .sort(),
    ).toEqual([5060, 6060]);
    expect(policy.services.every(({ from }) => from?.set.ipv4.length === 2)).toBe(true);
  });

  test('encrypted SIP alone opens no other port', () => {
    const { plain } = imported(save('-A INPUT -p tcp --dport 5061 -j ACCEPT'));
    expect(plain).toMatch(/tcp: \[5061\]\n {4}from: \[any\]/);
    expect(plain).toContain('strangers: deny');
  });

  test('rules that name no port of SIP, and say of every port who comes in', () => {
    expect(imported(save('-A INPUT -s 192.0.2.8 -j ACCEPT')).plain).toContain('trusted: [carriers]');
    expect(sip('', 'ACCEPT')).not.toContain('strangers: deny');
    expect(sip('-A INPUT -p udp --dport 1024:6000 -j ACCEPT')).toContain('ports: { udp: [5060], tcp: null }');
  });
});

describe('lists and sets', () => {
  test('nomatch, host bits, deleted, swapped, created twice', () => {
    const text = `create a hash:net
add a 10.0.0.1/8
add a 10.1.0.0/16 nomatch
add a 10.1.2.0/24
create b hash:ip
add b 192.0.2.1
add b 192.0.2.2
del b 192.0.2.2
create b hash:ip -exist
create c hash:ip
add c 192.0.2.3
swap b c
`;
    const rules =
      '-A INPUT -p tcp -m set --match-set a src --dport 22 -j ACCEPT\n-A INPUT -p tcp -m set --match-set b src --dport 80 -j ACCEPT';
    const { policy } = imported({ name: 'sets', text }, save(rules));
    const from = (name: string) => policy.services.find((one) => one.name === name)?.from?.set.ipv4;
    const ten = 10 * 2 ** 24;
    expect(from('ssh')).toEqual([
      ten,
      ten + 2 ** 16,
      ten + 2 ** 16 + 512,
      ten + 2 ** 16 + 768,
      ten + 2 * 2 ** 16,
      ten + 2 ** 24,
    ]);
    expect(from('web')).toEqual([0xc0000203, 0xc0000204]);
  });

  test.each([
    ['with ports', 'create a hash:ip,port\nadd a 192.0.2.1,tcp:22\n'],
    ['of devices', 'create a hash:mac\nadd a 00:11:22:33:44:55\n'],
    ['whose entries leave', 'create a hash:ip timeout 600\nadd a 192.0.2.1 timeout 5\n'],
    ['of sets of which one is missing', 'create a list:set size 8\nadd a other\n'],
  ])('a set %s lets nobody in, and that is said', (_, text) => {
    const { policy, remarks } = imported(
      { name: 'sets', text },
      save('-A INPUT -p tcp -m set --match-set a src --dport 22 -j ACCEPT'),
    );
    expect(policy.services).toEqual([]);
    expect(remarks.join('\n')).toContain('no counterpart: --match-set a src (');
  });

  test('a set and a source, and a set of which some are refused, are not the whole set', () => {
    const sets = { name: 'sets', text: 'create a hash:net\nadd a 10.0.0.0/8\n' };
    expect(
      doors(sets, save('-A INPUT -s 10.1.0.0/16 -m set --match-set a src -p tcp --dport 22 -j ACCEPT')),
    ).toEqual(['ssh: tcp: [22] from: - 10.1.0.0/16']);
    const [door] = doors(
      sets,
      save(
        '-A INPUT -s 10.128.0.0/9 -p tcp --dport 22 -j DROP\n-A INPUT -m set --match-set a src -p tcp --dport 22 -j ACCEPT',
      ),
    );
    expect(door).toBe('ssh: tcp: [22] from: - 10.0.0.0/9');
  });

  test('a long list that was partly refused before', () => {
    const list = Array.from(
      { length: 90 },
      (_, at) => `-A INPUT -s 192.0.2.${at + 1} -p tcp --dport 22 -j ACCEPT`,
    );
    const { policy } = imported(save(`-A INPUT -s 192.0.2.5 -j DROP\n${list.join('\n')}`));
    const held = policy.services.find(({ name }) => name === 'ssh')?.from?.set.ipv4;
    expect(held).toEqual([0xc0000201, 0xc0000205, 0xc0000206, 0xc0000200 + 91]);
  });

  test('two tables of nft with a set of one name, and one of ipset', () => {
    const set = (table: string, elem: readonly string[]) => ({
      set: { family: 'inet', table, name: 'x', type: 'ipv4_addr', elem },
    });
    const from = payload('ip', 'saddr', '@x');
    const { policy } = imported(
      { name: 'sets', text: 'create x hash:ip\nadd x 192.0.2.9\n' },
      nftInput(
        ...nftTable('inet', 'a', 'accept'),
        set('a', ['192.0.2.1']),
        nftRule('inet', 'a', from, { drop: null }),
        ...nftTable('inet', 'b'),
        set('b', ['192.0.2.2']),
        nftRule('inet', 'b', from, payload('tcp', 'dport', 22), { accept: null }),
      ),
    );
    expect(policy.services.find(({ name }) => name === 'ssh')?.from?.set.ipv4).toEqual([
      0xc0000202, 0xc0000203,
    ]);
    expect(policy.blocked.set.ipv4).toEqual([0xc0000201, 0xc0000202]);
  });
});

describe('words of files', () => {
  const csf = (text: string) => imported({ name: 'csf.conf', text }).policy.services.map(({ tcp }) => tcp);
  test.each([
    [
      'TCP_IN = "22,80,"',
      [
        [
          { first: 22, last: 22 },
          { first: 80, last: 80 },
        ],
      ],
    ],
    ['TCP_IN = ","', []],
    ['TCP_IN = "0x16,1e1,70000,90:80"', []],
    ['TCP_IN = "7000:"', [[{ first: 7000, last: 65535 }]]],
  ])('%s', (text, ports) => expect(csf(`${text}\n`)).toEqual(ports));

  test.each(['10.0.0.1/', '10.0.0.1/0x8', '10.0.0.1/1e1', '10.0.0.1/-1'])('%s is no network', (text) =>
    expect(imported({ name: 'csf.allow', text: `${text}\n` }).policy.trusted.set.ipv4).toEqual([]),
  );

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
    ['blanks at the ends', (text: string) => text.replaceAll('\n', ' \t\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['blanks before', (text: string) => text.replaceAll('-A', '  -A')],
    ['no counters', (text: string) => text.replaceAll(' [0:0]', '')],
  ])('a listing with %s says the same', (_, change) => {
    const listing = save('-A INPUT -p tcp --dport 22 -j ACCEPT');
    const changed = imported({ ...listing, text: change(listing.text) });
    expect(changed.plain).toBe(imported(listing).plain);
  });

  test('a listing may insert, delete, replace, and hold a rule that says nothing', () => {
    const rules = `-A INPUT -p tcp --dport 80 -j ACCEPT
-A INPUT -p tcp --dport 81 -j ACCEPT
-I INPUT -p tcp --dport 80 -j DROP
-D INPUT -p tcp --dport 81 -j ACCEPT
-I INPUT 2 -p tcp --dport 82 -j ACCEPT
-A INPUT
-A INPUT -p tcp --dport 84 -m comment --comment "a\u2028b" -j ACCEPT`;
    expect(doors(save(rules))).toEqual(
      ['port-82: tcp: [82, 84] from: [any]']
        .map((one) => one.replace('82, 84', '82'))
        .concat('port-84: tcp: [84] from: [any]'),
    );
  });

  test.each([
    ['nft', { name: 'nft.json', text: nftInput(...nftTable('inet', 'f')).text.slice(0, -3) }],
    [
      'iptables',
      { name: 'rules.v4', text: '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 22 -j ACC' },
    ],
  ])('a listing of %s whose end is missing is no open host', (_, input) =>
    expect(importRules([input], [])).toMatchObject({ kind: 'unknown', isCut: true }),
  );

  test('nothing that refuses in what a kernel has printed: an open host; a list alone: a closed one', () => {
    expect(imported(nftInput()).plain).toContain('default: leave');
    expect(imported({ name: 'csf.allow', text: '192.0.2.1\n' }).plain).toContain('default: deny');
  });
});
