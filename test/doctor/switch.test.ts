import { daemonNames } from '../../src/doctor/daemons.js';
import { doctorText } from '../../src/doctor/doctor-text.js';
import { examine } from '../../src/doctor/examine.js';
import { readFacts } from '../../src/doctor/facts-script.js';

/** A switch of 2.1.8-05 as public installers leave it, and our rules not yet applied. */
const installed: Readonly<Record<string, string>> = {
  kernel: '3.10.0-957.el7.x86_64',
  os: 'ID="centos"\nVERSION_ID="7"',
  iptables: 'iptables v1.4.21',
  probes: 'u32 yes',
  zone: 'UTC +0000',
  daemons: [
    'mbx3000d enabled runs',
    'vos3000d enabled runs',
    'empd enabled stopped',
    'servermonitord enabled stopped',
    'phoneserviced disabled stopped',
  ].join('\n'),
  packages: 'mbx3000 2.1.8-05\nemp 2.1.8-05',
  emp: 'emp 123456 1 - Live 0x0',
  softswitch: 'SS_SIP_PORT="1980,6060"',
  listening: [
    'udp UNCONN 0 0 0.0.0.0:1980 0.0.0.0:*',
    'udp UNCONN 0 0 0.0.0.0:6060 0.0.0.0:*',
    'udp UNCONN 0 0 0.0.0.0:5070 0.0.0.0:*',
    'udp UNCONN 0 0 0.0.0.0:1719 0.0.0.0:*',
    'tcp LISTEN 0 128 *:1720 *:*',
    'tcp LISTEN 0 128 *:1203 *:*',
  ].join('\n'),
  firewalls: 'iptables disabled\nfirewalld disabled',
  selinux: 'Disabled',
  cron: '01 08 * * * /sbin/reboot\n*/1 * * * *  /sbin/service mbx3000d reparse >/dev/null',
  sysctl: [
    'net.ipv4.ip_forward = 0',
    'net.ipv4.conf.default.rp_filter = 1',
    'net.ipv4.ip_default_ttl = 253',
    'net.netfilter.nf_conntrack_max = 1000000',
    'net.netfilter.nf_conntrack_tcp_timeout_established = 7200',
  ].join('\n'),
};

const found = (changes: Readonly<Record<string, string>> = {}, base = installed) => {
  const text = Object.entries({ ...base, ...changes, end: '' })
    .map(([name, answer]) => `\n@@${name}\n${answer}\n`)
    .join('');
  return examine(readFacts(text) ?? new Map(), []);
};
const one = (id: string, changes: Readonly<Record<string, string>> = {}, base = installed) =>
  found(changes, base).findings.find((finding) => finding.id === id);

test('a switch as installers leave it: each of their doings has a name', () => {
  const { findings } = found();
  expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
    'note vos3000',
    'note sip-ports',
    'note servermonitor',
    'note listening',
    'note h323',
    'note parts',
    'note no-firewall',
    'note selinux',
    'note sysctl-replaced',
    'note sysctl',
    'problem cron-reboot',
    'note cron-reparse',
  ]);
  expect(doctorText(found(), 'switch')).toContain('cron reboots this host: every day at 08:01: /sbin/reboot');
});

test('a host without the switch has nothing of it', () => {
  const plain = { probes: 'u32 yes', zone: 'UTC +0000', firewalls: 'nftables enabled' };
  expect(found({}, plain).findings.map(({ id }) => id)).toEqual(['listening']);
});

test('its programs by name, its version by its packages', () => {
  expect(one('vos3000')).toMatchObject({
    what: 'VOS3000 is installed; seen to run: mbx3000d (the softswitch), vos3000d (the management server)',
    means: `packages: mbx3000 2.1.8-05, emp 2.1.8-05; 5 of its ${daemonNames.length} programs that are known are there; not started at boot: phoneserviced`,
    write: 'vos3000: { version: "2.1.8.05" }',
  });
  expect(one('vos3000', { packages: '' })?.write).toBe('vos3000: { version: ... }');
  expect(one('vos3000', { daemons: 'sshd enabled runs' })).toBeUndefined();
});

