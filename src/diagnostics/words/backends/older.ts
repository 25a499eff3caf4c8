import { entry } from '../entry.js';

interface At {
  readonly backend: string;
}

/** VG4xx, names and prefixes. */
export const nameWords = {
  VG419: entry<At & { from: string; to: string }>({
    severity: 'note',
    title: 'a name that was shortened',
    what: ({ backend, from, to }) => `${backend} knows "${from}" as "${to}".`,
    why: 'The kernel takes names up to a fixed length only. Rules keep their full id in their comment.',
    instead: () => 'Use a shorter name if you want to read it in listings.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nservices: { a-service-with-a-long-name: { tcp: [22], from: [192.0.2.1] } }\n',
      right:
        'vosguard: 1\ntarget: { backends: [iptables] }\nservices: { ssh: { tcp: [22], from: [192.0.2.1] } }\nsip: { strangers: { share: first-come } }\n',
    },
  }),
  VG420: entry<At & { from: string; to: string }>({
    severity: 'note',
    title: 'a log prefix that was shortened',
    what: ({ backend, from, to }) => `${backend} writes "${to}" before its log lines instead of "${from}".`,
    why: 'The kernel takes 29 characters from iptables and 127 from nftables, and the reason stands behind the prefix.',
    instead: () => 'Write a logging.prefix of at most 16 characters.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nlogging: { prefix: "the firewall of switch 1 " }\n',
      right: 'vosguard: 1\ntarget: { backends: [iptables] }\nlogging: { prefix: "switch-1 " }\n',
    },
  }),
} as const;

/** A range that no prefix fits: some hundred and ninety networks. */
const ragged = (n: number): string => `"2001:db8:${n}::1-2001:db8:${n}:ffff:ffff:ffff:ffff:fffe"`;

/** VG4xx, what an older tool or kernel does in another way, or not at all. */
export const olderWords = {
  VG430: entry<{ backend: string }>({
    severity: 'note',
    title: 'a listing that cannot be loaded',
    what: ({ backend }) => `What this host lists of the ${backend} rules cannot be loaded again.`,
    why: 'nft before 0.9.7 lists a set that is asked for an IPv6 /64 as `@set/64`, which it does not read. The kernel holds what was asked, and every limit and ban works; a file saved with `nft list ruleset` would fail at boot and leave the host without rules.',
    instead: () =>
      'Keep nftables.nft and load it at boot, for instance with an include in /etc/sysconfig/nftables.conf or /etc/nftables.conf.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: el8, backends: [nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian11, backends: [nftables] }\n',
    },
  }),
  VG426: entry<{ backend: string; sets: string }>({
    severity: 'note',
    title: 'bans that a registration does not take away',
    what: ({ backend, sets }) => `${backend} cannot lift a ban early on this platform (${sets}).`,
    why: 'Rules that delete from a set need kernel 5.4. A source that becomes known or is called is let in, since those sets are asked before bans; if it is a stranger again before its ban has run out, the ban applies again. A stranger that goes on with a connection that was reset as one too many is not refused again.',
    instead: () => 'Nothing is needed.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: el8, backends: [nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG425: entry<{ backend: string }>({
    severity: 'note',
    title: 'no rules at the network devices',
    what: ({ backend }) => `${backend} does not use "target.devices" on this platform.`,
    why: 'Rules at a device that share the sets of the others need nftables and kernel 5.10. A banned source is dropped in prerouting instead, before conntrack, for a few hundred nanoseconds more.',
    instead: () => 'Nothing is needed; take "devices" out where no host of this policy can use it.',
    example: {
      wrong: 'vosguard: 1\ntarget: { devices: [eth0], backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, devices: [eth0], backends: [nftables] }\n',
    },
  }),
  VG422: entry<{ backend: string; sets: string }>({
    severity: 'warning',
    title: 'nothing is learned about IPv6 sources',
    what: ({ backend, sets }) => `${backend} has no sets for IPv6 on this host: ${sets} stay without IPv6.`,
    why: 'ip6tables 1.4.7 can neither ask a set nor add to one. IPv6 sources are not banned, though log lines still name the ban that refused a packet; answers from IPv6 gateways that are not trusted are refused.',
    instead: () =>
      'Put IPv6 carriers in trusted: their addresses are written into the rules. Every limit, the refused methods and the signatures still hold for IPv6 packets, one by one.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: centos7, backends: [iptables] }\n',
    },
  }),
  VG423: entry<{ backend: string; set: string; networks: number; most: number }>({
    severity: 'warning',
    title: 'a list that is too long for rules',
    what: ({ backend, set, networks, most }) =>
      `${backend} leaves out the ${networks} IPv6 networks of "${set}": more than ${most} are not written into rules.`,
    why: 'ip6tables 1.4.7 has no sets, and each packet would be compared with every line. The list counts as empty for IPv6: blocked ones meet the limits for strangers, trusted ones are strangers, a service stays closed to them.',
    instead: ({ most }) => `Keep the list below ${most} IPv6 networks, or drop IPv6 before this host.`,
    example: {
      wrong: `vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\nblocked: [${[1, 2, 3, 4, 5, 6, 7, 8].map(ragged).join(', ')}]\n`,
      right: `vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\nblocked: [${ragged(1)}]\n`,
    },
  }),
} as const;
