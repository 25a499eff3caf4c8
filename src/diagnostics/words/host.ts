import { entry } from './entry.js';

/** Every kind of list is an argument, not a part of a policy: the examples are lists. */
const right = '203.0.113.10 1800\n2001:db8:7::10\n';

/** What is handed over for one host at one moment, beside the policy. */
export const hostWords = {
  VG750: entry<Record<string, never>>({
    severity: 'error',
    title: 'known source that is more than one address',
    what: () => 'A network or a range stands in the list of known sources.',
    why: 'Only who has registered is known, and that is one address (or its /64 with IPv6); a network would let in everybody beside it.',
    instead: () => 'Write the address of each source; for a whole network there is `trusted`.',
    example: { wrong: '203.0.113.0/24\n', right },
  }),
  VG751: entry<Record<string, never>>({
    severity: 'error',
    title: 'seconds of a known source',
    what: () => 'What stands behind the address is not a whole number of seconds from 0 to 2147483.',
    why: 'It is the time for which the source is still known; the kernel keeps no longer one.',
    instead: () =>
      'Write seconds without a unit, or leave them out: then it is the time of `sip.known.remember`.',
    example: { wrong: '203.0.113.10 30m\n', right },
  }),
  VG752: entry<Record<string, never>>({
    severity: 'error',
    title: 'more than an address and its seconds',
    what: () => 'More than two words stand on a line of the list of known sources.',
    why: 'A line is one source; what stands behind its seconds would be lost.',
    instead: () => 'Write one source a line; `#` begins a comment.',
    example: { wrong: '203.0.113.10 1800 office\n', right },
  }),
  VG753: entry<Record<string, never>>({
    severity: 'error',
    title: 'address that nobody sends from',
    what: () => 'This address means "any" or "none", and no packet comes from it.',
    why: 'The list is then something else than registered sources, and the rest of it may be too.',
    instead: () => 'Take the line out, and look at how the list was made.',
    example: { wrong: '0.0.0.0\n', right },
  }),
  VG754: entry<{ readonly more: number }>({
    severity: 'error',
    title: 'more faults in a list of known sources',
    what: ({ more }) => `The list has ${more} more faulty lines.`,
    why: 'So many have one cause as a rule, such as a file of another kind.',
    instead: () => 'Look at the first lines named, mend the list, and apply again.',
    example: { wrong: 'a page of HTML\n', right },
  }),
} as const;