test('a softswitch that does not run, with and without its module', () => {
  const stopped = { daemons: 'mbx3000d enabled stopped' };
  expect(one('softswitch-stopped', stopped)?.what).toBe('mbx3000d, the softswitch, was not seen to run');
  expect(one('softswitch-stopped', { ...stopped, emp: '' })?.what).toContain('emp is not loaded');
});

test.each([
  ['SS_SIP_PORT="1980,6060"', '1980, 6060'],
  ['SIP_PORT=2080,6060', '2080, 6060'],
  ['SS_SIPPORT="5060,5161"', '5060, 5161'],
  ['SIP_PORT = 55500, 65500 # moved', '55500, 65500'],
  ['SIP_PORT=62019,62029,62039', '62019, 62029, 62039'],
])('where SIP is by softswitch.conf: %s', (line, ports) => {
  const udp = ports.split(', ').map((port) => `udp UNCONN 0 0 0.0.0.0:${port} 0.0.0.0:*`);
  const changes = { softswitch: line, listening: udp.join('\n') };
  expect(one('sip-ports', changes)?.what).toBe(`softswitch.conf has SIP on ${ports}`);
  expect(one('listening', changes)?.write).toBe(`sip: { ports: { udp: [${ports}] } }`);
});

test('a port that was changed and not taken over is told', () => {
  expect(one('sip-ports', { softswitch: 'SIP_PORT=2080,6060' })?.what).toBe(
    'softswitch.conf has SIP on 2080, 6060, and nobody listens on udp 2080',
  );
});

test.each([5060, 6060, 1980, 2080, 55500, 65500, 62019, 62029, 62039])(
  'without softswitch.conf, %d is taken for SIP',
  (port) => {
    const listening = `udp UNCONN 0 0 192.0.2.1:${port} 0.0.0.0:*\ntcp LISTEN 0 9 *:${port} *:*`;
    expect(one('listening', { softswitch: '', listening })?.write).toBe(
      `sip: { ports: { udp: [${port}], tcp: [${port}] } }`,
    );
  },
);

test('encrypted SIP, H.323 and the ports of the parts among each other', () => {
  expect(one('listening')?.write).toBe('sip: { ports: { udp: [1980, 6060], encrypted: { udp: [5070] } } }');
  expect(one('h323')?.write).toContain('services: { h323: { udp: [1719], tcp: [1720], from');
  expect(one('parts')?.what).toBe('parts of the switch listen for each other on tcp 1203');
});

test.each([
  ['01 08 * * * /sbin/reboot', 'cron-reboot'],
  ['0 5 * * 1 root /usr/sbin/shutdown -r now', 'cron-reboot'],
  ['30 4 * * * root sync; /sbin/init 6', 'cron-reboot'],
  ['15 3 * * * root systemctl --force reboot', 'cron-reboot'],
  ['01 01 * * * /etc/init.d/iptables restart', 'cron-firewall'],
  ['@daily root service iptables restart', 'cron-firewall'],
  ['0 2 * * * root systemctl -q restart ip6tables.service', 'cron-firewall'],
  ['0 2 * * * /usr/bin/systemctl stop firewalld', 'cron-firewall'],
  ['0 2 * * * iptables -t nat -F && iptables -F', 'cron-firewall'],
  ['0 2 * * * root iptables-restore < /etc/sysconfig/iptables', 'cron-firewall'],
  ['0 2 * * * root firewall-cmd --reload', 'cron-firewall'],
  ['*/5 * * * * iptables -I INPUT -s 203.0.113.9 -j DROP', 'cron-guard'],
  ['*/5 * * * * root firewall-cmd --permanent --add-port=5060/udp', 'cron-guard'],
  ['0 4 * * * /sbin/service mbx3000d restart', 'cron-switch'],
  ['0 4 * * * root /etc/init.d/vos3000d stop', 'cron-switch'],
])('in cron, a problem: %s', (cron, id) => {
  const findings = found({ cron }).findings.filter((finding) => finding.id.startsWith('cron'));
  expect(findings.map((finding) => `${finding.severity} ${finding.id}`)).toEqual([`problem ${id}`]);
});

