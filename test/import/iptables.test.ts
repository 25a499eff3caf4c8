import { readFileSync } from 'node:fs';
import { imported, save } from './imported.js';

const baseline = (name: string) => ({ name, text: readFileSync(`test/baselines/${name}`, 'utf8') });

describe('the published scripts', () => {
  test('the complete one: peers, office, limits, signatures, media', () => {
    const { plain, remarks } = imported(baseline('published-complete.rules'));
    expect(plain).toBe(`vosguard: 1
addresses:
  carriers:
    - 198.18.9.10
    - 198.18.9.20
    - 198.18.10.0/24
  admin:
    - 198.18.100.1
trusted: [carriers]
services:
  media:
    udp: [10000-20000]
    from: [any]
  ssh:
    tcp: [22]
    from:
      - admin
  web:
    tcp: [80, 8080]
    from:
      - admin
default: deny
sip:
  ports: { udp: [5060], tcp: null }
  strangers:
    limits:
      OPTIONS: drop
      all: { window: 19 in 60s }
    connections:
      udp: 10
signatures:
  use: [attack-tools, published-guides]`);
    expect(remarks.join('\n')).toContain(
      ':9: -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT: it makes the rules for SIP behind it void',
    );
  });

  test('the one with hashlimit: its limits, and a host that stays open', () => {
    const { plain } = imported(baseline('published-hashlimit.rules'));
    expect(plain).toContain('default: leave');
    expect(plain).toContain('      REGISTER: 5/s burst 10\n      all: 20/s burst 50');
  });
});

test('every line that comes of a rule names it', () => {
  const { text } = imported(
    save('-A INPUT -s 203.0.113.10/32 -p udp -m udp --dport 5060 -m comment --comment "Carrier A" -j ACCEPT'),
  );
  expect(text).toContain(
    '- 203.0.113.10                   # iptables.save:5: -A INPUT -s 203.0.113.10/32 -p udp -m udp --dport 5060 -m comment --comment "Carrier A" -j ACCEPT',
  );
});

test('CentOS as it was installed, with counters', () => {
  const { plain } = imported(
    save(
      `[12:3456] -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
[0:0] -A INPUT -p icmp -j ACCEPT
[5:300] -A INPUT -i lo -j ACCEPT
[1:60] -A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
[9:540] -A INPUT -j REJECT --reject-with icmp-host-prohibited`,
      'ACCEPT',
    ),
  );
  expect(plain).toContain('default: deny');
  expect(plain).toMatch(/ {2}ssh:\n {4}tcp: \[22\]\n {4}from: \[any\]/);
  expect(plain).toContain('strangers: deny');
  expect(plain).toMatch(/ping:\n {4}icmp: \[echo-request\]/);
});

test('an address that may everything is trusted, and has every other port', () => {
  const { policy } = imported(
    save('-A INPUT -s 192.0.2.8/32 -j ACCEPT\n-A INPUT -p udp --dport 5060 -j ACCEPT'),
  );
  expect(policy.trusted.set.ipv4).toHaveLength(2);
  const all = policy.services.find(({ name }) => name === 'full-access');
  expect(all?.tcp).toEqual([{ first: 1, last: 65535 }]);
  expect(all?.udp.some(({ first, last }) => first <= 5060 && 5060 <= last)).toBe(false);
});

test('a list of thousands in chains of its own is blocked, in one group', () => {
  const rules = Array.from(
    { length: 3000 },
    (_, at) => `-A bad -s 198.18.${Math.floor(at / 250) + 1}.${(at % 250) + 1}/32 -j DROP`,
  );
  const { plain, policy } = imported(
    save(`${rules.join('\n')}\n-A INPUT -j bad\n-A INPUT -p udp --dport 5060 -j ACCEPT`),
  );
  expect(plain).toContain('blocked: [unwanted]');
  expect(policy.blocked.set.ipv4.length).toBeGreaterThan(20);
});

