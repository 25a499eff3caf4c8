import { basesOf } from '../../src/beside/beside.js';
import { doctorText } from '../../src/doctor/doctor-text.js';
import { examine } from '../../src/doctor/examine.js';
import { readFacts } from '../../src/doctor/facts-script.js';

const healthy: Readonly<Record<string, string>> = {
  kernel: '6.1.0-31-amd64',
  os: 'ID=debian\nVERSION_ID="12"',
  iptables: 'iptables v1.8.9 (nf_tables)',
  nft: 'nftables v1.0.6 (Lester Gooch #5)',
  ipset: 'ipset v7.17, protocol version: 7',
  probes: 'u32 yes\nnft-table yes',
  zone: 'UTC +0000',
  firewalls: 'nftables enabled',
  listening: 'udp UNCONN 0 0 0.0.0.0:5060 0.0.0.0:*\ntcp LISTEN 0 128 127.0.0.1:3306 0.0.0.0:*',
};

const told = (changes: Readonly<Record<string, string>> = {}) => {
  const text = Object.entries({ ...healthy, ...changes, end: '' })
    .map(([name, answer]) => `\n@@${name}\n${answer}\n`)
    .join('');
  const facts = readFacts(text);
  if (facts === undefined) throw new Error('no facts');
  return examine(facts, []);
};
const ids = (changes: Readonly<Record<string, string>>, severity = 'problem') =>
  told(changes)
    .findings.filter((one) => one.severity === severity)
    .map(({ id }) => id);

test('a host without a fault: its row, and the ports of SIP that are listened on', () => {
  const { platform, findings } = told();
  expect(platform).toBe('debian12');
  expect(findings.map(({ id, write }) => [id, write])).toEqual([
    ['listening', 'sip: { ports: { udp: [5060] } }'],
  ]);
});

test.each([
  [
    'rocky',
    '9.4',
    { kernel: '5.14.0-427.el9.x86_64', nft: 'nftables v1.0.9', iptables: 'iptables v1.8.10 (nf_tables)' },
    'el9',
  ],
  [
    'ubuntu',
    '22.04',
    { kernel: '5.15.0-91', nft: 'nftables v1.0.2', iptables: 'iptables v1.8.7 (nf_tables)' },
    'ubuntu2204',
  ],
  [
    'centos',
    '7',
    { kernel: '3.10.0-693.el7', nft: '', iptables: 'iptables v1.4.21', ipset: 'ipset v6.38' },
    'centos7',
  ],
  [
    'debian',
    '12',
    { kernel: '5.10.0' },
    '{ kernel: "5.10.0", nft: "1.0.6", iptables: "1.8.9", ipset: "7.17" }',
  ],
  ['arch', '', { kernel: '6.9.1' }, '{ kernel: "6.9.1", nft: "1.0.6", iptables: "1.8.9", ipset: "7.17" }'],
])('the row of %s %s', (id, version, changes, row) => {
  expect(told({ os: `ID="${id}"\nVERSION_ID="${version}"`, ...changes }).platform).toBe(row);
});

test.each([
  ['nft-table', { probes: 'nft-table no Operation not supported' }, 'cannot-nft-table'],
  ['nothing can be tried', { probes: '' }, 'no-probes'],
  ['both iptables', { legacy: 'filter\nnat' }, 'two-iptables'],
  ['MySQL for the world', { listening: 'tcp LISTEN 0 80 *:3306 *:*' }, 'mysql'],
  ['MySQL by netstat', { listening: 'tcp 0 0 0.0.0.0:3306 0.0.0.0:* LISTEN' }, 'mysql'],
  ['a full table', { conntrack: '65000\n65536' }, 'conntrack'],
  ['a clock by itself', { clock: 'NTPSynchronized=no' }, 'clock'],
  ['a full disk', { disk: '/dev/sda1 100 97 3 97% /var' }, 'disk'],
  ['a reboot each night', { cron: '0 4 * * * root /sbin/reboot' }, 'cron-reboot'],
  ['a container', { container: 'docker\nread-only' }, 'container'],
])('a problem: %s', (_, changes, id) => expect(ids(changes)).toContain(id));

test.each([
  ['docker', { processes: 'dockerd\nsshd' }, 'docker'],
  ['fail2ban', { processes: 'fail2ban-server' }, 'fail2ban'],
  ['keepalived', { processes: 'keepalived' }, 'keepalived'],
  ['a host that forwards', { forward: '1' }, 'forward'],
  ['a time zone', { zone: 'CST +0800' }, 'zone'],
  ['merged packets', { offloads: 'dev eth0\nrx-gro-list: on\ngeneric-receive-offload: on' }, 'offload'],
  ['sysctl.conf of the installer', { sysctl: 'net.netfilter.nf_conntrack_max = 1000000' }, 'sysctl'],
  ['no u32', { probes: 'u32 no Extension u32 revision 0 not supported\nnft-table yes' }, 'cannot-u32'],
])('worth a word: %s', (_, changes, id) => expect(ids(changes, 'note')).toContain(id));

test('a base chain of others that refuses SIP, as firewalld has it', () => {
  const text = '*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n';
  const bases = basesOf({
    iptables: [{ family: 'ipv4', variant: 'nft', isPlain: true, text }],
    nftJson: '',
    addresses: [],
    devices: [],
  });
  const examined = examine(readFacts('@@probes\nu32 yes\n@@end\n') ?? new Map(), bases);
  expect(examined.findings.map(({ id, severity }) => `${id} ${severity}`)).toContain('others-refuse problem');
  expect(doctorText(examined, 'switch')).toContain('INPUT of iptables refuses SIP: its policy');
});

test('an answer that breaks off is none', () => expect(readFacts('@@kernel\n6.1\n')).toBeUndefined());

test('a host whose kernel has no xt_u32 cannot be stated by versions: auto', () => {
  const changes = { os: 'ID=other', probes: 'comment yes\nu32 no x\nnft-table yes' };
  expect(told(changes).platform).toBe('auto');
});
