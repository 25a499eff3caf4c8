import { entry } from '../entry.js';

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
