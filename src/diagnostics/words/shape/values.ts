import { type ByteRateFault, bytesText, leastBytes, mostBytes } from '../../../net/byte-rate.js';
import { type DurationFault, durationText } from '../../../net/duration.js';
import type { PortFault } from '../../../net/port.js';
import type { RateFault, WindowFault } from '../../../net/rate.js';
import type { Milliseconds } from '../../../net/units.js';
import { entry } from '../entry.js';
import {
  byteRatePhrase,
  durationPhrase,
  type LimitProblem,
  limitPhrases,
  portPhrase,
  quoted,
  ratePhrase,
  signatureForm,
  windowPhrase,
} from './value-phrases.js';

export const valueWords = {
  VG210: entry<{ readonly path: string; readonly fault: RateFault }>({
    severity: 'error',
    title: 'not a rate',
    what: ({ path, fault }) => `${quoted(path)} is no rate: ${ratePhrase(fault)}.`,
    why: 'Without a rate that can be read there is no limit.',
    instead: () =>
      'Write a number, `/`, one of `s`, `min`, `h`, `d`, and a burst, as in `5/s burst 10`. `drop` lets nothing through.',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { limits: { REGISTER: 0/s } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { limits: { REGISTER: drop } } }\n',
    },
  }),
  VG219: entry<{ readonly path: string; readonly fault: ByteRateFault }>({
    severity: 'error',
    title: 'not a number of bytes a second',
    what: ({ path, fault }) => `${quoted(path)} is no number of bytes a second: ${byteRatePhrase(fault)}.`,
    why: 'A bucket that holds less than one whole packet lets no full packet through, ever.',
    instead: () =>
      `Write a number, \`B\`, \`kB\` (1,024 bytes) or \`MB\`, \`/s\`, and a burst, as in \`8kB/s burst 16kB\`; each from ${bytesText(leastBytes)} to ${bytesText(mostBytes)}.`,
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { bytes: { tcp: 8/s } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { bytes: { tcp: 8kB/s burst 16kB } } }\n',
    },
  }),
  VG211: entry<{ readonly path: string; readonly fault: DurationFault }>({
    severity: 'error',
    title: 'not a duration',
    what: ({ path, fault }) => `${quoted(path)} is no duration: ${durationPhrase(fault)}.`,
    why: 'A time without a clear unit is read differently by different people.',
    instead: () =>
      'Write a whole number and one of `ms`, `s`, `m` (minutes), `h`, `d`, as in `90s` or `10m`.',
    example: {
      wrong: 'vosguard: 1\nsip: { known: { remember: 2 hours } }\n',
      right: 'vosguard: 1\nsip: { known: { remember: 2h } }\n',
    },
  }),
  VG212: entry<{ readonly path: string; readonly fault: PortFault }>({
    severity: 'error',
    title: 'not a port',
    what: ({ path, fault }) => `${quoted(path)} is no port: ${portPhrase(fault)}.`,
    why: 'iptables stores 99999 as 34463 without a word: another port would be open.',
    instead: ({ fault }) =>
      'meant' in fault
        ? `Write ${quoted(fault.meant)}.`
        : 'Write a port from 1 to 65535, or a range such as `10000-39999`.',
    example: {
      wrong: 'vosguard: 1\nsip: { ports: { udp: [65536] } }\n',
      right: 'vosguard: 1\nsip: { ports: { udp: [5060] } }\n',
    },
  }),
  VG213: entry<{ readonly path: string; readonly fault: WindowFault }>({
    severity: 'error',
    title: 'not a window',
    what: ({ path, fault }) => `${quoted(path)} is no window: ${windowPhrase(fault)}.`,
    why: 'Without a number and a time there is no limit.',
    instead: () => 'Write a number of packets, `in` and a duration, as in `20 in 60s`.',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { limits: { all: { window: 20 per minute } } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { limits: { all: { window: 20 in 60s } } } }\n',
    },
  }),
  VG239: entry<{ readonly path: string; readonly key: 'tcp' | 'udp' }>({
    severity: 'error',
    title: 'a protocol that has ports',
    what: ({ path, key }) => `${quoted(path)} is ${key.toUpperCase()}, which has ports.`,
    why: 'The whole of it would open every port of this host, those of the switch and of its database among them.',
    instead: ({ key }) =>
      `Name the ports: \`${key}: [22]\`. \`protocol\` is for what has none, such as \`vrrp\` or \`gre\`.`,
    example: {
      wrong: 'vosguard: 1\nservices: { all: { protocol: 6, from: [192.0.2.8] } }\n',
      right: 'vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\n',
    },
  }),
  VG214: entry<{
    readonly path: string;
    readonly found: Milliseconds;
    readonly low: Milliseconds;
    readonly high: Milliseconds;
  }>({
    severity: 'error',
    title: 'duration that the kernel cannot keep',
    what: ({ path, found, low, high }) =>
      `${quoted(path)} is ${durationText(found)}; it must be whole seconds, from ${durationText(low)} to ${durationText(high)}.`,
    why: 'ipset and conntrack count whole seconds, and ipset counts no further than 2147483 of them.',
    instead: ({ low, high }) =>
      `Write a duration from ${quoted(durationText(low))} to ${quoted(durationText(high))}.`,
    example: {
      wrong: 'vosguard: 1\nconntrack: { udp_timeout: 500ms }\n',
      right: 'vosguard: 1\nconntrack: { udp_timeout: 30s }\n',
    },
  }),
  VG215: entry<{ readonly path: string; readonly problem: LimitProblem }>({
    severity: 'error',
    title: 'limit that is not one limit',
    what: ({ path, problem }) => `${quoted(path)} ${limitPhrases[problem]}.`,
    why: 'A limit is either a rate with a burst or a window of time; half of one counts nothing.',
    instead: () => 'Write `rate` with `burst` and `expire`, or `window` with `engine`; both take `per`.',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { limits: { other: { burst: 5 } } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { limits: { other: { rate: 5/s, burst: 5 } } } }\n',
    },
  }),
  VG216: entry<{ readonly path: string }>({
    severity: 'error',
    title: 'signature that says not what to look for',
    what: ({ path }) => `${quoted(path)} must have ${signatureForm}.`,
    why: 'A signature that looks for nothing bans nobody, one with two texts leaves open which counts.',
    instead: () => `Write ${signatureForm}.`,
    example: {
      wrong: 'vosguard: 1\nsignatures: { add: [{ id: mine, header: User-Agent }] }\n',
      right: 'vosguard: 1\nsignatures: { add: [{ id: mine, header: User-Agent, contains: BadDialer/ }] }\n',
    },
  }),
  VG217: entry<{ readonly path: string; readonly text: string }>({
    severity: 'error',
    title: 'not a day',
    what: ({ path, text }) => `${quoted(path)} is ${quoted(text)}, which is no day of the calendar.`,
    why: 'An entry without a day that can be read would never be seen to end.',
    instead: () => 'Write year, month and day, as in `2027-01-31`.',
    example: {
      wrong:
        'vosguard: 1\naddresses: { trial: [{ address: 192.0.2.1, until: 2027-02-30, reason: a trial }] }\n',
      right:
        'vosguard: 1\naddresses: { trial: [{ address: 192.0.2.1, until: 2027-02-28, reason: a trial }] }\n',
    },
  }),
  VG218: entry<{ readonly path: string; readonly text: string }>({
    severity: 'error',
    title: 'expected range without a number',
    what: ({ path, text }) => `${quoted(path)} is ${quoted(text)}, and no number is in it.`,
    why: 'No outcome could satisfy it.',
    instead: () => 'Write the smaller number first, as in `14..16`.',
    example: {
      wrong: 'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1 }, expect: { delivered: 16..14 } }]\n',
      right: 'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1 }, expect: { delivered: 14..16 } }]\n',
    },
  }),
} as const;