test('a set is a group; a set that was not given is told, not forgotten', () => {
  const sets = {
    name: 'ipset.save',
    text: 'create office hash:net family inet hashsize 1024 maxelem 65536\nadd office 192.0.2.0/28\nadd office 198.51.100.7\n',
  };
  const rules = save(
    '-A INPUT -p tcp -m set --match-set office src -m tcp --dport 22 -j ACCEPT\n-A INPUT -m set --match-set evil src -j DROP\n-A INPUT -p udp --dport 5060 -j ACCEPT',
  );
  const { plain, remarks } = imported(sets, rules);
  expect(plain).toContain('  office:\n    - 192.0.2.0/28\n    - 198.51.100.7');
  expect(plain).toMatch(/tcp: \[22\]\n {4}from:\n {6}- office/);
  expect(remarks.join('\n')).toContain('no counterpart: --match-set evil src');
});

test('what an earlier rule has decided is dead, and the rule that did is named', () => {
  const { remarks, policy } = imported(
    save(
      '-A INPUT -p tcp --dport 3306 -j DROP\n-A INPUT -s 192.0.2.8/32 -p tcp --dport 3306 -j ACCEPT\n-A INPUT -p udp --dport 5060 -j ACCEPT',
    ),
  );
  expect(remarks).toContain(
    'iptables.save:6: -A INPUT -s 192.0.2.8/32 -p tcp --dport 3306 -j ACCEPT: no packet comes to it: iptables.save:5: -A INPUT -p tcp --dport 3306 -j DROP has decided before',
  );
  expect(policy.services.some(({ tcp }) => tcp.some(({ first }) => first === 3306))).toBe(false);
});

test('a rule that does the opposite of its comment is told', () => {
  const { remarks } = imported(
    save('-A INPUT -s 198.51.100.7/32 -m comment --comment "block this scanner" -j ACCEPT'),
  );
  expect(remarks.join('\n')).toContain('its comment says otherwise: block this scanner');
});

test.each([
  ['a mark', '-A INPUT -m mark --mark 0x1 -j ACCEPT', '-m mark --mark 0x1'],
  ['u32', '-A INPUT -p udp --dport 5060 -m u32 --u32 "0x1c=0x4f505449" -j DROP', 'no counterpart'],
  ['geoip', '-A INPUT -m geoip ! --source-country DE -j DROP', 'geoip'],
  ["the sender's port", '-A INPUT -p udp --sport 53 -j ACCEPT', 'a sender chooses it'],
  [
    'a user agent that is let in',
    '-A INPUT -p udp --dport 5060 -m string --string "MyPhone" --algo bm -j ACCEPT',
    'lets nobody in',
  ],
  ['a chain that nothing leads to', '-A OLD -p tcp --dport 23 -j ACCEPT', 'no rule leads to it'],
  ['a device that is excepted', '-A INPUT ! -i eth1 -p tcp --dport 80 -j ACCEPT', 'none is excepted'],
])('%s has no counterpart, and that is said', (_, rule, words) => {
  const { remarks, policy } = imported(save(rule));
  expect(remarks.join('\n')).toContain(words);
  // Nobody gets in by it.
  expect(policy.services.filter(({ icmp }) => icmp.length === 0)).toEqual([]);
  expect(policy.trusted.set.ipv4).toEqual([]);
});

test('nat, forwarding and bans of fail2ban stay, each with its rule', () => {
  const text = `*nat
:PREROUTING ACCEPT [0:0]
-A PREROUTING -p udp --dport 5080 -j REDIRECT --to-ports 5060
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
-A FORWARD -s 10.0.0.0/8 -j ACCEPT
-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd
-A INPUT -p tcp --dport 22 -j ACCEPT
-A f2b-sshd -s 203.0.113.66/32 -j REJECT
-A f2b-sshd -j RETURN
COMMIT
`;
  const { remarks, policy } = imported({ name: 'rules.v4', text });
  expect(remarks.filter((one) => one.includes('stays as it is'))).toHaveLength(3);
  expect(policy.blocked.set.ipv4).toEqual([]);
});

test('SSH with recent and connlimit becomes limits of the service', () => {
  const { plain } = imported(
    save(`-A INPUT -p tcp --dport 22 -m state --state NEW -m recent --set --name SSH
-A INPUT -p tcp --dport 22 -m state --state NEW -m recent --update --seconds 60 --hitcount 4 --name SSH -j DROP
-A INPUT -p tcp --dport 22 -m connlimit --connlimit-above 3 -j REJECT
-A INPUT -p tcp --dport 22 -j ACCEPT`),
  );
  expect(plain).toContain('    limit: 3/min burst 3\n    connections: 3');
});

