import { backendRules, evaluatorOptions } from '../../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../../src/compile.js';
import { addressText } from '../../../src/net/address.js';
import { addressSet } from '../../../src/net/address-set.js';
import { parseAddress } from '../../../src/net/read-address.js';
import { judgeConnection, judgePeers } from '../../../src/plan/peers/judge-peers.js';
import type { Flow } from '../../../src/plan/peers/probe.js';
import { readConntrack } from '../../../src/plan/peers/read-flows.js';
import { peersText } from '../../../src/plan/render/peers-text.js';
import { memoryFiles } from '../../parse/memory-files.js';

const address = (text: string) => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') throw new Error(text);
  return parsed.address;
};
const host = address('198.51.100.2');

function judges(rest: string, web = '') {
  const text = `vosguard: 1
target: { platform: debian12, backends: [nftables, iptables] }
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] }, media: { udp: [10000-20000] }${web} }
${rest}`;
  const files = memoryFiles({ 'policy.yaml': text });
  const found: string[] = [];
  const legalized = legalizePolicy(
    { path: 'policy.yaml', files, profile: undefined, today: '2026-06-01' },
    ({ code }) => found.push(code),
  );
  if (legalized === undefined) throw new Error(found.join());
  const options = evaluatorOptions(legalized.platform, legalized.policy);
  return backendRules(legalized.legal).map((rules) => ({ rules, options, sip: legalized.policy.sip }));
}

/** A line of conntrack: `udp 192.0.2.9:6000 > 5060`, or `<` for what the host has opened. */
function line(words: string): string {
  const [, protocol = '', peer = '', port = '', way, own = ''] =
    /^(\w+) (\S+)#(\d+) ([<>]) (\d+)$/.exec(words) ?? [];
  const from = `src=${peer} dst=198.51.100.2 sport=${port} dport=${own}`;
  const to = `src=198.51.100.2 dst=${peer} sport=${own} dport=${port}`;
  const state = protocol === 'tcp' ? '6 431999 ESTABLISHED' : '17 29';
  return `${protocol} ${state} ${way === '>' ? `${from} ${to}` : `${to} ${from}`} mark=0 use=1`;
}

const flows = (...words: readonly string[]) => readConntrack(words.map(line).join('\n'), [host]);

const blocked = 'blocked: [192.0.2.66]\n';

test.each([
  ['a phone that registers', '', 'udp 192.0.2.9#6000 > 5060', 'none of 1 peer seen'],
  ['a blocked one', blocked, 'udp 192.0.2.66#6000 > 5060', '1 of 1 peer seen\n  sip.udp.blocked'],
  ['a blocked one over TCP', blocked, 'tcp 192.0.2.66#6000 > 5060', '1 of 1 peer seen\n  sip.tcp.blocked'],
  ['a trunk that is only called', '', 'udp 192.0.2.70#5060 < 5060', 'none of 1 peer seen'],
  ['a blocked trunk that is only called', blocked, 'udp 192.0.2.66#5060 < 5060', 'answering UDP port 5060'],
  ['a name server', '', 'udp 192.0.2.53#53 < 40000', 'none of 1 peer seen'],
  ['media', '', 'udp 192.0.2.9#6000 > 10002', 'none of 1 peer seen'],
  ['an open ssh session', '', 'tcp 192.0.2.9#6000 > 22', 'none of 1 peer seen'],
  ['a port that moved away', 'sip: { ports: { udp: [7060] } }\n', 'udp 192.0.2.9#6000 > 5060', 'none of 1'],
  [
    'a stranger where there may be none',
    'sip: { strangers: deny }\n',
    'udp 192.0.2.9#6000 > 5060',
    '1 of 1 peer seen',
  ],
  ['a carrier there', 'sip: { strangers: deny }\n', 'udp 203.0.113.10#5060 > 5060', 'none of 1'],
])('%s', (_, policy, words, expected) => {
  for (const by of judges(policy)) {
    const judged = judgePeers({ flows: flows(words), known: [] }, by);
    expect(peersText(judged, () => ({ policy: 'there', at: 'policy.yaml:1:1' }))).toContain(expected);
  }
});

test('a phone is one peer, however many flows it has, and a thousand do not stand in the way of each other', () => {
  const many = Array.from(
    { length: 1000 },
    (_, index) => `udp 10.0.${index >> 8}.${index & 255}#5060 > 5060`,
  );
  for (const by of judges('')) {
    expect(judgePeers({ flows: flows(...many), known: [] }, by)).toMatchObject({ seen: 1000, refused: [] });
    expect(
      judgePeers({ flows: flows('udp 10.0.0.1#1 > 5060', 'udp 10.0.0.1#2 > 5060'), known: [] }, by).seen,
    ).toBe(1);
  }
});

