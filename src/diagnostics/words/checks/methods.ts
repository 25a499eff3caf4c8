import { entry } from '../entry.js';

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
    instead: () => 'Leave "engine" out: a token bucket keeps the same limit for 131072 sources (sip.sizes).',
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
