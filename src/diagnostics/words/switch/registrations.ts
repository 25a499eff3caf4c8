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

const web = (access: string): string =>
  `vosguard: 1\nservices: { web: { tcp: [8080], from: [192.0.2.8/29] } }\nvos3000: { web_access_control: [${access}] }\n`;

/** VG522, VG524, VG525, VG530: pages of the client that rules have to agree with. */
export const blacklistWords = {
  VG522: entry<{ open: boolean; onlySwitch: string | undefined; onlyRules: string | undefined }>({
    severity: 'warning',
    title: 'web access control and rules differ',
    what: ({ open, onlySwitch, onlyRules }) => {
      if (open) return 'The rules let everybody reach the web pages, the switch only some.';
      return [
        ...(onlySwitch === undefined ? [] : [`The switch lets in ${onlySwitch}, the rules do not.`]),
        ...(onlyRules === undefined ? [] : [`The rules let in ${onlyRules}, the switch does not.`]),
      ].join(' ');
    },
    why: 'Anybody who opens the web interface from an allowed address may create accounts and gateways: no password is asked for. Two lists that differ mean that one of them is old.',
    instead: () => 'Name the same groups in "web_access_control" and in "services.web.from".',
    example: { wrong: web('192.0.2.0/28'), right: web('192.0.2.8/29') },
  }),
  VG524: entry<Record<string, never>>({
    severity: 'warning',
    title: 'a list of numbers where no address is kept out',
    what: () => '"dynamic_blacklist" is on, and no address is blocked or banned.',
    why: 'The dynamic blacklist holds telephone numbers. It stops no scanner and no flood: those change or have no number.',
    instead: () => 'Keep "sip.bans", or name a list in "blocked".',
    example: {
      wrong: 'vosguard: 1\nsip: { bans: null }\nvos3000: { dynamic_blacklist: on }\n',
      right: 'vosguard: 1\nvos3000: { dynamic_blacklist: on }\n',
    },
  }),
  VG525: entry<Record<string, never>>({
    severity: 'note',
    title: 'a blacklist whose limits may be off',
    what: () => '"dynamic_blacklist" is on, and no limit of it is among "parameters".',
    why: 'As the switch is delivered, its limits are at 2147483647, which is off: then no number is ever listed.',
    instead: () =>
      'Write the limit for callers, and with it the limit for numbers that do not answer: `vosguard vos list` has their names.',
    example: {
      wrong: 'vosguard: 1\nvos3000: { dynamic_blacklist: on }\n',
      right:
        'vosguard: 1\nvos3000: { version: "2.1.4.0", dynamic_blacklist: on, parameters: { SS_BLACK_LIST_MALICIOUS_CALL_LIMIT: 100 } }\n',
    },
  }),
  VG530: entry<{ name: string; ports: string }>({
    severity: 'warning',
    title: 'sound on ports that the rules close',
    what: ({ name, ports }) => `By "${name}" the switch uses udp ${ports}, which no service lets in.`,
    why: 'Calls are set up and nobody hears anything.',
    instead: ({ ports }) => `Add ${ports} to "services.media.udp", or correct the parameter.`,
    example: {
      wrong:
        'vosguard: 1\nvos3000: { version: "2.1.4.0", parameters: { SS_MEDIAPROXYRTPPORT: "10000,49999" } }\n',
      right:
        'vosguard: 1\nvos3000: { version: "2.1.4.0", parameters: { SS_MEDIAPROXYRTPPORT: "10000,39999" } }\n',
    },
  }),
} as const;
