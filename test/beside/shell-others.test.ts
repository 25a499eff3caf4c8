import { elements, held, nft, told, xt } from './shell-rules.js';

const all = 'SIP over UDP port 5060, 6060-6062';
const rest = `${all}; SIP over TCP port 5060; media over UDP port 10000-39999`;

describe('ports that several rules refuse together', () => {
  test('a rule for each port', () => {
    const rules = [
      '-A INPUT -p udp -m udp --dport 5060 -j DROP',
      '-A INPUT -p udp -m multiport --dports 6060:6061 -j REJECT --reject-with icmp-port-unreachable',
      '-A INPUT -p udp -m udp --dport 6062 -j DROP',
    ];
    expect(told({ iptables: xt(rules.join('\n')) })).toEqual([
      `dead | INPUT of iptables | ${rules[0]} | SIP over UDP port 5060`,
    ]);
    expect(told({ iptables: xt(rules.slice(0, 2).join('\n')) })).toEqual([
      `part | INPUT of iptables | ${rules[0]} | SIP over UDP port 5060`,
      `part | INPUT of iptables | ${rules[1]} | SIP over UDP port 6060-6061`,
    ]);
  });

  test('one that another has let in before is not refused', () => {
    const rules = `-A INPUT -p udp -m udp --dport 5060 -j ACCEPT\n-A INPUT -p udp -m multiport --dports 5060,6060:6062 -j DROP`;
    expect(told({ iptables: xt(rules) })).toEqual([
      `part | INPUT of iptables | ${rules.split('\n')[1]} | SIP over UDP port 6060-6062`,
    ]);
  });

  test('in chains of different tools: none is dead alone', () => {
    const one = '-A INPUT -p udp -m udp --dport 5060 -j DROP';
    expect(told({ iptables: xt(one), nft: nft('udp dport 6060-6070 drop') })).toEqual([
      `part | INPUT of iptables | ${one} | SIP over UDP port 5060`,
      'part | the chain in of the table inet f | udp dport 6060-6070 drop | SIP over UDP port 6060-6062',
      'all',
    ]);
  });

  test.each([
    ['-A INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT\n-A INPUT -j DROP', `dead | ${rest}`],
    ['-A INPUT -p udp -m udp ! --dport 1:5059 -j DROP', `dead | ${all}; media over UDP port 10000-39999`],
    [
      '-A INPUT -p udp -m multiport ! --dports 53,123 -j REJECT',
      `dead | ${all}; media over UDP port 10000-39999`,
    ],
    [
      '-A INPUT -p udp -m udp ! --dport 5060 -j ACCEPT\n-A INPUT -j DROP',
      'part | SIP over UDP port 5060; SIP over TCP port 5060; ssh over TCP port 22',
    ],
    ['-A INPUT -p udp -m udp --dport 1024: -j DROP', `dead | ${all}; media over UDP port 10000-39999`],
    [
      '-A INPUT -p udp -m multiport --dports 5060,6060:6062,10000:20000 -j ACCEPT\n-A INPUT -p udp -j REJECT --reject-with icmp-port-unreachable',
      'part | media over UDP port 20001-39999',
    ],
    [
      '-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP',
      'part | SIP over TCP port 5060; ssh over TCP port 22',
    ],
    [
      '-A INPUT -p udp -j SIP\n-A INPUT -j ACCEPT\n-A SIP -p udp -m udp --dport 5060:6999 -j DROP\n-A SIP -j RETURN',
      `dead | ${all}`,
    ],
    ['-A INPUT -g SIP\n-A INPUT -p udp -j ACCEPT\n-A SIP -p tcp -j ACCEPT', ''],
  ])('%s', (rules, what) => {
    expect(told({ iptables: xt(rules) }).map((line) => line.replace(/ \| .* \| /, ' | '))).toEqual(
      what === '' ? [] : [what],
    );
  });

  test.each([
    [
      'ct state vmap { invalid : drop, established : accept, related : accept }; tcp dport { 22, 80 } accept; drop',
      `dead | ${rest}`,
    ],
    ['udp dport != { 53, 123 } drop', `dead | ${all}; media over UDP port 10000-39999`],
    [
      'udp dport >= 1024 reject with icmpx admin-prohibited',
      `dead | ${all}; media over UDP port 10000-39999`,
    ],
    ['udp dport < 10000 drop; meta l4proto udp accept; drop', `dead | ${all}`],
    ['udp dport vmap { 5060 : drop, 6060-6062 : drop, 53 : accept }', `dead | ${all}`],
    [
      'meta l4proto . th dport { tcp . 22, udp . 5060, udp . 10000-39999 } accept; drop',
      'part | SIP over UDP port 6060-6062; SIP over TCP port 5060',
    ],
    [
      'meta l4proto . th dport vmap { udp . 5060 : drop, udp . 6060-6062 : drop, tcp . 5060 : accept }',
      `dead | ${all}`,
    ],
    [
      'iifname vmap { "lo" : accept, "eth0" : drop }; drop',
      `dead | ${all}; SIP over TCP port 5060; ssh over TCP port 22; media over UDP port 10000-39999`,
    ],
    ['iifname vmap { "lo" : accept, "eth0" : accept }; drop', 'maybe | '],
    ['ip6 saddr fe80::/10 accept; tcp dport 22 accept; drop', `dead | ${rest}`],
    ['ip saddr 192.0.2.0/24 accept; drop', 'maybe | '],
    ['meta nfproto ipv6 accept; meta l4proto udp drop', `dead | ${all}; media over UDP port 10000-39999`],
  ])('%s', (rules, what) => {
    expect(told({ nft: nft(rules) }).map((line) => line.replace(/ \| .* \| /, ' | '))).toEqual([what]);
  });
});

