import { entry } from '../entry.js';

/** VG342 to VG345: what the switch's answers teach. */
export const laneWords = {
  VG342: entry<{ parameter: string; bans: string }>({
    severity: 'warning',
    title: 'a silent switch teaches no refusals',
    what: ({ parameter, bans }) =>
      `With ${parameter} off the switch does not answer sources that it does not know, so ${bans} never sees a refusal.`,
    why: 'These bans count the answers 401, 403, 404 and 407. Without them password guessing meets the limits on REGISTER and the suspension in the switch, and is not banned.',
    instead: ({ parameter }) =>
      `Write "${parameter}: 1", or take these bans out to say that the suspension in the switch is enough.`,
    example: {
      wrong: 'vosguard: 1\nvos3000: { parameters: { SS_REPLYUNAUTHORIZED: 0 } }\n',
      right: 'vosguard: 1\nvos3000: { parameters: { SS_REPLYUNAUTHORIZED: 1 } }\n',
    },
  }),
  VG343: entry<Record<string, never>>({
    severity: 'warning',
    title: 'known sources without a limit',
    what: () => 'Nothing in "sip.known.limits" counts all the packets of a known source.',
    why: 'A known source meets no cap and no ban. Its address can be forged, and one of its phones can be taken over; then only this limit stands before the switch.',
    instead: () => 'Write "all: 200/s burst 400", which is the default, or what your largest office needs.',
    example: {
      wrong: 'vosguard: 1\nsip: { known: { limits: { all: allow } } }\n',
      right: 'vosguard: 1\nsip: { known: { limits: { all: 200/s burst 400 } } }\n',
    },
  }),
  VG344: entry<{ name: string; over: string; burst: number; office: number }>({
    severity: 'warning',
    title: 'a ban that an office triggers when its phones power on',
    what: ({ name, over, burst }) => `${name} bans over ${over}: after ${burst} challenges at once.`,
    why: 'A phone is challenged once before it can show its password. An office of some dozen phones behind one address that all register after a power cut is banned before the first of them is let in; one count of 6 banned all of 50 phones when tried.',
    instead: ({ office }) =>
      `Write a burst of at least ${office}, better 60: "12/min burst 60" is the default.`,
    example: {
      wrong: 'vosguard: 1\nsip: { bans: { challenged: { over: 6/min burst 6 } } }\n',
      right: 'vosguard: 1\nsip: { bans: { challenged: { over: 12/min burst 60 } } }\n',
    },
  }),
  VG345: entry<{ time: string }>({
    severity: 'warning',
    title: 'observing for longer than a day',
    what: ({ time }) => `"sip.learn" lets the common caps only count for ${time}.`,
    why: 'As long as it lasts, a botnet of quiet sources reaches the switch. Phones register at least every hour, so after two of their intervals every customer in use is known.',
    instead: () => 'Write 2h, or twice the longest registration interval of your phones.',
    example: {
      wrong: 'vosguard: 1\nsip: { learn: 7d }\n',
      right: 'vosguard: 1\nsip: { learn: 2h }\n',
    },
  }),
} as const;

/** VG341, VG383 and VG393: bans. */
export const banWords = {
  VG383: entry<{ within: string; longest: string }>({
    severity: 'error',
    title: 'a ban that is forgotten before it ends',
    what: ({ within, longest }) =>
      `Bans are remembered for ${within} from their beginning, and the longest one lasts ${longest}.`,
    why: 'A source that comes back after such a ban is not recognised, so its next ban is as short as the first one.',
    instead: ({ longest }) => `Write "within" well above ${longest}; without it, a ban is remembered for 7d.`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  bans: { again: { for: [6h, 1d], within: 12h } }\n',
      right: 'vosguard: 1\nsip:\n  bans: { again: { for: [6h, 1d], within: 7d } }\n',
    },
  }),
  VG393: entry<{ time: string; before: string; longer: string }>({
    severity: 'warning',
    title: 'a longer ban that is shorter than one before it',
    what: ({ time, before, longer }) =>
      `A source that comes back is banned for ${time}, and ${before} bans for ${longer} before that.`,
    why: 'These bans are to grow: whoever guesses passwords waits for the end of a ban and goes on. A shorter one rewards the second try.',
    instead: ({ longer }) => `Write times that grow, each of at least ${longer}.`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  bans: { signature: 1h, again: { for: [10m, 1d] } }\n',
      right: 'vosguard: 1\nsip:\n  bans: { signature: 1h, again: { for: [6h, 1d] } }\n',
    },
  }),
  VG341: entry<{ name: string; time: string }>({
    severity: 'warning',
    title: 'a ban longer than a day',
    what: ({ name, time }) => `${name} bans for ${time}, longer than a day.`,
    why: 'The source of a UDP packet can be forged: one forged packet bans a customer for that long. A scanner that is still there is banned again at once, so a short ban loses nothing.',
    instead: () => 'Write 1h or less. To keep a source out permanently, list it under `blocked`.',
    example: {
      wrong: 'vosguard: 1\nsip:\n  bans: { signature: 7d }\n',
      right: 'vosguard: 1\nsip:\n  bans: { signature: 1h }\n',
    },
  }),
} as const;

const recent = (engine: string, count: number): string =>
  `vosguard: 1\nsip:\n  strangers:\n    limits: { REGISTER: { window: ${count} in 60s, engine: ${engine} } }\n`;

/** VG336 to VG338: what strangers may send, and the engine that counts it. */
export const methodWords = {
  VG336: entry<{ method: string }>({
    severity: 'warning',
    title: "scanners' method let in",
    what: ({ method }) => `Strangers may send ${method}.`,
    why: 'Scanners look for switches with such requests, and a switch that answers them is found and attacked. What is answered 200 without a password also keeps its sender from becoming known for ten seconds, a phone too, and a forged one keeps others from it. A phone registers first; a trunk belongs to "trusted".',
    instead: ({ method }) =>
      `Write "${method}: drop", which is also the default, and put peers that send it into "trusted".`,
    example: {
      wrong: 'vosguard: 1\nsip:\n  strangers:\n    limits: { OPTIONS: 1/s burst 5 }\n',
      right: 'vosguard: 1\nsip:\n  strangers:\n    limits: { OPTIONS: drop }\n',
    },
  }),
  VG337: entry<{ name: string; count: number }>({
    severity: 'warning',
    title: 'the engine "recent" forgets sources',
    what: ({ name }) =>
      `${name} is counted by "recent", whose table holds 100 sources unless a module option says otherwise.`,
    why: 'The table throws out the oldest source for each new one, so a botnet of more than 100 sources is not limited at all: 300 bots got every packet through. The option in modprobe.conf works only if it stands before the module is loaded.',
    instead: () => 'Leave "engine" out: a token bucket keeps the same limit for 16384 sources (sip.sizes).',
    example: { wrong: recent('recent', 20), right: recent('bucket', 20) },
  }),
  VG338: entry<{ name: string; count: number }>({
    severity: 'error',
    title: 'more than "recent" can count',
    what: ({ name, count }) =>
      `${name} counts up to ${count} packets, but "recent" remembers at most 255 of a source.`,
    why: 'Only the newest kernels count further. The others refuse the rule, and with it the whole table does not load.',
    instead: () =>
      'Count 255 or fewer, in a shorter time, or leave "engine" out: a token bucket counts as far as you like.',
    example: { wrong: recent('recent', 600), right: recent('bucket', 600) },
  }),
} as const;
