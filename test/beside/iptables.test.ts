import { beside, xt } from './asked.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
services:
  ssh: { tcp: [22], from: [192.0.2.8/29] }
`;

const filter = (rules: string, input = 'ACCEPT') =>
  xt(`*filter\n:INPUT ${input} [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules}\nCOMMIT\n`);

/** The words of what is refused there, sorted. */
const refused = (rules: string, input?: string) =>
  beside(policy, { iptables: filter(rules, input) })
    .refusals.filter(({ sure }) => sure)
    .flatMap(({ promises }) => promises.map(({ words }) => words))
    .toSorted();

describe('what others refuse of what the policy lets in', () => {
  test('nothing, where nobody refuses', () => {
    expect(refused('')).toEqual([]);
    expect(refused('-A INPUT -s 198.51.100.7/32 -j DROP')).toEqual([]);
    // fail2ban: whom it holds is its business, and a set is not known.
    expect(
      refused(
        '-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd\n-A INPUT -m set --match-set f2b src -j DROP\n-A f2b-sshd -s 192.0.2.77/32 -j REJECT --reject-with icmp-port-unreachable\n-A f2b-sshd -j RETURN',
      ),
    ).toEqual([]);
  });

  test('the rules that CentOS came with: all but SSH', () => {
    const rules = [
      '-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT',
      '-A INPUT -p icmp -j ACCEPT',
      '-A INPUT -i lo -j ACCEPT',
      '-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT',
      '-A INPUT -j REJECT --reject-with icmp-host-prohibited',
    ].join('\n');
    const words = refused(rules);
    expect(words).toContain('SIP over UDP port 5060 from 203.0.113.10');
    expect(words).toContain('media over UDP port 10000 from anybody');
    expect(words.filter((one) => one.startsWith('ssh'))).toEqual([]);
    expect(refused(rules.replace('-A INPUT -j', '-A INPUT -p udp -j ACCEPT\n-A INPUT -j'))).toEqual([
      'SIP over TCP port 5060 from 203.0.113.10',
      'SIP over TCP port 5060 from anybody',
    ]);
  });

  test('a policy of the chain; jumps, gotos and returns are followed', () => {
    expect(refused('', 'DROP')).toContain('SIP over UDP port 5060 from anybody');
    const open = '-A INPUT -g door\n-A door -p tcp -j RETURN\n-A door -j ACCEPT';
    expect(refused(open, 'DROP')).not.toContain('SIP over UDP port 5060 from anybody');
    expect(refused(open, 'DROP')).toContain('SIP over TCP port 5060 from anybody');
    expect(refused('-A INPUT -j door\n-A door -j door2\n-A door2 -p udp -j DROP')).toContain(
      'SIP over UDP port 5060 from anybody',
    );
  });

  test.each([
    ['-A INPUT ! -i eth0 -p udp -j DROP', false],
    ['-A INPUT -i eth0 -p udp -j DROP', true],
    ['-A INPUT -i eth+ -p udp -j DROP', true],
    ['-A INPUT -i wg0 -p udp -j DROP', false],
    ['-A INPUT ! -s 203.0.113.0/24 -p udp -j DROP', true],
    ['-A INPUT -p udp -m udp ! --dport 1:5059 -j DROP', true],
    ['-A INPUT -p udp -m multiport --dports 80,5060:5070 -j DROP', true],
    ['-A INPUT -p udp -m multiport --dports 80,5061:5070 -j DROP', false],
    ['-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT\n-A INPUT -p udp -j DROP', true],
    ['-A INPUT -m limit --limit 5/sec -j ACCEPT\n-A INPUT -p udp -j DROP', false],
    ['-A INPUT -m addrtype --dst-type LOCAL -p udp -j DROP', true],
    ['-A INPUT -m comment --comment "-j DROP" -j ACCEPT\n-A INPUT -j DROP', false],
    ['-A INPUT -d 192.0.2.1/32 -p udp -j DROP', false],
  ])('%s', (rules, refuses) => {
    expect(refused(rules).includes('SIP over UDP port 5060 from anybody')).toBe(refuses);
  });

  test('rules of raw and mangle count as well, and ours do not', () => {
    const raw = '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p udp --dport 5060 -j DROP\nCOMMIT\n';
    expect(beside(policy, { iptables: xt(raw) }).text).toContain(
      'others refuse what the policy lets in: PREROUTING of iptables -t raw, -A PREROUTING -p udp --dport 5060 -j DROP',
    );
    const own = '-A INPUT -m comment --comment "vg:hook.input" -j VG-hook.input\n-A VG-hook.input -j DROP';
    expect(refused(own)).toEqual([]);
  });

  test('by whom, where the names tell, with how to open it there', () => {
    const ufw = '-A INPUT -j ufw-before-input\n-A ufw-before-input -p tcp -m tcp --dport 22 -j ACCEPT';
    expect(beside(policy, { iptables: filter(ufw, 'DROP') }).text).toContain(
      'INPUT of iptables (ufw), its policy drop\n',
    );
    expect(beside(policy, { iptables: filter(ufw, 'DROP') }).text).toContain('ufw allow PORT/udp');
  });
});

describe('what others let in and default: deny refuses', () => {
  const text = (rules: string, more = '') => beside(policy + more, { iptables: filter(rules) }).text;

  test('is named, each with the line that keeps it', () => {
    const said = text(
      [
        '-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT',
        '-A INPUT -i lo -j ACCEPT',
        '-A INPUT -p icmp -j ACCEPT',
        '-A INPUT -s 10.1.2.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT',
        '-A INPUT -p tcp -m multiport --dports 22,10050,1720 -j ACCEPT',
        '-A INPUT -p vrrp -s 192.0.2.30/32 -j ACCEPT',
        '-A INPUT -p udp -m udp --dport 5060 -j ACCEPT',
      ].join('\n'),
    );
    expect(said.match(/keep it with (.*)/g)).toEqual([
      'keep it with services: { mysql: { tcp: [3306], from: [10.1.2.0/24] } }',
      'keep it with services: { zabbix-agent: { tcp: [10050, 1720] } }',
      'keep it with services: { vrrp: { protocol: vrrp, from: [192.0.2.30/32] } }',
    ]);
  });

  test('each line is one that a policy takes', () => {
    const said = text(
      '-A INPUT -s 10.1.2.0/24 -p tcp -m tcp --dport 3306 -j ACCEPT\n-A INPUT -p gre -j ACCEPT',
    );
    const lines = [...said.matchAll(/keep it with services: (.*)/g)].map(([, line = '']) => line);
    expect(lines).toHaveLength(2);
    for (const line of lines)
      expect(beside(`vosguard: 1\nservices: ${line.replace('PEER', '192.0.2.7')}\n`, {}).text).toBe('');
  });

  test('also behind a chain that says whence; nothing with default: leave', () => {
    const rules = '-A INPUT -s 10.0.0.0/8 -j inside\n-A inside -p udp -m udp --dport 161 -j ACCEPT';
    expect(text(rules)).toContain('services: { snmp: { udp: [161], from: [10.0.0.0/8] } }');
    expect(text(rules, 'default: leave\n')).toBe('');
    expect(text(rules, '').includes('161')).toBe(true);
  });

  test('a host of many rules is told in lines that can be read, and in time that grows with them', () => {
    const rules = Array.from(
      { length: 5_000 },
      (_, i) => `-A INPUT -p tcp -m tcp --dport ${10_000 + i} -j ACCEPT`,
    );
    expect(text(rules.join('\n')).split('\n').length).toBeLessThan(100);
  });
});

describe('ports that docker publishes', () => {
  const nat = (rule: string) =>
    xt(
      `*nat\n:PREROUTING ACCEPT [0:0]\n:DOCKER - [0:0]\n-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER\n${rule}\nCOMMIT\n`,
    );
  const published = nat(
    '-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8443 -j DNAT --to-destination 172.17.0.2:443',
  );
  const web = (service: string) =>
    `vosguard: 1\naddresses: { office: [192.0.2.8/29] }\nservices: { web: ${service} }\n`;

  test('are said where a service closes them to somebody, or none names them', () => {
    const said = 'TCP port 8443 is published by docker to 172.17.0.2:443';
    expect(beside(web('{ tcp: [8080, 8443], from: [office] }'), { iptables: published }).text).toContain(
      said,
    );
    expect(beside(policy, { iptables: published }).text).toContain(said);
    expect(beside(web('{ tcp: [8443] }'), { iptables: published }).text).toBe('');
  });
});
