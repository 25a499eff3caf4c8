import { readXml } from '../../src/import/programs/xml.js';
import { recognise } from '../../src/import/recognise.js';
import { readRecord, rulesOfCalls } from '../../src/import/script.js';
import { imported, save } from './imported.js';

const nft = (objects: readonly object[]) => ({
  name: 'nft.json',
  text: JSON.stringify({ nftables: objects }),
});
const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } });
const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
const rule = (chain: string, ...expr: readonly object[]) => ({
  rule: { family: 'inet', table: 'fw', chain, handle: 1, expr },
});

test('nft: sets, maps, ranges, a meter', () => {
  const { plain, policy } = imported(
    nft([
      { table: { family: 'inet', name: 'fw', handle: 1 } },
      {
        chain: {
          family: 'inet',
          table: 'fw',
          name: 'in',
          handle: 1,
          type: 'filter',
          hook: 'input',
          prio: 0,
          policy: 'drop',
        },
      },
      { chain: { family: 'inet', table: 'fw', name: 'sip', handle: 2 } },
      {
        set: {
          family: 'inet',
          table: 'fw',
          name: 'carriers',
          type: 'ipv4_addr',
          handle: 3,
          flags: ['interval'],
          elem: [{ prefix: { addr: '203.0.113.0', len: 28 } }, '198.51.100.9'],
        },
      },
      rule('in', {
        vmap: {
          key: { ct: { key: 'state' } },
          data: {
            set: [
              ['established', { accept: null }],
              ['invalid', { drop: null }],
            ],
          },
        },
      }),
      rule('in', match(payload('ip', 'saddr'), '@carriers'), match(payload('udp', 'dport'), 5060), {
        accept: null,
      }),
      rule('in', match(payload('udp', 'dport'), 5060), { jump: { target: 'sip' } }),
      rule(
        'in',
        match(payload('tcp', 'dport'), { set: [22, 8080] }),
        match(payload('ip', 'saddr'), { range: ['192.0.2.1', '192.0.2.9'] }),
        { accept: null },
      ),
      rule(
        'in',
        match(payload('udp', 'dport'), { range: [10000, 20000] }),
        { counter: { packets: 1, bytes: 2 } },
        { accept: null },
      ),
      rule(
        'sip',
        {
          set: {
            op: 'add',
            elem: { payload: { protocol: 'ip', field: 'saddr' } },
            set: '@flood',
            stmt: [{ limit: { rate: 20, burst: 50, per: 'second', inv: true } }],
          },
        },
        { drop: null },
      ),
      rule('sip', { accept: null }),
    ]),
  );
  expect(plain).toContain('  carriers-2:\n    - 198.51.100.9\n    - 203.0.113.0/28');
  expect(plain).toContain('all: 20/s burst 50');
  expect(plain).toContain('udp: [10000-20000]');
  expect(policy.services.find(({ name }) => name === 'ssh')?.tcp).toEqual([
    { first: 22, last: 22 },
    { first: 8080, last: 8080 },
  ]);
});

test('ufw: user.rules with its limits', () => {
  const text = `*filter
:ufw-user-input - [0:0]
:ufw-user-limit - [0:0]
:ufw-user-limit-accept - [0:0]
### RULES ###
### tuple ### limit tcp 22 0.0.0.0/0 any 0.0.0.0/0 in
-A ufw-user-input -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --set
-A ufw-user-input -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 -j ufw-user-limit
-A ufw-user-input -p tcp --dport 22 -j ufw-user-limit-accept
-A ufw-user-input -p udp --dport 5060 -s 203.0.113.10 -j ACCEPT
-A ufw-user-limit -j REJECT
-A ufw-user-limit-accept -j ACCEPT
COMMIT
`;
  const { plain, policy } = imported({ name: '/etc/ufw/user.rules', text });
  expect(plain).toMatch(/ssh:\n {4}tcp: \[22\]\n {4}from: \[any\]\n {4}limit: 10\/min burst 5/);
  expect(policy.trusted.set.ipv4).toHaveLength(2);
});

test('firewalld: services, ports, rich rules, and what has no counterpart', () => {
  const text = `<?xml version="1.0" encoding="utf-8"?>
<zone>
  <short>Public</short>
  <!-- the office & the "world" -->
  <service name="ssh"/>
  <port port="10000-20000" protocol="udp"/>
  <masquerade/>
  <icmp-block name="echo-request"/>
  <rule family="ipv4"><source address="203.0.113.10"/><port port="5060" protocol="udp"/><accept/></rule>
  <rule family="ipv4"><source address="198.51.100.0/24"/><drop/></rule>
  <rule><service name="strange"/><accept/></rule>
</zone>
`;
  const { plain, remarks, policy } = imported({ name: 'public.xml', text });
  expect(plain).toMatch(/ssh:\n {4}tcp: \[22\]\n {4}from: \[any\]/);
  expect(plain).toContain('udp: [10000-20000]');
  expect(policy.trusted.set.ipv4).toHaveLength(2);
  expect(policy.blocked.set.ipv4).toHaveLength(2);
  expect(remarks.filter((one) => /masquerade|icmp-block|strange/.test(one))).toHaveLength(3);
});