test.each([
  ['@reboot root /usr/local/bin/begin'],
  ['0 5 * * * root test -f /var/run/reboot-required && mail root'],
  ['0 5 * * * root iptables-save > /root/rules'],
  ['0 5 * * * root iptables-restore --noflush < /root/more'],
  ['0 5 * * * root iptables -nvL'],
  ['0 5 * * * root shutdown -c'],
  ['0 5 * * * root service mbx3000d status'],
  ['MAILTO=reboot@example.net'],
])('in cron, no matter: %s', (cron) => {
  expect(found({ cron }).findings.filter(({ id }) => id.startsWith('cron'))).toEqual([]);
});

test.each([
  ['*/30 * * * * /sbin/service mbx3000d reparse >/dev/null'],
  ['*/1 * * * * /etc/init.d/MbxWatch.sh >/dev/null'],
])('in cron, a word about the licence: %s', (cron) => {
  expect(one('cron-reparse', { cron })).toMatchObject({ severity: 'note' });
});

test('no password of a line is repeated', () => {
  const cron =
    '*/5 * * * * mysql -uroot -psEcReT vos3000 -e x | xargs -n1 iptables -I INPUT -p tcp -s; PGPASSWORD=sEcReT x';
  const script =
    '/root/g.sh: mysql --password=sEcReT -e x | while read ip; do iptables -I INPUT -s $ip -j DROP; done';
  const text = doctorText(found({ cron, 'cron-scripts': script }), 'switch');
  expect(text).not.toContain('sEcReT');
  expect(text).toContain('mysql -uroot -p... vos3000 -e x | xargs -n1 iptables -I INPUT -p tcp -s');
  expect(text).toContain('cron adds rules of its own: /root/g.sh has iptables -I');
});

test('a guard script that cron runs: once for each file and kind, by what it says', () => {
  const guard = [
    '/root/guard.pl: system("iptables -I INPUT -s $ip -j DROP");',
    '/root/guard.pl: system("iptables -I INPUT -s $other -j DROP");',
    '/root/guard.pl: system("service iptables save; service iptables restart");',
    '/root/count.sh: iptables -nvL INPUT',
  ];
  const told = found({ 'cron-scripts': guard.join('\n') }).findings.filter(({ what }) =>
    what.includes('/root'),
  );
  expect(told.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
    'problem cron-guard',
    'problem cron-firewall',
  ]);
  expect(told[0]?.write).toContain('vosguard vos illegal-calls');
});

test.each([
  [
    'firewalls that an installer has turned off',
    { firewalls: 'iptables disabled\nfirewalld masked' },
    ['no-firewall'],
  ],
  ['one that starts', { firewalls: 'iptables disabled\nnftables enabled' }, []],
  ['none at all', { firewalls: '' }, ['no-firewall']],
  ['ours, started', { firewalls: 'iptables disabled\nvosguard enabled\napplied' }, []],
  ['ours, turned off', { firewalls: 'iptables enabled\nvosguard disabled\napplied' }, ['vosguard-off']],
  ['ours by cron alone', { firewalls: 'applied' }, []],
])('at boot: %s', (_, changes, ids) => {
  const at = found(changes).findings.map(({ id }) => id);
  expect(at.filter((id) => id === 'no-firewall' || id === 'vosguard-off')).toEqual(ids);
});

test('rc.local that flushes or adds is a problem, one that saves is none', () => {
  const lines =
    'iptables -F\n/sbin/iptables -A INPUT -p udp --dport 5060 -j ACCEPT\niptables-save > /root/rules';
  const told = found({ 'rc-local': lines }).findings.filter(({ id }) => id === 'rc-local');
  expect(told.map(({ severity }) => severity)).toEqual(['problem', 'problem']);
});

test('sysctl.conf: the marks of an installer, its own keys, and forwarding that ends with the next boot', () => {
  expect(one('sysctl-replaced')?.what).toContain('net.ipv4.ip_default_ttl = 253');
  expect(one('sysctl-replaced', { sysctl: 'net.ipv4.ip_default_ttl = 253' })).toBeUndefined();
  expect(one('sysctl', { sysctl: 'net.ipv4.tcp_syncookies = 1' })).toBeUndefined();
  expect(one('forward-off')).toBeUndefined();
  expect(one('forward-off', { forward: '1' })).toMatchObject({ severity: 'problem' });
});