describe('sets and maps of ports', () => {
  test('a set of nft is read, also with ranges and comments; one that packets fill is in doubt', () => {
    const sets = {
      open: elements('set', 'open', '22 comment "ssh, mine",\n\t\t\t     10000-39999, 6060-6062'),
    };
    const rules = 'meta l4proto { tcp, udp } th dport @open accept; drop';
    const refused = 'SIP over UDP port 5060; SIP over TCP port 5060';
    expect(told({ nft: nft(rules, held('open', 'inet_service', 'interval')), sets })).toEqual([
      `part | the chain in of the table inet f | drop | ${refused}`,
    ]);
    expect(told({ nft: nft(rules, held('open', 'inet_service', 'dynamic,timeout')), sets })).toEqual([
      'maybe | the chain in of the table inet f | drop | ',
    ]);
    expect(
      told({
        nft: nft('udp dport @shut drop', held('shut', 'inet_service', 'interval')),
        sets: { shut: elements('set', 'shut', '5000-6999') },
      }),
    ).toEqual([`dead | the chain in of the table inet f | udp dport {5000-6999} drop | ${all}`]);
  });

  test('an empty one holds none', () => {
    expect(
      told({
        nft: nft('udp dport @open accept; meta l4proto udp drop', held('open', 'inet_service')),
        sets: { open: 'table inet f {\n\tset open {\n\t\ttype inet_service\n\t}\n}' },
      }),
    ).toEqual([
      `dead | the chain in of the table inet f | meta l4proto udp drop | ${all}; media over UDP port 10000-39999`,
    ]);
  });

  test('a map to verdicts', () => {
    const more = '\tmap ports {\n\t\ttype inet_service : verdict\n\t}';
    const sets = { ports: elements('map', 'ports', '5060 : accept, 6060-6062 : drop') };
    expect(told({ nft: nft('udp dport vmap @ports', more), sets })).toEqual([
      'part | the chain in of the table inet f | udp dport vmap {5060 : accept, 6060-6062 : drop} | SIP over UDP port 6060-6062',
    ]);
  });

  test('a set of ipset that holds ports', () => {
    const rules = '-A INPUT -p udp -m set --match-set voice dst -j ACCEPT\n-A INPUT -p udp -j DROP';
    expect(told({ iptables: xt(rules), ipset: { voice: [5060, 6060, 6061] } })).toEqual([
      'part | INPUT of iptables | -A INPUT -p udp -j DROP | SIP over UDP port 6062; media over UDP port 10000-39999',
    ]);
    expect(told({ iptables: xt(rules.replace('voice dst', 'people src')) })).toEqual([
      'maybe | INPUT of iptables | -A INPUT -p udp -j DROP | ',
    ]);
  });
});

describe('what is told and refuses nothing', () => {
  const drop = '-A INPUT -i eth0 -p udp -j DROP';

  test('what holds over the device of the default route, and over others nobody knows', () => {
    const words = `part | INPUT of iptables | ${drop} | ${all}; media over UDP port 10000-39999`;
    expect(told({ iptables: xt(drop), devices: 'eth0 ' })).toEqual([words]);
    expect(told({ iptables: xt(drop), devices: 'eth1 ' })).toEqual([]);
    expect(
      told({ iptables: xt(`-A INPUT -i eth1 -j ACCEPT\n-A INPUT -p udp -j DROP`), devices: 'eth0 ' }),
    ).toEqual(['maybe | INPUT of iptables | -A INPUT -p udp -j DROP | ']);
    expect(told({ nft: nft('iifname "eth*" meta l4proto udp drop'), devices: 'eth0 ' })).toEqual([
      `part | the chain in of the table inet f | iifname "eth*" meta l4proto udp drop | ${all}; media over UDP port 10000-39999`,
    ]);
  });

  test('IPv6 alone', () => {
    expect(told({ ip6tables: xt('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', 'DROP') })).toEqual([
      `part | INPUT of ip6tables | policy DROP | ${rest}`,
    ]);
  });

  test('nothing where everything is let in, whatever comes behind it', () => {
    const rules = `-A INPUT -p udp -m multiport --dports 5060,6060:6062,10000:39999 -j ACCEPT
-A INPUT -p tcp -m multiport --dports 22,5060 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited`;
    expect(told({ iptables: xt(rules) })).toEqual([]);
  });

  test('of a range that rules cut into more than 64 pieces nothing is said for certain', () => {
    const rules = Array.from(
      { length: 80 },
      (_, i) => `-A INPUT -p udp -m udp --dport ${10_000 + 3 * i} -j DROP`,
    );
    expect(told({ iptables: xt(rules.join('\n')) }).map((line) => line.split(' | ')[0])).toEqual(['maybe']);
  });
});

test('two thousand rules are read once, not once for each port', () => {
  const rules = Array.from(
    { length: 2_000 },
    (_, i) => `-A INPUT -p tcp -m tcp --dport ${40_000 + i} -j ACCEPT`,
  );
  expect(told({ iptables: xt(rules.join('\n'), 'DROP') })[0]).toContain(
    'dead | INPUT of iptables | policy DROP',
  );
});
