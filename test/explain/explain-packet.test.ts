import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';

const policy = `vosguard: 1
target: { platform: debian12, backends: [nftables, iptables] }
addresses: { bad: [192.0.2.66] }
trusted: [203.0.113.10]
blocked: [bad]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { limits: { REGISTER: 5/s burst 10 }, connections: { tcp: 2 }, max_size: { REGISTER: 1500 } }
signatures: { use: [attack-tools] }
`;

/** A name, words of the command line, and what is told. */
type Case = readonly [name: string, words: readonly string[], told: readonly (string | RegExp)[]];

const folder = temporaryFolder();

function explain(...words: readonly string[]) {
  writeFileSync(join(folder(), 'policy.yaml'), policy);
  return vosguard(folder(), ['explain', 'policy.yaml', ...words]);
}

describe.each(['nftables', 'iptables'])('with %s', (backend) => {
  const on = (...words: readonly string[]) => explain('--backend', backend, ...words);

  const cases: readonly Case[] = [
    [
      'a trusted source',
      ['--from', '203.0.113.10', '--count', '500'],
      ['delivered', /\* sip\.udp\.trusted +source in trusted4? -> leaves these rules/],
    ],
    ['one within its limit', ['--from', '192.0.2.9'], ['delivered', 'delivered', 'input.sip']],
    [
      'one too many',
      ['--from', '192.0.2.9', '--count', '11'],
      [
        'dropped by strangers.REGISTER.source.REGISTER',
        /the same packet gets through 1[89]\d ms later/,
        'policy.yaml:8:36 sip.strangers.limits.REGISTER',
      ],
    ],
    [
      'a method that is dropped',
      ['--from', '192.0.2.9', '--method', 'MESSAGE'],
      ['dropped by strangers.MESSAGE.source.MESSAGE', 'default sip.strangers.limits.MESSAGE', 'with a 200'],
    ],
    [
      'the first OPTIONS',
      ['--from', '192.0.2.9', '--method', 'OPTIONS'],
      [
        'dropped by strangers.OPTIONS.first',
        'default sip.strangers.limits.OPTIONS refuses the first alone',
        'within the next two minutes gets through',
      ],
    ],
    [
      'over TCP, where nothing is learned',
      ['--from', '192.0.2.9', '--transport', 'tcp', '--count', '100', '--every', '1ms'],
      ['dropped by', 'answered a REGISTER of it over UDP with a 200'],
    ],
    [
      'the second',
      ['--from', '192.0.2.9', '--method', 'OPTIONS', '--count', '2'],
      ['of which 1 got through'],
    ],
    [
      'a scanner',
      ['--from', '192.0.2.9', '--user-agent', 'friendly-scanner'],
      [
        'dropped by strangers.signatures.friendly-scanner',
        'contains "User-Agent: friendly-scanner"',
        'without that signature',
      ],
    ],
    [
      'what is too large',
      ['--from', '192.0.2.9', '--size', '1501'],
      ['dropped by strangers.REGISTER.size.REGISTER', 'larger than 1500 bytes', 'more bytes at'],
    ],
    [
      'a blocked source',
      ['--from', '192.0.2.66'],
      ['dropped by sip.udp.blocked', 'policy.yaml:5:10 blocked', 'take it out there'],
    ],
    [
      'a banned one',
      ['--from', '192.0.2.9', '--banned', '--method', 'INVITE'],
      ['dropped by', 'a shorter time at default sip.bans', /gets through 1 h later/],
    ],
    [
      'ssh from elsewhere',
      ['--from', '192.0.2.9', '--transport', 'tcp', '--port', '22'],
      ['dropped by hook.input.drop', 'a packet from 192.0.2.9 to TCP port 22', 'nothing opens this port'],
    ],
    [
      'ssh from where it may',
      ['--from', '192.0.2.8', '--transport', 'tcp', '--port', '22'],
      ['delivered', 'hook.input', 'service.ssh'],
    ],
  ];
  test.each(cases)('%s', async (_, words, parts) => {
    const { status, out, err } = await on(...words);
    expect(err).toBe('');
    expect(status).toBe(0);
    for (const part of parts) expect(out).toMatch(part);
  });

  test('the answers of the switch teach', async () => {
    const { out } = await on('--from', '192.0.2.9', '--answer', '200', '--count', '30');
    expect(out).toMatch(/the last of 30, of which 30 got through\n {2}delivered/);
    expect(out).toMatch(/\* sip\.udp\.known +source in known/);
  });

  test('the bytes of a file', async () => {
    writeFileSync(join(folder(), 'scan.sip'), 'OPTIONS sip:100@1.1.1.1 SIP/2.0\r\n\r\n');
    const { out } = await on('--from', '2001:db8::9', '--message', 'scan.sip');
    expect(out).toContain('scan.sip (35 bytes) from 2001:db8::9 to UDP port 5060');
    expect(out).toContain('dropped by strangers.OPTIONS.first');
  });
});

