import { behindOf } from '../../src/beside/way-behind.js';
import { readForwarding } from '../../src/host/live/read-life.js';
import { compileText } from '../lint-text.js';
import { beside, xt } from './asked.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
services:
  ssh: { tcp: [22], from: [192.0.2.8/29], to: [198.51.100.1] }
  media: { udp: [10000-20000] }
sip: { ports: { udp: [5060], tcp: [5060] }, at: { address: SWITCH } }
`;

const filter = (rules: string, forward = 'ACCEPT', tables = '') =>
  xt(`${tables}*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ${forward} [0:0]\n${rules}\nCOMMIT\n`);

/** What is told of the rules of others where the switch is at this address, behind the device. */
function told(
  address: string,
  iptables: ReturnType<typeof xt>,
  { device = 'docker0', isTranslated = true, nftJson = '' } = {},
) {
  const behind = { devices: { ipv4: [device], ipv6: [] }, isTranslated };
  return beside(policy.replace('SWITCH', address), { iptables, nftJson, behind });
}

const docker = (ports: string) => `:DOCKER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
${ports}
-A DOCKER ! -i docker0 -o docker0 -j DROP
-A DOCKER-USER -j RETURN`;
const opened = (protocol: string, port: number, to = '172.17.0.2') =>
  `-A DOCKER -d ${to}/32 ! -i docker0 -o docker0 -p ${protocol} -m ${protocol} --dport ${port} -j ACCEPT`;

describe('docker, whose FORWARD drops what it has not published', () => {
  test('a switch whose ports are not published: told, and apply would be in vain', () => {
    const { text, refusals } = told('172.17.0.2', filter(docker(''), 'DROP'));
    expect(text).toContain('others refuse what the policy lets in: FORWARD of iptables (docker)');
    expect(text).toContain('SIP over UDP port 5060 from 203.0.113.10 to 172.17.0.2');
    expect(refusals.every(({ sure }) => sure)).toBe(true);
  });

  test('what is published is let in, what is not is told', () => {
    const published = [opened('udp', 5060), opened('tcp', 5060)].join('\n');
    const { text } = told('172.17.0.2', filter(docker(published), 'DROP'));
    expect(text).not.toContain('SIP over');
    expect(text).toContain('media over UDP port 10000 from anybody to 172.17.0.2');
  });

  test('ports that are published for another container help nobody', () => {
    const { text } = told('172.17.0.2', filter(docker(opened('udp', 5060, '172.17.0.3')), 'DROP'));
    expect(text).toContain('SIP over UDP port 5060');
  });

  test('what it lets in to the switch and default: deny refuses is told; that to another container is left alone', () => {
    const web = (to: string) =>
      told('172.17.0.2', filter(docker([opened('tcp', 8080, to), opened('udp', 5060)].join('\n')), 'DROP'))
        .text;
    expect(web('172.17.0.2')).toContain('keep it with services: { web: { tcp: [8080] } }');
    expect(web('172.17.0.3')).not.toContain('8080');
  });

  test('raw PREROUTING, which keeps others from the inner address, is passed by what is translated later', () => {
    const raw =
      '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP\nCOMMIT\n';
    const iptables = filter('', 'ACCEPT', raw);
    expect(told('172.17.0.2', iptables).text).toBe('');
    expect(told('172.17.0.2', iptables, { isTranslated: false }).text).toContain(
      'PREROUTING of iptables -t raw',
    );
  });
});

test('libvirt refuses what begins from outside', () => {
  const rules = `-A FORWARD -j LIBVIRT_FWI
