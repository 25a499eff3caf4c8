import { writeFileSync } from 'node:fs';
import { folders, runShell, shells } from './run-shell.js';
import { partsText } from './shell-text.js';

const folder = folders();

const flow = (client: string, to: string, from: string, more = 'udp      17 29', state = '[ASSURED]') => {
  const [address = '', port = ''] = to.split(' ');
  const [inner = '', innerPort = ''] = from.split(' ');
  return `${more} src=${client} dst=${address} sport=40000 dport=${port} src=${inner} dst=${client} sport=${innerPort} dport=40000 ${state} mark=0 use=1`;
};

describe.each(shells)('%s: --known-flows', (...shell) => {
  /** Whom these flows make known, on a host that has 192.0.2.1, with these sets of the policy. */
  const known = (nft: string, flows: readonly string[], ipset = '') => {
    writeFileSync(`${folder()}/nft`, nft);
    writeFileSync(`${folder()}/ipset`, ipset);
    writeFileSync(`${folder()}/flows.now`, `${flows.join('\n')}\n`);
    return runShell(
      shell,
      `set -u; WORK='${folder()}' TARGET='${folder()}' LOG=/dev/null SIP_UDP='5060 6060-6062' SIP_TCP=5060 REMEMBER=60 STATE=/nowhere
${partsText('25-lists.sh', '30-sets.sh', '58-known.sh')}
have() { return 0; }; conntrack() { case $3 in ipv4) cat "$WORK/flows.now" ;; esac; }
own_addresses() { echo 192.0.2.1; }
read_flows`,
    )
      .out.trim()
      .split('\n');
  };
  const at =
    '\tset sip.at4 {\n\t\ttype ipv4_addr\n\t\telements = { 198.51.100.7 }\n\t}\n\tset sip.at6 {\n\t\ttype ipv6_addr\n\t\tflags interval\n\t\telements = { 2001:db8:7::/64 }\n\t}';
  const here = flow('203.0.113.9', '192.0.2.1 5060', '192.0.2.1 5060');

  test('of a switch on this host', () => {
    expect(
      known('', [
        here,
        flow('203.0.113.8', '198.51.100.7 5060', '198.51.100.7 5060'),
        flow('192.0.2.1', '203.0.113.7 5060', '203.0.113.7 5060'),
      ]),
    ).toEqual(['4 203.0.113.9 60']);
  });

  test('of a switch behind it: routed, translated to another port, over TCP and IPv6', () => {
    expect(
      known(at, [
        flow('203.0.113.1', '198.51.100.7 5060', '198.51.100.7 5060'),
        flow('203.0.113.2', '192.0.2.1 15060', '198.51.100.7 6061'),
        flow('203.0.113.3', '192.0.2.1 5060', '198.51.100.7 5060', 'tcp      6 431999 ESTABLISHED'),
        flow('2001:db8:5:6::9', '2001:db8:7::7 5060', '2001:db8:7::7 5060'),
        // Others, and what the switch itself has begun; this host has no port of SIP.
        here,
        flow('203.0.113.4', '192.0.2.1 5060', '198.51.100.7 80'),
        flow('203.0.113.5', '192.0.2.1 5060', '198.51.100.8 5060'),
        flow('203.0.113.6', '198.51.100.7 5060', '198.51.100.7 5060', undefined, '[UNREPLIED]'),
        flow('198.51.100.7', '203.0.113.7 5060', '203.0.113.7 5060'),
      ]),
    ).toEqual(['4 203.0.113.1 60', '4 203.0.113.2 60', '4 203.0.113.3 60', '6 2001:0db8:0005:0006:: 60']);
  });

  test('with sets of ipset', () => {
    expect(
      known(
        '',
        [flow('203.0.113.2', '192.0.2.1 15060', '198.51.100.7 6061'), here],
        'create vg-sip.at-4 hash:net family inet\nadd vg-sip.at-4-new 198.51.100.0/29\n',
      ),
    ).toEqual(['4 203.0.113.2 60']);
  });
});
