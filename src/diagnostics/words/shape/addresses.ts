import type { AddressFault } from '../../../net/read-address.js';
import { entry } from '../entry.js';
import { alternatives, quoted } from './value-phrases.js';

/** The words of one kind of fault of an address. */
type Faulty<K extends AddressFault['kind']> = Extract<AddressFault, { kind: K }> & {
  /** It stands in a list file. */
  readonly listed: boolean;
};

export const addressShapeWords = {
  VG220: entry<Faulty<'not-an-address' | 'empty' | 'not-a-prefix'>>({
    severity: 'error',
    title: 'not an address',
    what: (fault) =>
      fault.kind === 'empty' ? 'An address is empty.' : `${quoted(fault.text)} is ${notA[fault.kind]}.`,
    why: 'Rules know addresses only: a name is not looked up, since its address may change after the rules are loaded.',
    instead: ({ listed }) =>
      listed
        ? 'Write one address, network or range on the line, or take the line out. Below `lists`, a policy names the format of a file (`format`) and how many such lines are left out (`skip`).'
        : 'Write an address, a network such as `198.51.100.0/24`, a range `a-b`, or the name of a group. A host name is written below `lists`, as `names`, and resolved by `vosguard lists refresh`, or by the switch itself (`on_switch: on`).',
    example: {
      wrong: 'vosguard: 1\ntrusted: [sip.example.com]\n',
      right: 'vosguard: 1\ntrusted: [203.0.113.10]\n',
    },
  }),
  VG221: entry<Faulty<'host-bits-set'>>({
    severity: 'error',
    title: 'address inside a network where a network is meant',
    what: ({ address, network }) =>
      `${quoted(address)} is an address inside the network ${quoted(network)}, not its first one.`,
    why: 'It is not clear whether the one address or the whole network is meant.',
    instead: ({ address, network, listed }) =>
      listed
        ? `Write ${quoted(network)} or ${quoted(address)}. In a list from elsewhere, \`host_bits: network\` below \`lists\` takes all such lines for networks.`
        : `Write ${quoted(network)} for the network, ${quoted(address)} for the address.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: [192.0.2.8/28]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.0/28]\n',
    },
  }),
  VG222: entry<Faulty<'prefix-too-long' | 'netmask'>>({
    severity: 'error',
    title: 'prefix length in the wrong form',
    what: (fault) =>
      fault.kind === 'netmask'
        ? `A netmask stands where the length of a prefix must: ${quoted(fault.meant)}.`
        : `The prefix length ${quoted(fault.prefix)} is more than ${fault.longest}.`,
    why: 'A prefix says how many bits of the address count: at most 32 of IPv4, 128 of IPv6.',
    instead: (fault) =>
      fault.kind === 'netmask'
        ? `Write ${quoted(fault.meant)}.`
        : `Write a length from 0 to ${fault.longest}.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: [198.51.100.0/33]\n',
      right: 'vosguard: 1\ntrusted: [198.51.100.0/24]\n',
    },
  }),
  VG223: entry<Faulty<'leading-zero'>>({
    severity: 'error',
    title: 'address with leading zeros',
    what: ({ text }) => `${quoted(text)} has leading zeros.`,
    why: 'Some programs read 010 as ten, others as eight (octal): two hosts would be meant.',
    instead: ({ decimal }) => `Write ${quoted(decimal)}, if that is the one.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: ["203.0.113.010"]\n',
      right: 'vosguard: 1\ntrusted: [203.0.113.10]\n',
    },
  }),
  VG224: entry<Faulty<'zone-id'>>({
    severity: 'error',
    title: 'address with a zone',
    what: ({ address, zone }) => `${quoted(address)} carries the zone ${quoted(zone)}.`,
    why: 'A zone names an interface of one host (RFC 4007); no set of addresses can hold it.',
    instead: ({ address }) => `Write ${quoted(address)}.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: ["fe80::1%eth0"]\n',
      right: 'vosguard: 1\ntrusted: ["fe80::1"]\n',
    },
  }),
  VG225: entry<Faulty<'ipv4-mapped'>>({
    severity: 'error',
    title: 'IPv4 address written as IPv6',
    what: ({ ipv4 }) => `This is ${quoted(ipv4)} written as IPv6.`,
    why: 'Its packets arrive as IPv4, so the entry would never match.',
    instead: ({ ipv4 }) => `Write ${quoted(ipv4)}.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: ["::ffff:192.0.2.1"]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.1]\n',
    },
  }),
  VG226: entry<Faulty<'mixed-families'>>({
    severity: 'error',
    title: 'range from one family to the other',
    what: ({ first, last }) =>
      `The range from ${quoted(first)} to ${quoted(last)} begins in one family and ends in the other.`,
    why: 'IPv4 and IPv6 addresses have no common order.',
    instead: () => 'Write one range for each family.',
    example: {
      wrong: 'vosguard: 1\ntrusted: ["192.0.2.1-2001:db8::1"]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.1, "2001:db8::1"]\n',
    },
  }),
  VG227: entry<Faulty<'reversed-range'>>({
    severity: 'error',
    title: 'range that ends before it begins',
    what: ({ first, last }) => `The range from ${quoted(first)} to ${quoted(last)} ends before it begins.`,
    why: 'No address is in it.',
    instead: ({ first, last }) => `Write ${quoted(`${last}-${first}`)}.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: [192.0.2.9-192.0.2.1]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.1-192.0.2.9]\n',
    },
  }),
  VG228: entry<{
    readonly what: keyof typeof sections;
    readonly name: string;
    readonly nearest: string | undefined;
    readonly known: readonly string[];
  }>({
    severity: 'error',
    title: 'unknown name',
    what: ({ what, name }) => `There is no ${what} ${quoted(name)}.`,
    why: 'A name must stand for something, otherwise nothing would match.',
    instead: ({ what, nearest, known }) =>
      nearest !== undefined
        ? `Write ${quoted(nearest)}.`
        : known.length > 0
          ? `Write ${alternatives(known)}.`
          : `Define it under ${quoted(sections[what])}.`,
    example: {
      wrong: 'vosguard: 1\ntrusted: [carriers]\n',
      right: 'vosguard: 1\naddresses: { carriers: [203.0.113.10] }\ntrusted: [carriers]\n',
    },
  }),
  VG229: entry<{ readonly chain: readonly string[] }>({
    severity: 'error',
    title: 'group that contains itself',
    what: ({ chain }) =>
      `The group ${quoted(chain[0] ?? '')} contains itself: ${chain.map(quoted).join(', which contains ')}.`,
    why: 'Its addresses would never come to an end.',
    instead: () => 'Take the group out of one of them.',
    example: {
      wrong: 'vosguard: 1\naddresses: { one: [two], two: [one] }\n',
      right: 'vosguard: 1\naddresses: { one: [two], two: [192.0.2.1] }\n',
    },
  }),
} as const;

const notA = { 'not-an-address': 'not an address', 'not-a-prefix': 'no length of a prefix' } as const;

/** Where each kind of name is defined. */
const sections = { group: 'addresses', list: 'lists', profile: 'profiles' } as const;