test('as JSON, with every rule on the way', async () => {
  const { out } = await explain('--from', '192.0.2.66', '--json');
  const { packet, backends } = JSON.parse(out);
  expect(packet).toBe('REGISTER from 192.0.2.66 to UDP port 5060');
  expect(
    backends.map(({ backend, verdict, rule }: Record<string, unknown>) => [backend, verdict, rule]),
  ).toEqual(
    ['nftables', 'iptables'].map((backend) => [
      backend,
      'dropped',
      { id: 'sip.udp.blocked', policy: 'policy.yaml:5:10 blocked' },
    ]),
  );
  expect(backends[0].stages[0].steps.at(-1)).toMatchObject({
    rule: 'sip.udp.blocked',
    met: true,
    action: 'dropped',
  });
});

test.each([
  ['no address', ['--from', 'there'], /--from takes an address/],
  ['no method', ['--from', '192.0.2.9', '--method', 'register\n'], /--method takes a method/],
  ['two lines', ['--from', '192.0.2.9', '--user-agent', 'a\r\nVia: b'], /--user-agent is one line/],
  [
    'a count that never ends',
    ['--from', '192.0.2.9', '--count', '1000000'],
    /--count takes a number from 1 to 100000/,
  ],
  ['no time', ['--from', '192.0.2.9', '--every', 'soon'], /--every takes a time/],
  ['no file', ['--from', '192.0.2.9', '--message', 'none.sip'], /cannot read none\.sip: it is not there/],
  ['a folder', ['--from', '192.0.2.9', '--message', '.'], /it is no regular file/],
  ['a packet from nowhere', ['--method', 'INVITE'], /say --from as well/],
])('%s is told', async (_, words, expected) => {
  const { status, out, err } = await explain(...words);
  expect(err).toMatch(expected);
  expect(status).toBe(2);
  expect(out).toBe('');
});

test('who can never be answered is not told to register', async () => {
  const closed = policy
    .replace('limits: {', 'limits: { INVITE: drop,')
    .replace('REGISTER: 5/s burst 10', 'REGISTER: drop');
  writeFileSync(join(folder(), 'closed.yaml'), closed);
  const { out } = await vosguard(folder(), [
    'explain',
    'closed.yaml',
    '--from',
    '192.0.2.9',
    '--method',
    'MESSAGE',
  ]);
  expect(out).not.toContain('it gets through once the switch has answered');
  expect(out).toContain('nothing that it sends makes it known');
});

describe('with a switch behind this host', () => {
  const behind = `vosguard: 1
target: { platform: debian12, backends: [nftables, iptables] }
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { at: { address: [10.66.0.9, "2001:db8:7::7"] } }
`;
  const told = async (...words: readonly string[]) => {
    writeFileSync(join(folder(), 'policy.yaml'), behind);
    return (await vosguard(folder(), ['explain', 'policy.yaml', '--from', ...words])).out;
  };

  test('a packet goes to the switch where nothing else is said, and its answer teaches', async () => {
    const out = await told('192.0.2.201', '--count', '2', '--answer', '200');
    expect(out).toContain('REGISTER from 192.0.2.201 to UDP port 5060 of 10.66.0.9');
    expect(out.match(/^ {2}delivered/gm)).toHaveLength(2);
    expect(await told('2001:db8::9')).toContain('port 5060 of 2001:db8:7::7');
  });

  test('this host has no port of SIP', async () => {
    for (const at of ['host', '198.51.100.1'])
      expect((await told('192.0.2.201', '--at', at)).match(/^ {2}dropped/gm)).toHaveLength(2);
  });

  test('no address', async () => {
    writeFileSync(join(folder(), 'policy.yaml'), behind);
    const { status, err } = await vosguard(folder(), ['explain', '--from', '192.0.2.9', '--at', 'there']);
    expect(status).toBe(2);
    expect(err).toContain('--at takes an address');
  });
});

test('a packet goes to the address and over the device on which SIP is spoken', async () => {
  const there =
    'vosguard: 1\nsip: { to: [198.51.100.1], on: ["eth1*"] }\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\n';
  writeFileSync(join(folder(), 'policy.yaml'), there);
  const { out } = await vosguard(folder(), ['explain', '--from', '192.0.2.9']);
  expect(out).toContain('port 5060 of 198.51.100.1 over eth10');
  expect(out).toContain('delivered');
  const elsewhere = await vosguard(folder(), ['explain', '--from', '192.0.2.9', '--at', '198.51.100.2']);
  expect(elsewhere.out).toContain('dropped');
});
