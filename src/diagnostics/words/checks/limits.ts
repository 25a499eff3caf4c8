import { entry } from '../entry.js';

interface Pair {
  /** As policy paths and values: `sip.strangers.limits.REGISTER`, `5/s burst 10`. */
  name: string;
  limit: string;
  otherName: string;
  otherLimit: string;
}

const above = ({ name, limit, otherName, otherLimit }: Pair): string =>
  `${name} (${limit}) is above ${otherName} (${otherLimit}).`;
const below = ({ name, limit, otherName, otherLimit }: Pair): string =>
  `${name} (${limit}) is below ${otherName} (${otherLimit}).`;

/** VG331 to VG335 and VG339: limits that contradict each other or cannot work. */
export const limitWords = {
  VG331: entry<Pair>({
    severity: 'warning',
    title: "a method's limit above all",
    what: above,
    why: '"all" counts every packet beside its own entry, so it refuses first and the higher limit is never reached.',
    instead: ({ otherName }) =>
      `Lower this limit, or raise ${otherName} to at least the same rate and burst.`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: 50/s burst 60, all: 20/s burst 50 }\n',
      right: 'vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: 10/s burst 20, all: 20/s burst 50 }\n',
    },
  }),
  VG332: entry<Pair>({
    severity: 'warning',
    title: "a subnet's limit below a source's",
    what: below,
    why: 'A subnet holds many sources. With less for all of them than for one, a single source uses up what its neighbours need, and its own limit is never reached.',
    instead: ({ otherName }) => `Give the subnet several times what one source has, or lower ${otherName}.`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  strangers:\n    per_subnet: { all: 10/s burst 20 }\n',
      right: 'vosguard: 1\nsip:\n  strangers:\n    per_subnet: { all: 60/s burst 120 }\n',
    },
  }),
  VG333: entry<Pair>({
    severity: 'warning',
    title: "the common cap below a source's limit",
    what: below,
    why: '"together" is what all strangers share. Below the limit of one source, a single scanner fills it and every other stranger is shut out.',
    instead: ({ otherName }) =>
      `Give all strangers together many times what one source has, or lower ${otherName}.`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  strangers:\n    together: { INVITE: 5/s burst 5 }\n',
      right: 'vosguard: 1\nsip:\n  strangers:\n    together: { INVITE: 100/s burst 200 }\n',
    },
  }),
  VG334: entry<Pair>({
    severity: 'warning',
    title: 'the flood ban too near to a limit',
    what: below,
    why: 'The flood ban counts refused packets. It is meant for floods far beyond every limit; this near, a busy office or a phone in trouble is banned for a short excess.',
    instead: ({ otherName }) => `Set "over" well above ${otherName}, several times its rate and burst.`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  bans:\n    flood: { over: 5/s burst 10, for: 10m }\n',
      right: 'vosguard: 1\nsip:\n  bans:\n    flood: { over: 100/s burst 200, for: 10m }\n',
    },
  }),
  VG335: entry<{ name: string; limit: string; expire: string; refill: string }>({
    severity: 'warning',
    title: 'expires before the bucket is full',
    what: ({ name, limit, expire, refill }) =>
      `${name} expires after ${expire}, but a bucket of ${limit} takes ${refill} to fill again.`,
    why: 'A source that waits for the entry to expire finds a new, full bucket: it gets the burst again and again, sooner than the rate allows.',
    instead: ({ refill }) =>
      `Write "expire: ${refill}" or longer, or leave "expire" out: it then follows from the limit.`,
    example: {
      wrong:
        'vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: { rate: 6/min, burst: 6, expire: 2s } }\n',
      right:
        'vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: { rate: 6/min, burst: 6, expire: 1m } }\n',
    },
  }),
  VG339: entry<{ name: string; limit: string; time: string }>({
    severity: 'error',
    title: 'a bucket that takes more than a day to fill',
    what: ({ name, limit, time }) => `${name} (${limit}) takes ${time} to fill again.`,
    why: 'The kernel counts what a bucket holds in a number that ends a little above one day. Beyond it, the rules do not load, or limit something else.',
    instead: () => 'Lower the burst or raise the rate, so that the burst is at most what comes in a day.',
    example: {
      wrong: 'vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: 1/h burst 100 }\n',
      right: 'vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: 1/h burst 24 }\n',
    },
  }),
} as const;
