import type { Input } from '../../src/import/import.js';
import { imported, save } from './imported.js';
import { match, nftInput, nftRule, nftTable, payload } from './nft.js';

/** Of each service its ports of UDP and TCP, and its ways in. */
const open = (input: Input) =>
  imported(input).policy.services.flatMap(({ name, udp, tcp, on }) =>
    name === 'media'
      ? []
      : [[name, ...[...udp, ...tcp].map((one) => `${one.first}-${one.last}`), ...(on ?? [])]],
  );

const iptables = (...asks: readonly string[]) => save(`-A INPUT ${asks.join(' ')} -j ACCEPT`);
const nft = (...asks: readonly object[]) =>
  nftInput(...nftTable('inet', 'f'), nftRule('inet', 'f', ...asks, { accept: null }));
const meta = (key: string, right: unknown, op = '==') => match({ meta: { key } }, right, op);
const state = (right: unknown) => match({ ct: { key: 'state' } }, right, 'in');

/** Both comparisons hold, whichever of them stands first. */
const eitherWay = <T>(a: T, b: T): readonly (readonly T[])[] => [
  [a, b],
  [b, a],
];

describe('a rule that asks twice of the same field is for what is both', () => {
  test.each(eitherWay('-m tcp --dport 1:1024', '-m multiport ! --dports 22'))('ports: %s %s', (...asks) =>
    expect(open(iptables('-p tcp', ...asks))).toEqual([[expect.any(String), '1-21', '23-1024']]),
  );

  test.each(eitherWay(payload('tcp', 'dport', { range: [1, 1024] }), payload('tcp', 'dport', 22, '!=')))(
    'ports, of nft',
    (...asks) => expect(open(nft(...asks))).toEqual([[expect.any(String), '1-21', '23-1024']]),
  );

  test.each(eitherWay(meta('iifname', 'eth*'), meta('iifname', 'eth1')))('devices, of nft', (...asks) =>
    expect(open(nft(...asks, payload('tcp', 'dport', 22)))).toEqual([['ssh', '22-22', 'eth1']]),
  );

  test.each(eitherWay('-i eth+', '-i eth1'))('devices: %s %s', (...asks) =>
    expect(open(iptables(...asks, '-p tcp --dport 22'))).toEqual([['ssh', '22-22', 'eth1']]),
  );

  test.each(eitherWay(meta('iifname', 'eth1', '!='), meta('iifname', 'eth*')))(
    'a device and one that is excepted, which no service says: nobody comes in',
    (...asks) => {
      const input = nft(...asks, payload('tcp', 'dport', 22));
      expect(open(input)).toEqual([]);
      expect(imported(input).remarks.join('\n')).toContain('! -i eth1');
    },
  );
});

const ports = (first: number) => payload('tcp', 'dport', first);
const nobodys: readonly (readonly [string, readonly Input[]])[] = [
  ['ports', eitherWay('--dport 22', '--dport 80').map((asks) => iptables('-p tcp -m tcp', ...asks))],
  ['ports, of nft', eitherWay(ports(22), ports(80)).map((asks) => nft(...asks))],
  ['ports, none of which is left', [iptables('-p tcp -m tcp --dport 22 -m multiport ! --dports 20:30')]],
  ['protocols', eitherWay('-p tcp', '-p udp').map((asks) => iptables(...asks, '--dport 22'))],
  ['protocols, of nft', eitherWay(ports(22), meta('l4proto', 'udp')).map((asks) => nft(...asks))],
  ['devices', eitherWay('-i eth0', '-i eth1').map((asks) => iptables(...asks, '-p tcp --dport 22'))],
  [
    'devices, of nft',
    eitherWay(meta('iifname', 'eth0'), meta('iifname', 'eth1')).map((asks) => nft(...asks, ports(22))),
  ],
  [
    'addresses of the host',
    [iptables('-d 192.0.2.1 -m iprange --dst-range 192.0.2.2-192.0.2.9 -p tcp --dport 22')],
  ],
  [
    'types of ICMP',
    eitherWay('--icmp-type 8', '--icmp-type 13').map((asks) => iptables('-p icmp -m icmp', ...asks)),
  ],
  [
    'types of ICMP, of nft',
    eitherWay('echo-request', '13').map((types) => nft(...types.map((one) => payload('icmp', 'type', one)))),
  ],
  ['a type of ICMP and its exception', [iptables('-p icmp -m icmp ! --icmp-type 13 -m icmp --icmp-type 8')]],
  [
    'a ping and everything but a ping',
    eitherWay('--icmp-type 8', '! --icmp-type echo-request').map((asks) =>
      iptables('-p icmp -m icmp', ...asks),
    ),
  ],
  [
    'flags, of nft',
    [nft(meta('l4proto', 'udp'), match({ payload: { protocol: 'tcp', field: 'flags' } }, 'syn'))],
  ],
  ['states, of nft', [nft(state('established'), state('invalid'), ports(22))]],
];

describe('a rule that asks for two of which no packet is both is for nobody', () => {
  test.each(nobodys)('%s', (_, inputs) => {
    for (const input of inputs) expect(open(input)).toEqual([]);
  });
});

test('a rule that refuses what is both refuses no more, and no less', () => {
  const refusing = save(
    '-A INPUT -p tcp -m tcp --dport 1:1024 -m multiport ! --dports 22 -j DROP\n-A INPUT -p tcp -j ACCEPT',
  );
  expect(imported(refusing).policy.services.flatMap(({ tcp }) => tcp.map(({ first }) => first))).toContain(
    22,
  );
  const ping = save(
    '-A INPUT -p icmp -m icmp --icmp-type 8 -m icmp --icmp-type echo-request -j DROP\n-A INPUT -p icmp -j ACCEPT',
  );
  expect(open(ping)).toEqual([]);
});
