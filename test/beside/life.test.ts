import { cutLife, isLost, lifeLines } from '../../src/beside/life.js';
import { type LifeTexts, readDoings } from '../../src/beside/read-doings.js';
import { legalizePolicy } from '../../src/compile.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';

const nothing: LifeTexts = { raw: '', udp: '', sctp: '', conntrack: '', links: '', xfrm: '', addresses: '' };

/** What proc(5) and ip(8) print on a host that does all of it (Linux 6.18, iproute2 6.1). */
const busy: LifeTexts = {
  raw: [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
    '  112: 00000000:0070 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18423 2 0000000000000000 0',
    '    1: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18424 2 0000000000000000 0',
    '  255: 00000000:00FF 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18425 2 0000000000000000 0',
  ].join('\n'),
  udp: [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
    ' 1001: 00000000:151D 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 30001 2 0000000000000000 0',
    ' 1002: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 30002 2 0000000000000000 0',
    ' 1003: 00000000:13C4 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 30003 2 0000000000000000 0',
  ].join('\n'),
  sctp: ' ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\nffff88 ffff88 2   10  29   11168  200 10000 0.0.0.0\n',
  conntrack: [
    'ipv4     2 unknown  112 599 src=192.0.2.30 dst=224.0.0.18 [UNREPLIED] src=224.0.0.18 dst=192.0.2.30 mark=0 use=1',
    'ipv4     2 unknown  112 599 src=192.0.2.1 dst=224.0.0.18 [UNREPLIED] src=224.0.0.18 dst=192.0.2.1 mark=0 use=1',
    'ipv4     2 unknown  89 599 src=192.0.2.31 dst=192.0.2.1 [UNREPLIED] src=192.0.2.1 dst=192.0.2.31 mark=0 use=1',
  ].join('\n'),
  links: [
    '5: gre0@NONE: <NOARP> mtu 1476 qdisc noop state DOWN mode DEFAULT \\    link/gre 0.0.0.0 brd 0.0.0.0 promiscuity 0 \\    gre remote any local any ttl inherit',
    '6: tun1@NONE: <POINTOPOINT,NOARP,UP> mtu 1476 \\    link/gre 192.0.2.1 peer 198.51.100.7 promiscuity 0 \\    gre remote 198.51.100.7 local 192.0.2.1 ttl inherit',
  ].join('\n'),
  xfrm: 'src 198.51.100.8 dst 192.0.2.1\n\tproto esp spi 0x00000100 reqid 1 mode tunnel\nsrc 192.0.2.1 dst 198.51.100.8\n\tproto esp spi 0x00000101 reqid 1 mode tunnel\n',
  addresses:
    '2: eth0    inet 192.0.2.1/24 brd 192.0.2.255 scope global dynamic eth0\\       valid_lft 3600sec\n2: eth0    inet6 2001:db8::7/128 scope global dynamic \\ valid_lft 3600sec\n',
};

function cut(services: string, more = '', texts: LifeTexts = busy): readonly string[] {
  const policy = `vosguard: 1\nservices: ${services}\n${more}`;
  const files = memoryFiles({ 'policy.yaml': policy });
  const legalized = legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
  if (legalized === undefined) throw new Error('the policy has errors');
  return lifeLines(cutLife(legalized.policy, readDoings(texts)));
}

const kept = (lines: readonly string[]) =>
  lines.flatMap((line) => (line.startsWith('  keep it with ') ? [line.slice(15)] : []));

test('what the host does now is told, each with the line that keeps it', () => {
  expect(kept(cut('{}'))).toEqual([
    'services: { vrrp: { protocol: vrrp, from: [192.0.2.30] } }',
    'services: { sctp: { protocol: sctp, from: [THE OTHER HOSTS] } }',
    'services: { gre: { protocol: gre, from: [198.51.100.7] } }',
    'services: { esp: { protocol: esp, from: [198.51.100.8] } }',
    'services: { ospf: { protocol: ospf, from: [192.0.2.31] } }',
    'services: { corosync: { udp: [5405], from: [THE OTHER HOSTS] } }',
  ]);
});

test('nothing is told once the policy says it; a peer that it does not name is', () => {
  const vrrp = (from: string) => cut(`{ v: { protocol: vrrp, from: [${from}] } }`, '', { ...busy, raw: '' });
  expect(kept(vrrp('192.0.2.30')).some((line) => line.includes('vrrp'))).toBe(false);
  expect(kept(vrrp('192.0.2.99')).some((line) => line.includes('vrrp'))).toBe(true);
  const all = ['vrrp', 'sctp', 'gre', 'esp', 'ospf'].map((name) => `${name}: { protocol: ${name} }`);
  expect(cut(`{ ${all.join(', ')}, corosync: { udp: [5405] } }`)).toEqual([]);
  expect(cut('{}', 'default: leave\n')).toEqual([]);
});

test('a time or name server is told, and loses nothing that it asks of others itself', () => {
  const sockets = (port: string, address = '00000000') =>
    ` 1001: ${address}:${port} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 30001 2 0000000000000000 0`;
  const doings = readDoings({ ...nothing, udp: `${sockets('007B')}\n${sockets('0035', '3500007F')}` });
  expect(doings).toMatchObject([{ kind: 'port', port: 123 }]);
  expect(doings.map(isLost)).toEqual([false]);
  expect(cut('{}', '', { ...nothing, udp: sockets('007B') })[0]).toContain(
    'what it asks of others is answered',
  );
  expect(readDoings(busy).every(isLost)).toBe(true);
});

test('a lease is told where dhcp is off, and not by default', () => {
  const leases = (more: string) => cut('{}', more, { ...nothing, addresses: busy.addresses });
  expect(leases('')).toEqual([]);
  expect(leases('dhcp: off\n').join('\n')).toContain('192.0.2.1/24 is leased from a DHCP server');
  expect(leases('dhcp: off\n').join('\n')).toContain('2001:db8::7/128 is leased from a DHCP server');
});

test('a host that tells nothing does nothing', () => {
  expect(cut('{}', '', nothing)).toEqual([]);
});