test.each([
  '<zone',
  '<zone><a></zone>',
  '<!DOCTYPE z [<!ENTITY a "b">]><zone/>',
  '<zone/><zone/>',
  '<zone a=b/>',
])('no zone is half read: %s', (text) => expect(readXml(text)).toBeUndefined());

test('CSF: allowed, denied, ports', () => {
  const { plain, policy, remarks } = imported(
    {
      name: 'csf.allow',
      text: '192.0.2.8 # office\ntcp|in|d=22|s=198.51.100.7\nInclude /etc/csf/more\nudp|out|d=53|d=192.0.2.53\n',
    },
    { name: 'csf.deny', text: '203.0.113.66 # do not delete\n203.0.113.128/25\n' },
    {
      name: 'csf.conf',
      text: 'TCP_IN = "80,443"\nUDP_IN = "5060,10000:20000"\nTCP6_IN = "80,443"\nUDP6_IN = ""\n',
    },
  );
  expect(plain).toContain('blocked: [unwanted]');
  expect(policy.blocked.set.ipv4).toHaveLength(4);
  expect(plain).toMatch(/web:\n {4}tcp: \[80, 443\]\n {4}from: \[any\]/);
  expect(policy.services.find(({ name }) => name === 'ssh')).toBeDefined();
  expect(remarks.filter((one) => one.startsWith('csf.allow'))).toHaveLength(2);
});

test('fail2ban: jails of SIP ban in the kernel, whom they spare is trusted, others stay', () => {
  const text = `[DEFAULT]
ignoreip = 127.0.0.1/8 203.0.113.10
  198.51.100.0/24
bantime = 1h
findtime = 10m
maxretry = 5
[sshd]
enabled = true
[asterisk]
enabled = true
maxretry = 10
[nginx-http-auth]
enabled = false
`;
  const { plain, policy, remarks } = imported(
    { name: 'jail.local', text },
    save('-A INPUT -p udp --dport 5060 -j ACCEPT'),
  );
  expect(plain).toContain('refused: { over: 1/min burst 10, for: 3600s }');
  expect(policy.trusted.set.ipv4).toHaveLength(4);
  expect(remarks.filter((one) => one.startsWith('jail.local'))).toHaveLength(2);
});

describe('what a script has called', () => {
  const calls = (...lines: readonly string[]) =>
    lines.map((line) => ({ tool: line.split(' ')[0] ?? '', words: line.split(' ').slice(1), input: '' }));

  test('appended, inserted, deleted, replaced, flushed, renamed', () => {
    const { iptables } = rulesOfCalls(
      calls(
        'iptables -F',
        'iptables -P INPUT DROP',
        'iptables -N door',
        'iptables -A INPUT -p tcp --dport 22 -j ACCEPT',
        'iptables -I INPUT 1 -j door',
        'iptables --append INPUT --protocol udp --destination-port 5060 --jump ACCEPT',
        'iptables -D INPUT -p tcp --dport 22 -j ACCEPT',
        'iptables -R INPUT 2 -p udp --dport 6060 -j ACCEPT',
        'iptables -E door gate',
        'iptables -t nat -A POSTROUTING -j MASQUERADE',
      ),
    );
    expect(iptables).toContain(':INPUT DROP [0:0]');
    expect(iptables).toContain('-A INPUT -j door\n-A INPUT -p udp --dport 6060 -j ACCEPT\nCOMMIT');
    expect(iptables).toContain('*nat');
  });

  test('a listing takes the place of the table', () => {
    const { iptables, ipset } = rulesOfCalls([
      ...calls(
        'iptables -A INPUT -j DROP',
        'ipset create bad hash:ip -exist',
        'ipset add bad 192.0.2.1',
        'ipset flush bad',
        'ipset add bad 192.0.2.2',
      ),
      {
        tool: 'iptables-restore',
        words: [],
        input: '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 80 -j ACCEPT\nCOMMIT\n',
      },
    ]);
    expect(iptables).not.toContain('-j DROP');
    expect(iptables).toContain('--dport 80');
    expect(ipset).toBe('create bad hash:ip\nadd bad 192.0.2.2');
  });

  test('the record: words may hold anything but its own separators', () => {
    expect(
      readRecord('iptables\u001f-A\u001fIN\nPUT\u001eipset\u001frestore\u001dadd a 1\nadd b 2\u001e'),
    ).toEqual([
      { tool: 'iptables', words: ['-A', 'IN\nPUT'], input: '' },
      { tool: 'ipset', words: ['restore'], input: 'add a 1\nadd b 2' },
    ]);
  });
});

test.each([
  ['script', 'fw', '#!/bin/sh\niptables-restore <<X\n*filter\n-A INPUT -j DROP\nCOMMIT\nX\n'],
  ['script', 'fw.txt', 'iptables -A INPUT -j DROP\n'],
  ['script', 'fw.txt', 'IPT=iptables\n$IPT -A INPUT -j DROP\n'],
  ['iptables', 'x', '# Generated by iptables-save v1.8.9\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n'],
  ['ip6tables', 'x', '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 2001:db8::/32 -j DROP\nCOMMIT\n'],
  ['ip6tables', 'rules.v6', '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n'],
  ['nft', 'x', '{ "nftables": [] }'],
  ['ipset', 'x', 'create a hash:ip family inet\n'],
  [undefined, 'x', 'hello\n'],
])('a file is %s by what stands in it', (kind, name, text) => expect(recognise({ name, text })).toBe(kind));