test.each([
  ['greylisted', '', 0],
  ['dropped', 'sip: { strangers: { limits: { OPTIONS: drop } } }\n', 1],
])('OPTIONS that are %s: whose trunk would seem dead', (_, policy, unanswered) => {
  for (const by of judges(policy)) {
    const judged = judgePeers({ flows: flows('udp 192.0.2.9#6000 > 5060'), known: [] }, by);
    expect(judged).toMatchObject({ refused: [], blind: false });
    expect(judged.unanswered).toHaveLength(unanswered);
    const known = { flows: flows('udp 192.0.2.9#6000 > 5060'), known: [address('192.0.2.9')] };
    expect(judgePeers(known, by).unanswered).toHaveLength(0);
  }
});

test('connections that are open beyond what a stranger may have', () => {
  const many = Array.from({ length: 40 }, (_, index) => `tcp 192.0.2.9#${6000 + index} > 5060`);
  const limit = 'sip: { strangers: { connections: { tcp: 10 } } }\n';
  const carrier = many.map((one) => one.replace('192.0.2.9', '203.0.113.10'));
  for (const by of judges(limit)) {
    const judged = judgePeers({ flows: flows(...many, ...carrier), known: [] }, by);
    expect(judged.crowds).toMatchObject([{ open: 40, refused: 30 }]);
    const text = peersText(judged, () => ({ policy: 'there', at: 'policy.yaml:1:1' }));
    expect(text).toContain('would end 30 of 40 open connections of 192.0.2.9');
    expect(text).toContain('apply --observe 10m');
  }
  for (const by of judges(''))
    expect(judgePeers({ flows: flows(...many), known: [] }, by).crowds).toEqual([]);
});

test('the peers of one rule are one line', () => {
  const many = Array.from({ length: 7 }, (_, index) => `udp 192.0.2.${index + 60}#5060 > 5060`);
  for (const by of judges('blocked: [192.0.2.0/24]\n')) {
    const text = peersText(judgePeers({ flows: flows(...many), known: [] }, by), (path) => ({
      policy: path.join('.'),
      at: 'policy.yaml:5:10',
    }));
    expect(text.split('\n')).toEqual([
      'would drop 7 of 7 peers seen',
      expect.stringMatching(
        /^ {2}sip\.udp\.blocked {2}policy\.yaml:5:10 blocked: 192\.0\.2\.60 to UDP port 5060, .* and 2 more$/,
      ),
      '',
    ]);
  }
});

test.each([
  ['192.0.2.8', 22, 'delivered'],
  ['192.0.2.9', 22, 'dropped'],
  ['192.0.2.8', 23, 'dropped'],
])('a new connection from %s to port %i is %s', (from, port, verdict) => {
  const [flow] = flows(`tcp ${from}#50000 > ${port}`);
  if (flow === undefined) throw new Error('no flow');
  expect(addressText(flow.peer.address)).toBe(from);
  for (const by of judges('')) expect(judgeConnection(flow, by).verdict).toBe(verdict);
});

describe('with the switch behind this host', () => {
  const at = 'sip: { at: { address: 10.66.0.9 } }\nblocked: [192.0.2.66]\n';
  const behind = addressSet([{ family: 'ipv4', first: 0x0a420009, last: 0x0a420009 }]);
  const dnat = (peer: string, port: number) =>
    `udp 17 29 src=${peer} dst=198.51.100.2 sport=6000 dport=${port} [UNREPLIED] src=10.66.0.9 dst=${peer} sport=${port} dport=6000 use=1`;
  const told = (lines: readonly string[]) => {
    const found = readConntrack(lines.join('\n'), [host], behind);
    return judges(at).map((by) =>
      peersText(judgePeers({ flows: found, known: [] }, by), () => ({ at: '', policy: '' })),
    );
  };

  test('its peers are tried on the rules for what is forwarded', () => {
    for (const text of told([dnat('192.0.2.9', 5060)])) expect(text).toContain('none of 1 peer seen');
    for (const text of told([dnat('192.0.2.66', 5060)])) expect(text).toContain('1 of 1 peer seen');
    for (const text of told([dnat('192.0.2.9', 5061)])) expect(text).toContain('1 of 1 peer seen');
  });

  test('who talks SIP with this host itself finds no port of it', () => {
    for (const text of told([line('udp 192.0.2.9#6000 > 5060').replace(' src=198', ' [UNREPLIED] src=198')]))
      expect(text).toContain('1 of 1 peer seen');
  });
});

test('a new connection to an address that the service does not name is refused', () => {
  const flow = (own: string): Flow => ({
    transport: 'tcp',
    peer: { address: address('192.0.2.9'), port: 49_152 },
    host: { address: address(own), port: 443 },
    opened: 'peer',
    answered: true,
  });
  for (const by of judges('', ', web: { tcp: [443], to: [198.51.100.2] }')) {
    expect(judgeConnection(flow('198.51.100.2'), by).verdict).toBe('delivered');
    expect(judgeConnection(flow('198.51.100.3'), by).verdict).not.toBe('delivered');
  }
});
