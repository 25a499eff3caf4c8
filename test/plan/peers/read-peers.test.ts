import { addressText } from '../../../src/net/address.js';
import { addressSet } from '../../../src/net/address-set.js';
import { parseAddress } from '../../../src/net/read-address.js';
import type { Endpoint, Flow } from '../../../src/plan/peers/probe.js';
import { readConntrack, readTcpSockets } from '../../../src/plan/peers/read-flows.js';

const end = ({ address, port }: Endpoint) => `${addressText(address)}#${port}`;
const told = ({ transport, peer, host, opened, answered }: Flow) =>
  `${transport} ${end(peer)} ${opened === 'peer' ? '->' : '<-'} ${end(host)}${answered ? '' : ' unanswered'}`;

const local = ['198.51.100.2', '2001:db8::2'].map((text) => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') throw new Error(text);
  return parsed.address;
});
const conntrack = (...lines: readonly string[]) => readConntrack(lines.join('\n'), local).map(told);

describe('conntrack', () => {
  const inbound =
    'src=192.0.2.9 dst=198.51.100.2 sport=6000 dport=5060 src=198.51.100.2 dst=192.0.2.9 sport=5060 dport=6000';

  test.each([
    [`udp      17 29 ${inbound} mark=0 use=1`],
    [`udp      17 179 ${inbound} [ASSURED] mark=0 use=1`],
    [`ipv4     2 udp      17 29 ${inbound} mark=0 zone=0 use=2`],
  ])('a flow that a peer opened: %s', (line) => {
    expect(conntrack(line)).toEqual(['udp 192.0.2.9#6000 -> 198.51.100.2#5060']);
  });

  test('nobody has answered yet', () => {
    expect(
      conntrack(`udp 17 29 ${inbound.replace(' src=198', ' [UNREPLIED] src=198')} mark=0 use=1`),
    ).toEqual(['udp 192.0.2.9#6000 -> 198.51.100.2#5060 unanswered']);
  });

  test('a flow that the host opened, over IPv6', () => {
    expect(
      conntrack(
        'ipv6     10 udp      17 29 src=2001:0db8:0000:0000:0000:0000:0000:0002 dst=2001:db8:7::9 sport=5060 dport=5080 src=2001:db8:7::9 dst=2001:db8::2 sport=5080 dport=5060 mark=0 use=1',
      ),
    ).toEqual(['udp 2001:db8:7::9#5080 <- 2001:db8::2#5060']);
  });

  test('a translated destination is told as the peer wrote it', () => {
    expect(
      conntrack(
        'udp 17 29 src=192.0.2.9 dst=203.0.113.1 sport=6000 dport=5060 src=198.51.100.2 dst=192.0.2.9 sport=5062 dport=6000 mark=0 use=1',
      ),
    ).toEqual(['udp 192.0.2.9#6000 -> 203.0.113.1#5060']);
  });

  describe('of a switch behind this host', () => {
    const behind = addressSet([{ family: 'ipv4', first: 0x0a420009, last: 0x0a420009 }]);
    const forwarded = (line: string) =>
      readConntrack(line, local, behind).map((flow) => `${told(flow)} ${flow.forwarded ?? 'here'}`);

    test.each([
      [
        'routed',
        'src=192.0.2.9 dst=10.66.0.9 sport=6000 dport=5060 src=10.66.0.9 dst=192.0.2.9 sport=5060 dport=6000',
        'udp 192.0.2.9#6000 -> 10.66.0.9#5060 true',
      ],
      [
        'behind DNAT, as the rules see it',
        'src=192.0.2.9 dst=198.51.100.2 sport=6000 dport=15060 src=10.66.0.9 dst=192.0.2.9 sport=5060 dport=6000',
        'udp 192.0.2.9#6000 -> 10.66.0.9#5060 true',
      ],
      [
        'its own calls, masqueraded',
        'src=10.66.0.9 dst=203.0.113.10 sport=5060 dport=5060 src=203.0.113.10 dst=198.51.100.2 sport=5060 dport=5060',
        'udp 203.0.113.10#5060 <- 10.66.0.9#5060 true',
      ],
      [
        'not answered yet',
        'src=192.0.2.9 dst=10.66.0.9 sport=6000 dport=5060 [UNREPLIED] src=10.66.0.9 dst=192.0.2.9 sport=5060 dport=6000',
        'udp 192.0.2.9#6000 -> 10.66.0.9#5060 unanswered true',
      ],
      [
        'of this host itself',
        'src=192.0.2.9 dst=198.51.100.2 sport=6000 dport=22 src=198.51.100.2 dst=192.0.2.9 sport=22 dport=6000',
        'udp 192.0.2.9#6000 -> 198.51.100.2#22 here',
      ],
    ])('%s', (_, tuple, expected) => {
      expect(forwarded(`udp 17 29 ${tuple} mark=0 use=1`)).toEqual([expected]);
    });

    test('of somebody else behind it', () => {
      expect(
        forwarded(
          'udp 17 29 src=192.0.2.9 dst=10.66.0.8 sport=6000 dport=5060 src=10.66.0.8 dst=192.0.2.9 sport=5060 dport=6000 use=1',
        ),
      ).toEqual([]);
    });
  });

  test('TCP counts while it is established', () => {
    expect(
      conntrack(
        `tcp 6 431999 ESTABLISHED ${inbound} [ASSURED] mark=0 use=1`,
        `tcp 6 9 TIME_WAIT ${inbound} use=1`,
      ),
    ).toEqual(['tcp 192.0.2.9#6000 -> 198.51.100.2#5060']);
  });

  test.each([
    [
      'passes through',
      'udp 17 9 src=10.0.0.1 dst=10.0.0.2 sport=1 dport=2 src=10.0.0.2 dst=10.0.0.1 sport=2 dport=1',
    ],
    [
      'has no ports',
      'icmp 1 9 src=10.0.0.1 dst=198.51.100.2 type=8 code=0 id=1 src=198.51.100.2 dst=10.0.0.1 type=0',
    ],
    ['is no line of a listing', 'conntrack v1.4.7 (conntrack-tools): 3 flow entries have been shown.'],
    ['holds no address', 'udp 17 9 src=x dst=y sport=1 dport=2 src=y dst=x sport=2 dport=1'],
  ])('what %s is left out', (_, line) => {
    expect(conntrack(line)).toEqual([]);
  });
});

