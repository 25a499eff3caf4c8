import { entry } from '../entry.js';

/** VG31x: addresses that contradict each other, are out of date or unused. */
export const addressWords = {
  VG311: entry<{ addresses: string; more: number }>({
    severity: 'warning',
    title: 'trusted and blocked at once',
    what: ({ addresses, more }) => `Both trusted and blocked: ${addresses}${andMore(more)}.`,
    why: 'Trusted wins, on every port: an address that is in both is not blocked at all.',
    instead: () =>
      'Take the addresses out of one of the two. If a list from elsewhere names a carrier of yours, leave it as it is: the carrier still gets through.',
    example: {
      wrong: 'vosguard: 1\ntrusted: [198.51.100.0/24]\nblocked: [198.51.100.7]\n',
      right: 'vosguard: 1\ntrusted: [198.51.100.0/24]\nblocked: [203.0.113.7]\n',
    },
  }),
  VG312: entry<{ service: string; addresses: string; more: number }>({
    severity: 'warning',
    title: "a service's sources blocked",
    what: ({ service, addresses, more }) =>
      `Blocked, and let in by the service "${service}": ${addresses}${andMore(more)}.`,
    why: 'The service wins: an address in the `from:` of a service is never blocked, on any port, SIP included.',
    instead: ({ service }) => `Take the addresses out of "blocked" or out of the sources of "${service}".`,
    example: {
      wrong: 'vosguard: 1\nblocked: [192.0.2.0/24]\nservices:\n  ssh: { tcp: [22], from: [192.0.2.8/29] }\n',
      right:
        'vosguard: 1\nblocked: [203.0.113.0/24]\nservices:\n  ssh: { tcp: [22], from: [192.0.2.8/29] }\n',
    },
  }),
  VG392: entry<{ addresses: string; more: number }>({
    severity: 'note',
    title: "this host's own addresses blocked",
    what: ({ addresses, more }) =>
      `Left out of "blocked": ${addresses}${andMore(more)}, which "to" calls addresses of this host.`,
    why: 'What a host sends to itself is never touched. Where another host takes an address over, it is the partner of a pair, and blocked it could not speak with this one.',
    instead: () => 'Nothing has to be done.',
    example: {
      wrong: 'vosguard: 1\nblocked: [198.51.100.0/24]\nsip: { to: [198.51.100.1] }\n',
      right: 'vosguard: 1\nblocked: [203.0.113.0/24]\nsip: { to: [198.51.100.1] }\n',
    },
  }),
  VG313: entry<{ address: string; until: string; today: string }>({
    severity: 'error',
    title: 'an entry past its day',
    what: ({ address, until, today }) =>
      `The entry ${address} was meant to stand until ${until}; today is ${today}.`,
    why: 'Nothing is dropped by date, so that the same policy always gives the same rules. An exception that was to end is still in force.',
    instead: () => 'Remove the entry, or set "until" to a later day if its reason still holds.',
    example: {
      wrong:
        'vosguard: 1\naddresses:\n  guests: [{ address: 203.0.113.9, until: 2001-12-31, reason: trial }]\ntrusted: [guests]\n',
      right:
        'vosguard: 1\naddresses:\n  guests: [{ address: 203.0.113.9, until: 9999-12-31, reason: trial }]\ntrusted: [guests]\n',
    },
  }),
  VG314: entry<{ group: string; what: 'group' | 'list' }>({
    severity: 'note',
    title: 'an address group never used',
    what: ({ group, what }) => `Nothing uses the ${what === 'list' ? 'list' : 'address group'} "${group}".`,
    why: 'By itself it lets nobody in and keeps nobody out; perhaps its line in "trusted", "blocked" or a "from:" was forgotten.',
    instead: ({ group, what }) =>
      `Use it, as in "trusted: [${what === 'list' ? `{ list: ${group} }` : group}]", or remove it.`,
    example: {
      wrong: 'vosguard: 1\naddresses:\n  carriers: [203.0.113.10]\n',
      right: 'vosguard: 1\naddresses:\n  carriers: [203.0.113.10]\ntrusted: [carriers]\n',
    },
  }),
  VG395: entry<Record<string, never>>({
    severity: 'error',
    title: 'strangers from nowhere',
    what: () => 'sip.strangers.from holds no address.',
    why: 'Every customer who is not trusted would be refused. A list that has become empty must not do that without a word.',
    instead: () =>
      'Name the networks that your customers come from, or take "from" out. Where only trusted peers may speak SIP, write "strangers: deny".',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { from: [] } }\n',
      right: 'vosguard: 1\nsip: { strangers: { from: [198.51.100.0/24] } }\n',
    },
  }),
} as const;

function andMore(more: number): string {
  return more === 0 ? '' : `, and ${more} more`;
}
