import { readdirSync, readFileSync } from 'node:fs';
import { imported, save } from './imported.js';
import { match, nftInput, nftRule, nftTable, payload } from './nft.js';

const zone = (inner: string, target = 'default', name = 'zone.xml') => ({
  name,
  text: `<zone target="${target}">${inner}</zone>`,
});
const inSet = { name: 'sets', text: 'create admins hash:ip\nadd admins 192.0.2.8\n' };

/** Of each service its name, who may and by which way. */
const open = ({ policy }: ReturnType<typeof imported>) =>
  policy.services.map(({ name, from, on }) => [name, from?.set.ipv4 ?? 'any', ...(on ?? [])]);

describe('zones of firewalld', () => {
  test('a source that cannot be read lets nobody in', () => {
    const { plain, remarks } = imported(zone('<source ipset="admins"/>', 'ACCEPT'));
    expect(plain).toContain('default: deny');
    expect(plain).not.toContain('tcp:\n');
    expect(remarks.join('\n')).toContain('the set was not given');
  });

  test('a source that is known beside one that is not: it alone', () => {
    const both = '<source ipset="admins"/><source mac="00:11:22:33:44:55"/><service name="ssh"/>';
    expect(open(imported(inSet, zone(both)))).toEqual([['ssh', [0xc0000208, 0xc0000209]]]);
  });

  test('a device is `on`', () =>
    expect(open(imported(zone('<interface name="eth1"/><service name="mysql"/>')))).toEqual([
      ['mysql', 'any', 'eth1'],
    ]));

  test('a rich rule is for those of the zone', () =>
    expect(
      open(
        imported(
          zone(
            '<source address="10.0.0.0/8"/><rule family="ipv4"><port port="22" protocol="tcp"/><accept/></rule>',
          ),
        ),
      ),
    ).toEqual([['ssh', [10 * 2 ** 24, 11 * 2 ** 24]]]));

  test('who is of a zone meets no rule of the default zone', () => {
    const bound = zone('<source address="10.0.0.0/8"/><service name="ssh"/>');
    const found = imported(bound, zone('<service name="http"/>', 'default', 'public.xml'));
    const web = open(found).find(([name]) => name === 'web');
    expect(web?.[1]).toEqual([0, 10 * 2 ** 24, 11 * 2 ** 24, 2 ** 32]);
  });

  test('priorities, a limit that cannot be read, and two zones of nobody', () => {
    const rules =
      '<rule priority="-1"><source address="192.0.2.1"/><accept/></rule><rule><source address="192.0.2.0/24"/><drop/></rule><rule priority="5"><source address="192.0.2.2"/><accept/></rule><rule><service name="http"/><accept><limit value="many"/></accept></rule>';
    const found = imported(
      zone(rules, 'default', 'public.xml'),
      zone('<service name="mysql"/>', 'ACCEPT', 'work.xml'),
    );
    expect(open(found).map(([name, from]) => [name, from])).toEqual([
      ['full-access', [0xc0000201, 0xc0000202]],
      ['ping', [0xc0000201, 0xc0000202]],
    ]);
    expect(found.plain).toContain('default: deny');
  });
});

describe('protocols that are neither UDP nor TCP', () => {
  test.each([
    ['a set that is missing', '-A INPUT -p esp -m set --match-set missing src -j ACCEPT'],
    ['a port', '-A INPUT -p sctp --dport 2905 -j ACCEPT'],
    ['a mark', '-A INPUT -p gre -m mark --mark 1 -j ACCEPT'],
    ['a refusal before', '-A INPUT -p gre -j DROP\n-A INPUT -p gre -j ACCEPT'],
    ['every type of ICMP but pings', '-A INPUT -p icmp -m icmp ! --icmp-type 8 -j ACCEPT'],
    ['a type that is excepted', '-A INPUT -p icmp -m icmp ! --icmp-type 13 -j ACCEPT'],
  ])('%s: nobody', (_, rules) => expect(open(imported(save(rules)))).toEqual([]));

  test('each device has its own sources, and who was refused before is left out', () =>
    expect(
      open(
        imported(
          save(`-A INPUT -s 192.0.2.1 -p gre -j DROP
-A INPUT -i eth0 -s 192.0.2.0/30 -p gre -j ACCEPT
-A INPUT -i eth1 -s 198.51.100.1 -p gre -j ACCEPT`),
        ),
      ),
    ).toEqual([
      ['gre', [0xc0000200, 0xc0000201, 0xc0000202, 0xc0000204], 'eth0'],
      ['gre-2', [0xc6336401, 0xc6336402], 'eth1'],
    ]));

  test('who may everything may ping', () =>
    expect(open(imported(save('-A INPUT -s 192.0.2.8 -j ACCEPT'))).map(([name]) => name)).toContain('ping'));
});

