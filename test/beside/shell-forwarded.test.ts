import { spawnSync } from 'node:child_process';
import { nft, parts, told, xt } from './shell-rules.js';

describe('a switch behind this host (sip.at)', () => {
  const behind = `
SIP udp+forwarded 5060
SIP tcp+forwarded 5060
ssh tcp 22
media udp+forwarded 10000-39999`;
  const chain = (name: string, rules: string, policy = 'ACCEPT') =>
    `*filter\n:INPUT ACCEPT [0:0]\n:${name} ${policy} [0:0]\n${rules}\nCOMMIT`;
  const forward = (rules: string, policy = 'accept') =>
    nft(rules, '', policy).replace('hook input', 'hook forward');
  const sip = 'SIP over UDP port 5060; SIP over TCP port 5060; media over UDP port 10000-39999';

  test('what refuses at INPUT does not touch it, but the services of this host', () => {
    const rules = '-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT';
    expect(told({ iptables: xt(rules, 'DROP') }, behind)).toEqual([
      'part | INPUT of iptables | policy DROP | ssh over TCP port 22',
    ]);
    expect(told({ iptables: xt('-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', 'DROP') }, behind)).toEqual([]);
    expect(told({ nft: nft('tcp dport 22 accept; drop') }, behind)).toEqual([]);
  });

  test('what refuses at FORWARD does, and the services of this host are not asked there', () => {
    expect(told({ iptables: chain('FORWARD', '', 'DROP') }, behind)).toEqual([
      `dead | FORWARD of iptables | policy DROP | ${sip}`,
    ]);
    expect(told({ nft: forward('ct state established,related accept', 'drop') }, behind)).toEqual([
      `dead | the chain in of the table inet f | policy drop | ${sip}`,
    ]);
    expect(told({ nft: forward('meta l4proto { tcp, udp } accept', 'drop') }, behind)).toEqual([]);
    expect(told({ iptables: chain('FORWARD', '', 'DROP') })).toEqual([]);
  });

  test.each([
    ['-A FORWARD -d 198.51.100.7/32 -p udp -m udp --dport 5060 -j ACCEPT'],
    ['-A FORWARD -m conntrack --ctstatus DNAT -j ACCEPT'],
  ])('%s may let it through', (rule) => {
    expect(
      told({ iptables: chain('FORWARD', rule, 'DROP') }, behind).map((line) => line.split(' | ')[0]),
    ).not.toContain('dead');
  });

  test('what is for this host alone is not for it', () => {
    expect(told({ nft: forward('fib daddr type local accept', 'drop') }, behind)[0]).toMatch(/^dead /);
    expect(
      told(
        { iptables: chain('FORWARD', '-A FORWARD -m addrtype --dst-type LOCAL -j ACCEPT', 'DROP') },
        behind,
      )[0],
    ).toMatch(/^dead /);
  });

  test('before translation its ports may be others: that hangs on what cannot be told', () => {
    const rules = '-A PREROUTING -p udp -m udp --dport 5060 -j DROP';
    const raw = `*raw\n:PREROUTING ACCEPT [0:0]\n${rules}\nCOMMIT`;
    expect(told({ iptables: raw }, behind)).toEqual([`maybe | PREROUTING of iptables -t raw | ${rules} | `]);
    expect(
      told(
        { iptables: raw.replace('udp --dport 5060', 'tcp --dport 22').replace('-p udp', '-p tcp') },
        behind,
      ),
    ).toEqual([
      'part | PREROUTING of iptables -t raw | -A PREROUTING -p tcp -m tcp --dport 22 -j DROP | ssh over TCP port 22',
    ]);
  });
});

describe('what conntrack is kept from (conntrack.sip: untracked)', () => {
  const kept = `
SIP udp+untracked 5060
ssh tcp 22`;

  test.each([
    ['ct state untracked drop', 'dead'],
    ['ct state new accept; drop', 'dead'],
    ['ct state { new, untracked } accept; drop', ''],
    ['ct state != untracked drop', 'part'],
    ['ct state vmap { established : accept, new : accept, untracked : drop }', 'dead'],
    ['ct state vmap { established : accept, new : drop, untracked : accept }', 'part'],
  ])('%s', (rules, how) => {
    expect(told({ nft: nft(rules) }, kept).map((line) => line.split(' | ')[0])).toEqual(
      how === '' ? [] : [how],
    );
  });

  test('iptables', () => {
    const accept = (states: string) => `-A INPUT -m conntrack --ctstate ${states} -j ACCEPT`;
    expect(told({ iptables: xt(accept('NEW,ESTABLISHED'), 'DROP') }, kept)).toEqual([
      'dead | INPUT of iptables | policy DROP | SIP over UDP port 5060',
    ]);
    expect(told({ iptables: xt(accept('NEW,UNTRACKED'), 'DROP') }, kept)).toEqual([]);
  });
});

test('each tool gets a range of ports in its own words', () => {
  const cure = (tool: string, place: string) =>
    spawnSync(
      'sh',
      [
        '-uc',
        `SIP_TCP=\n${parts}\nhave() { [ "$1" = ${tool} ]; }\nufw() { echo 'Status: active'; }\ncure_for '${place}' 5060-5080/udp`,
      ],
      { encoding: 'utf8' },
    ).stdout;
  expect(cure('ufw', 'INPUT of iptables')).toBe('open it there first: ufw allow 5060:5080/udp\n');
  expect(cure('nft', 'the chain filter_INPUT of the table inet firewalld')).toContain(
    '--add-port=5060-5080/udp, ',
  );
  expect(cure('ufw', 'FORWARD of iptables')).toContain('lets 5060-5080/udp through to the switch');
});