test('IPv4 and IPv6: what is open in both is open to anybody, what is open in one is not', () => {
  const four = save(
    '-A INPUT -p tcp --dport 443 -j ACCEPT\n-A INPUT -p tcp --dport 22 -j ACCEPT',
    'DROP',
    'rules.v4',
  );
  const six = save(
    '-A INPUT -p tcp --dport 443 -j ACCEPT\n-A INPUT -s 2001:db8:7::/48 -p udp --dport 5060 -j ACCEPT',
    'DROP',
    'rules.v6',
  );
  const { plain } = imported(four, six);
  expect(plain).toMatch(/tcp: \[443\]\n {4}from: \[any\]/);
  expect(plain).toMatch(/tcp: \[22\]\n {4}from:\n {6}- 0\.0\.0\.0\/0/);
  expect(plain).toContain('- "2001:db8:7::/48"');
});

test('a device of its own, a virtual address, protocols and hours', () => {
  const { plain } = imported(
    save(`-A INPUT -i eth1 -p tcp --dport 3306 -j ACCEPT
-A INPUT -d 198.51.100.1/32 -p tcp --dport 443 -j ACCEPT
-A INPUT -s 192.0.2.30/32 -p vrrp -j ACCEPT
-A INPUT -s 192.0.2.0/24 -p tcp --dport 8443 -m time --timestart 08:00 --timestop 20:00 --weekdays Mon,Tue,Wed -j ACCEPT`),
  );
  expect(plain).toMatch(/mysql:\n {4}tcp: \[3306\]\n {4}from: \[any\]\n {4}on: \["eth1"\]/);
  expect(plain).toMatch(/tcp: \[443\]\n {4}from: \[any\]\n {4}to: \[198\.51\.100\.1\]/);
  expect(plain).toMatch(/vrrp:\n {4}protocol: vrrp/);
  expect(plain).toContain('when: { hours: 08:00-20:00, days: [mon, tue, wed], zone: UTC }');
});

test('ports that moved are found where texts of SIP are searched for', () => {
  const { plain } = imported(
    save(
      '-A INPUT -p udp --dport 1980 -m string --string "friendly-scanner" --algo bm -j DROP\n-A INPUT -p udp --dport 1980 -j ACCEPT',
    ),
  );
  expect(plain).toContain('ports: { udp: [1980], tcp: null }');
});

test('an open host with closed ports stays open, and those stay closed', () => {
  const { plain, policy } = imported(
    save(
      '-A INPUT -p tcp --dport 3306 -j DROP\n-A INPUT -s 192.0.2.8/32 -p tcp --dport 8080 -j ACCEPT\n-A INPUT -p tcp --dport 8080 -j DROP',
      'ACCEPT',
    ),
  );
  expect(plain).toContain('default: leave');
  expect(policy.services.map(({ name, from }) => [name, from?.set.ipv4.length])).toEqual(
    expect.arrayContaining([
      ['web', 2],
      ['mysql', 2],
    ]),
  );
});

test('raw and mangle refuse before anybody is asked; what they accept goes on', () => {
  const text = `*raw
:PREROUTING ACCEPT [0:0]
-A PREROUTING -s 192.0.2.8/32 -j ACCEPT
-A PREROUTING -s 192.0.2.0/24 -j DROP
COMMIT
*filter
:INPUT DROP [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
COMMIT
`;
  const { policy } = imported({ name: 'rules.v4', text });
  expect(policy.trusted.set.ipv4).toEqual([]);
  expect(policy.blocked.set.ipv4).toHaveLength(4);
});

test('closed for IPv4 and forgotten for IPv6: the policy closes both, and says so', () => {
  const { plain, remarks } = imported(
    save('-A INPUT -p tcp --dport 22 -j ACCEPT', 'DROP', 'rules.v4'),
    save('', 'ACCEPT', 'rules.v6'),
  );
  expect(plain).toContain('default: deny');
  expect(plain).toMatch(/tcp: \[22\]\n {4}from: \[any\]/);
  expect(remarks.join('\n')).toContain('IPv4 is closed and IPv6 stands open');
});