describe('rules that do nothing by themselves', () => {
  const told = (rules: string, words: string | RegExp) =>
    expect(imported(save(rules)).remarks.join('\n')).toMatch(words);

  test('behind a return of everything, and behind a goto', () => {
    told(
      ':A - [0:0]\n-A INPUT -j A\n-A A -j RETURN\n-A A -p tcp --dport 22 -j ACCEPT',
      /--dport 22 -j ACCEPT: no packet comes to it: .*-A A -j RETURN has decided/,
    );
    told(
      ':A - [0:0]\n-A INPUT -g A\n-A INPUT -p tcp --dport 22 -j ACCEPT',
      /--dport 22 -j ACCEPT: no packet comes to it: .*-g A has decided/,
    );
  });

  test('a target that is no chain, a jump, a set of nobody', () => {
    told('-A INPUT -p udp --dport 5060 -j NFQUEUE --queue-num 0', 'it neither lets in nor refuses');
    told(':A - [0:0]\n-A INPUT -j A', 'it leads to other rules');
    expect(
      imported(
        { name: 's', text: 'create a hash:ip\n' },
        save('-A INPUT -m set --match-set a src -j DROP'),
      ).remarks.join('\n'),
    ).toContain('no packet is all that it asks');
  });

  test('nft: queue behind a counter', () => {
    const found = imported(
      nftInput(
        ...nftTable('inet', 'f'),
        nftRule('inet', 'f', { counter: { packets: 1, bytes: 2 } }, { queue: { num: 0 } }),
      ),
    );
    expect(found.remarks.join('\n')).toContain('it neither lets in nor refuses');
  });

  test('names of programs are no modules of ours', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(open(imported(save(`-A INPUT -m ${name} --${name} ${name} -j ACCEPT`)))).toEqual([]);
    expect(
      open(
        imported(
          zone(
            '<service name="constructor"/><protocol value="toString"/><port port="1" protocol="valueOf"/>',
          ),
        ),
      ),
    ).toEqual([]);
  });

  test('with an open host, a refusal is in the policy or told as lost', () => {
    const { plain, remarks } = imported(
      save('-A INPUT -s 192.0.2.1 -p tcp --dport 22 -j DROP\n-A INPUT -p gre -j DROP', 'ACCEPT'),
    );
    expect(plain).toContain('default: leave');
    expect(plain).toMatch(/ssh:\n {4}tcp: \[22\]\n {4}from:\n {6}- 0\.0\.0\.0\/1/);
    expect(remarks.join('\n')).toContain('with default: leave no protocol is closed');
  });
});

test('chains that lead to each other twice are followed to an end, and what is not followed is refused', () => {
  const chains = Array.from({ length: 26 }, (_, at) => `-A c${at} -j c${at + 1}\n-A c${at} -j c${at + 1}`);
  const { policy, remarks } = imported(
    save(`:c26 - [0:0]\n-A INPUT -j c0\n-A INPUT -p tcp --dport 22 -j ACCEPT\n${chains.join('\n')}`),
  );
  expect(policy.services).toEqual([]);
  expect(remarks.join('\n')).toContain('there are more rules, or deeper chains, than are followed');
});

