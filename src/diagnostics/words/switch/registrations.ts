import { entry } from '../entry.js';

const retries = (value: number, more = ''): string =>
  `vosguard: 1\nvos3000: { version: "2.1.9.07", ${more}parameters: { SS_ENDPOINTREGISTERRETRY: ${value} } }\n`;

const suspension = (seconds: number): string =>
  `vosguard: 1\nvos3000: { version: "2.1.4.0", parameters: { SS_ENDPOINTREGISTERSUSPEND: ${seconds} } }\n`;

/** VG510 to VG512, VG526, VG527: failed registrations, in the switch and in the kernel. */
export const registrationWords = {
  VG510: entry<{ ban: string; time: string; seconds: number; said: string | undefined }>({
    severity: 'warning',
    title: 'a ban that outlives the suspension in the switch',
    what: ({ ban, time, seconds, said }) =>
      `${ban} bans for ${time}, and the switch suspends for ${seconds} s${said === undefined ? ', as it is delivered' : ` (${said})`}.`,
    why: 'The switch would forgive first, and the customer still be dead: he calls, the switch shows him as free to register, and nobody sees the ban in the kernel.',
    instead: ({ seconds }) => `Write "for: ${seconds}s" or less, or suspend for longer.`,
    example: {
      wrong: `${suspension(180)}sip: { bans: { refused: { for: 10m } } }\n`,
      right: `${suspension(180)}sip: { bans: { refused: { for: 3m } } }\n`,
    },
  }),
  VG511: entry<{ name: string; value: number; least: number }>({
    severity: 'warning',
    title: 'too few tries for people',
    what: ({ name, value, least }) =>
      `"${name}: ${value}" is below ${least}, and not for the time of an attack.`,
    why: 'People mistype passwords, and phones keep trying an old one after a change. Each of them would be suspended.',
    instead: ({ least }) => `Write ${least} or more here, and the lower number in a profile with "expires".`,
    example: { wrong: retries(3), right: retries(6) },
  }),
  VG512: entry<{ name: string; value: number; least: number }>({
    severity: 'note',
    title: 'fewer tries than unsteady lines need',
    what: ({ name, value, least }) => `"${name}: ${value}"; for unsteady lines the guides advise ${least}.`,
    why: 'Where lines come and go, registrations fail without anybody guessing, many at once.',
    instead: ({ least }) => `Write ${least}, or take "unsteady_lines" out.`,
    example: { wrong: retries(6, 'unsteady_lines: on, '), right: retries(10, 'unsteady_lines: on, ') },
  }),
  VG526: entry<{ name: string }>({
    severity: 'warning',
    title: 'failures are counted and nothing comes of it',
    what: ({ name }) => `With "${name}" off no endpoint is suspended, however often it fails.`,
    why: 'The kernel sees addresses and rates. A patient guesser below every rate is stopped by the switch alone.',
    instead: ({ name }) => `Write "${name}: on".`,
    example: {
      wrong:
        'vosguard: 1\nvos3000: { version: "2.1.9.07", parameters: { SS_ENDPOINTREGISTERSUSPEND: off } }\n',
      right:
        'vosguard: 1\nvos3000: { version: "2.1.9.07", parameters: { SS_ENDPOINTREGISTERSUSPEND: on } }\n',
    },
  }),
  VG527: entry<{ name: string; value: string; advised: string; occasion: string; why: string }>({
    severity: 'warning',
    title: 'a value outside what the guides advise',
    what: ({ name, value, advised, occasion }) =>
      `"${name}" is ${value}; ${occasion} the guides advise ${advised}.`,
    why: 'The guides give a reason for each figure: `vosguard vos show NAME` tells it. Too little protects nobody, too much locks customers out.',
    instead: ({ advised, why }) => `Write ${advised} (${why}), or keep it if you know your traffic better.`,
    example: { wrong: suspension(3600), right: suspension(180) },
  }),
} as const;
