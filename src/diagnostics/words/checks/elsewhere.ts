import { entry } from '../entry.js';

const at = (address: string, more = ''): string =>
  `vosguard: 1\ntrusted: [203.0.113.10]\nsip: { at: { address: ${address} }${more} }\n`;
const right = at('198.51.100.7');

/** VG384 to VG388: a switch that is not on this host. */
export const elsewhereWords = {
  VG384: entry<Record<string, never>>({
    severity: 'error',
    title: 'a switch here and elsewhere',
    what: () => '"sip.at" names a switch behind this host, and "sip.to" addresses of this host for SIP.',
    why: 'With "sip.at" this host has no port of SIP: what "sip.to" says would never be asked.',
    instead: () =>
      'Leave out one of the two. A host that has a switch and forwards to another takes two policies, each on its own host.',
    example: { wrong: at('198.51.100.7', ', to: [198.51.100.1]'), right },
  }),
  VG385: entry<{ what: 'sip' | 'media' }>({
    severity: 'error',
    title: 'a switch behind this host needs tracking',
    what: ({ what }) => `"conntrack.${what}: untracked" stands beside "sip.at".`,
    why: 'What is forwarded to the switch is judged behind conntrack, which also translates its addresses where there is DNAT. Untracked packets would reach another host or none.',
    instead: ({ what }) => `Write "${what}: tracked" under "conntrack", or leave it out.`,
    example: {
      wrong: `${right}conntrack: { sip: untracked }\n`,
      right: `${right}conntrack: { sip: tracked }\n`,
    },
  }),
  VG386: entry<{ widest: string }>({
    severity: 'error',
    title: 'a network in the place of a switch',
    what: ({ widest }) => `"sip.at" holds a network that is wider than ${widest}.`,
    why: 'All that this host forwards to these addresses meets the lanes of SIP, "services" and "default": packets to everybody else there would be dropped.',
    instead: () => 'Write the addresses of the switch alone.',
    example: { wrong: at('0.0.0.0/0'), right },
  }),
  VG387: entry<{ what: string }>({
    severity: 'error',
    title: 'an address that no switch has',
    what: ({ what }) => `An entry of "sip.at" is in ${what}.`,
    why: 'Nothing is forwarded there, so that nothing would be protected.',
    instead: () => 'Write the address that the packets to the switch bear when this host forwards them.',
    example: { wrong: at('127.0.0.1'), right },
  }),
  VG388: entry<Record<string, never>>({
    severity: 'error',
    title: 'a switch without an address',
    what: () => '"sip.at" names no address.',
    why: 'Nothing would be judged, neither on this host nor behind it.',
    instead: () => 'Write the address of the switch, or leave "sip.at" out where it is on this host.',
    example: {
      wrong:
        'vosguard: 1\naddresses: { switch: [] }\ntrusted: [203.0.113.10]\nsip: { at: { address: switch } }\n',
      right:
        'vosguard: 1\naddresses: { switch: [198.51.100.7] }\ntrusted: [203.0.113.10]\nsip: { at: { address: switch } }\n',
    },
  }),
} as const;