test('tables of the import are maps: names come from files of strangers', () => {
  const sources = readdirSync('src/import', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(sources.length).toBeGreaterThan(30);
  const odd = sources.filter((name) =>
    /: Readonly<Record<string, /.test(readFileSync(`src/import/${name}`, 'utf8')),
  );
  expect(odd).toEqual([]);
});

describe('flags, families and negations of nft', () => {
  const flags = { payload: { protocol: 'tcp', field: 'flags' } };
  const ssh = nftRule('inet', 'f', payload('tcp', 'dport', 22), { accept: null });
  const with22 = (...rules: readonly object[]) =>
    open(imported(nftInput(...nftTable('inet', 'f'), ...rules, ssh)));

  test.each([
    ['fin and syn', match({ '&': [flags, ['fin', 'syn']] }, ['fin', 'syn'])],
    ['none', match({ '&': [flags, { '|': ['fin', { '|': ['syn', 'rst'] }] }] }, 0)],
    ['no syn', match({ '&': [flags, 'syn'] }, 0)],
    ['any but syn', match({ '&': [flags, ['syn', 'ack']] }, 'syn', '!=')],
    ['ack', match(flags, 'ack', 'in')],
    ['several', match(flags, { set: ['fin', 'rst'] })],
  ])('a scan by flags (%s) is refused, and no connection', (_, scan) =>
    expect(with22(nftRule('inet', 'f', scan, { drop: null }))).toEqual([['ssh', 'any']]),
  );

  test.each([
    ['syn', match(flags, 'syn', 'in')],
    ['syn of four', match({ '&': [flags, ['fin', 'syn', 'rst', 'ack']] }, 'syn')],
    ['some of two', match({ '&': [flags, ['fin', 'syn']] }, 0, '!=')],
  ])('what begins connections (%s) is refused', (_, begin) =>
    expect(with22(nftRule('inet', 'f', begin, { drop: null }))).toEqual([]),
  );

  const from = (...expr: readonly object[]) =>
    imported(
      nftInput(...nftTable('inet', 'f'), nftRule('inet', 'f', ...expr, { accept: null })),
    ).policy.services.map(({ name, from: who }) => [
      name,
      who?.set.ipv4.length ?? 'any',
      who?.set.ipv6.length ?? 'any',
    ]);
  const port = payload('tcp', 'dport', 22);

  test.each([
    [
      'ip saddr != a network',
      [payload('ip', 'saddr', { prefix: { addr: '10.0.0.0', len: 8 } }, '!='), port],
      [['ssh', 4, 0]],
    ],
    ['meta nfproto != ipv4', [match({ meta: { key: 'nfproto' } }, 'ipv4', '!='), port], [['ssh', 0, 2]]],
    ['a field of IPv4', [payload('ip', 'protocol', 'tcp'), port], [['ssh', 2, 0]]],
    ['two sources', [payload('ip', 'saddr', '192.0.2.1'), payload('ip', 'saddr', '192.0.2.2'), port], []],
    [
      'both families',
      [payload('ip', 'saddr', '192.0.2.1'), payload('ip6', 'saddr', '2001:db8::1'), port],
      [],
    ],
    ['icmp type != echo-request', [payload('icmp', 'type', 'echo-request', '!=')], []],
    ['ct state untracked', [match({ ct: { key: 'state' } }, 'untracked'), port], []],
    ['every port but one', [payload('tcp', 'dport', 22, '!=')], [['everything', 'any', 'any']]],
  ])('%s', (_, expr, services) => expect(from(...expr)).toEqual(services));

  test('a named set of ports', () => {
    const set = {
      set: {
        family: 'inet',
        table: 'f',
        name: 'doors',
        type: 'inet_service',
        elem: [22, { range: [80, 81] }],
      },
    };
    const found = imported(
      nftInput(
        ...nftTable('inet', 'f'),
        set,
        nftRule('inet', 'f', payload('tcp', 'dport', '@doors'), { accept: null }),
      ),
    );
    expect(found.policy.services.map(({ tcp }) => tcp)).toEqual([
      [
        { first: 22, last: 22 },
        { first: 80, last: 81 },
      ],
    ]);
  });
});

test.each(['published-complete.rules', 'published-hashlimit.rules'])('every rule of %s is told', (name) => {
  imported({ name, text: readFileSync(`test/baselines/${name}`, 'utf8') });
});

test('nothing of a rule becomes a line of the policy', () => {
  const evil = 'x\nservices: { evil: { tcp: [1], from: [any] } }\n';
  const found = imported(
    nftInput(
      ...nftTable('inet', 'f'),
      nftRule('inet', 'f', match({ meta: { key: evil } }, evil), { accept: null }),
      nftRule('inet', 'f', payload('tcp', 'sport', evil), { accept: null }),
      nftRule('inet', 'f', match({ meta: { key: 'iifname' } }, '"] }\n'), payload('tcp', 'dport', 22), {
        accept: null,
      }),
      { rule: { family: 'inet', table: 'f', chain: 'input', comment: evil, expr: [{ drop: null }] } },
    ),
  );
  expect(found.policy.services).toEqual([]);
  expect(found.text.split('\n').filter((line) => /^services: \{/.test(line))).toEqual([]);
});