describe('sockets', () => {
  const tail = '00000000:00000000 00:00000000 00000000     0        0 594133 1 00000000ec0b1cb5 100 0 0 10 0';
  const listing = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    `   0: 00000000:0016 00000000:0000 0A ${tail}`,
    `   1: 026433C6:0016 090200C0:BA52 01 ${tail}`,
    `   2: 026433C6:9C40 0A7100CB:13C4 01 ${tail}`,
    `   3: 026433C6:0016 090200C0:BA53 06 ${tail}`,
    `   4: 0000000000000000FFFF0000026433C6:0016 0000000000000000FFFF0000080200C0:0400 01 ${tail}`,
    `   5: B80D0120000000000000000002000000:0016 B80D0120000007000000000009000000:0401 01 ${tail}`,
  ].join('\n');

  test('which are open, and who opened them', () => {
    expect(readTcpSockets(listing, true).map(told)).toEqual([
      'tcp 192.0.2.9#47698 -> 198.51.100.2#22',
      'tcp 203.0.113.10#5060 <- 198.51.100.2#40000',
      'tcp 192.0.2.8#1024 -> 198.51.100.2#22',
      'tcp 2001:db8:7::9#1025 -> 2001:db8::2#22',
    ]);
  });

  test('on a machine that writes its numbers the other way round', () => {
    const line = `   1: C6336402:0016 C0000209:BA52 01 ${tail}`;
    expect(readTcpSockets(line, false).map(told)).toEqual(['tcp 192.0.2.9#47698 <- 198.51.100.2#22']);
  });
});