-A LIBVIRT_FWI -d 192.168.122.0/24 -o virbr0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A LIBVIRT_FWI -o virbr0 -j REJECT --reject-with icmp-port-unreachable`;
  const { text } = told('192.168.122.5', filter(rules), { device: 'virbr0' });
  expect(text).toContain('FORWARD of iptables (libvirt)');
  expect(text).toContain('SIP over UDP port 5060 from anybody to 192.168.122.5');
  expect(told('198.51.100.7', filter(rules), { device: 'eth1' }).text).toBe('');
});

test('the same in nft: the chain of the hook forward, by device, and ct status dnat', () => {
  const chain = {
    family: 'ip',
    table: 'v',
    name: 'f',
    type: 'filter',
    hook: 'forward',
    prio: 0,
    policy: 'drop',
  };
  const rule = (...expr: readonly object[]) => ({ rule: { family: 'ip', table: 'v', chain: 'f', expr } });
  const match = (left: object, right: string) => ({ match: { op: '==', left, right } });
  const listing = (...rules: readonly object[]) =>
    JSON.stringify({ nftables: [{ table: { family: 'ip', name: 'v' } }, { chain }, ...rules] });
  const text = (device: string, ...rules: readonly object[]) =>
    told('172.17.0.2', [], { nftJson: listing(...rules), device }).text;
  expect(text('virbr0')).toContain('the chain f of the table ip v');
  const byDevice = rule(match({ meta: { key: 'oifname' } }, 'virbr0'), { accept: null });
  expect(text('virbr0', byDevice)).toBe('');
  expect(text('eth1', byDevice)).toContain('others refuse');
  const byStatus = rule(match({ ct: { key: 'status' } }, 'dnat'), { accept: null });
  expect(text('virbr0', byStatus)).toBe('');
});

test('what is for this host is not asked for SIP: it has no port of it', () => {
  const closed = xt('*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n');
  const { text } = told('172.17.0.2', closed);
  expect(text).not.toContain('SIP');
  expect(text).toContain('media over UDP port 10000 from anybody');
  expect(text).not.toContain('ssh');
});

test('FORWARD of others says nothing to a switch on this host', () => {
  const here = policy.replace(', at: { address: SWITCH }', '');
  expect(beside(here, { iptables: filter('', 'DROP') }).text).toBe('');
});

test('a port that docker sends on to the switch is judged there, and is not told as open', () => {
  const nat = (to: string) =>
    filter(
      docker(opened('udp', 5060)),
      'ACCEPT',
      `*nat\n:PREROUTING ACCEPT [0:0]\n-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8443 -j DNAT --to-destination ${to}:443\nCOMMIT\n`,
    );
  expect(told('172.17.0.2', nat('172.17.0.2')).published).toEqual([]);
  expect(told('172.17.0.2', nat('172.17.0.3')).published).toHaveLength(1);
});

describe('the way to the switch', () => {
  const at = compileText(policy.replace('SWITCH', '172.17.0.2')).policy.sip.at;
  if (at === undefined) throw new Error('no switch');
  const forwarding = readForwarding(
    {
      read: async () => new Map(),
      isRoot: async () => true,
      run: async (tool, words) =>
        tool === 'ip' && words.includes('get')
          ? { kind: 'done', output: '172.17.0.2 dev docker0 src 172.17.0.1 uid 0' }
          : { kind: 'done', output: '' },
    },
    at.address.set,
  );

  test.each([
    ['-A DOCKER -p udp --dport 5060 -j DNAT --to-destination 172.17.0.2:5060', '', true],
    ['-A DOCKER -p udp --dport 5060 -j DNAT --to-destination 172.17.0.20:5060', '', false],
    ['', '{"dnat": {"family": "ip", "addr": "172.17.0.2", "port": 5060}}', true],
    ['', '', false],
  ])('%s%s is translated: %s', async (rule, nftJson, isTranslated) => {
    const others = { iptables: xt(`*nat\n${rule}\nCOMMIT\n`), nftJson };
    expect(behindOf(at, await forwarding, others)).toEqual({
      devices: { ipv4: ['docker0'], ipv6: [] },
      isTranslated,
    });
  });

  test('is by the devices that the policy names', async () => {
    const named = { ...at, on: ['br0', 'tap*'] };
    expect(behindOf(named, await forwarding, { iptables: [], nftJson: '' }).devices.ipv4).toEqual(['br0']);
  });
});
