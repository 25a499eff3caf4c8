import { entry } from '../entry.js';

const gateway = (fields: string, rest = ''): string =>
  `vosguard: 1\n${rest}vos3000: { mapping_gateways: [{ name: trunk-1, ${fields} }] }\n`;

const missingText = {
  cps: 'no "cps"',
  concurrent_calls: 'no "concurrent_calls"',
  bans: 'no ban for refusals or challenges',
  trusted: 'trusted addresses, which no ban ever meets',
} as const;

const unheardText = {
  blocked: 'its address is blocked',
  'strangers denied': 'strangers are denied and its address is not trusted',
} as const;

/** VG518 to VG521, VG523, VG528, VG531: mapping gateways. */
export const gatewayWords = {
  VG518: entry<{ gateway: string; missing: readonly (keyof typeof missingText)[] }>({
    severity: 'warning',
    title: 'a password without limits around it',
    what: ({ gateway, missing }) =>
      `The gateway "${gateway}" is known by a password, and has ${missing.map((one) => missingText[one]).join(', ')}.`,
    why: 'A password can be guessed, from any address. Limits bound what a guessed one costs; bans bound the guessing.',
    instead: () => 'Give it "cps" and "concurrent_calls", keep "bans.refused", or know it by its address.',
    example: {
      wrong: gateway('authentication: password, cps: 8'),
      right: gateway('authentication: password, cps: 8, concurrent_calls: 40'),
    },
  }),
  VG519: entry<{ gateway: string; tier: string; key: string; value: number; range: string }>({
    severity: 'warning',
    title: 'a gateway outside its tier',
    what: ({ gateway, tier, key, value, range }) =>
      `"${key}: ${value}" of the gateway "${gateway}" is outside the tier ${tier}, which has ${range}.`,
    why: 'Above its tier a stolen account costs more than the guides think of for such a customer; below it honest calls get 503.',
    instead: ({ range }) =>
      `Write ${range.includes(' ') ? `a value from ${range}` : range}, or another "tier".`,
    example: { wrong: gateway('tier: small, cps: 60'), right: gateway('tier: large, cps: 60') },
  }),
  VG520: entry<{ gateway: string; why: keyof typeof unheardText }>({
    severity: 'warning',
    title: 'an online check of an address that the rules keep out',
    what: ({ gateway, why }) => `The switch asks whether "${gateway}" lives, but ${unheardText[why]}.`,
    why: 'No answer arrives, the switch takes the gateway for dead and sends it no calls.',
    instead: () => 'Put its address into "trusted", or let answers pass.',
    example: {
      wrong: gateway('online_check: 60', 'sip: { strangers: deny }\n'),
      right: gateway('online_check: 60'),
    },
  }),
  VG521: entry<{ gateway: string; seconds: number; advised: string }>({
    severity: 'warning',
    title: 'an online check too often or too seldom',
    what: ({ gateway, seconds, advised }) =>
      `"${gateway}" is asked every ${seconds} s; the guides advise ${advised} s.`,
    why: 'Asked too often, many gateways are a load of their own; too seldom, calls go to one that is dead.',
    instead: ({ advised }) => `Write a number from ${advised}.`,
    example: { wrong: gateway('online_check: 10'), right: gateway('online_check: 60') },
  }),
  VG523: entry<{ gateway: string }>({
    severity: 'warning',
    title: 'a port that a NAT may change',
    what: ({ gateway }) => `"${gateway}" is known by address and port, and stands behind a NAT.`,
    why: 'A NAT gives a flow another port after a pause or a restart. The switch then does not know the gateway any more.',
    instead: () => 'Write "authentication: ip", or give the NAT a fixed port and take "behind_nat" out.',
    example: {
      wrong: gateway('authentication: ip_port, behind_nat: on'),
      right: gateway('authentication: ip, behind_nat: on'),
    },
  }),
  VG528: entry<{ gateway: string }>({
    severity: 'error',
    title: 'a gateway that stands there twice',
    what: ({ gateway }) => `There are two entries for the gateway "${gateway}".`,
    why: 'The client has it once, and the second entry would undo the first.',
    instead: () => 'Keep one of them.',
    example: {
      wrong: 'vosguard: 1\nvos3000: { mapping_gateways: [{ name: a, cps: 5 }, { name: a, cps: 8 }] }\n',
      right: 'vosguard: 1\nvos3000: { mapping_gateways: [{ name: a, cps: 8 }] }\n',
    },
  }),
  VG531: entry<{ gateway: string; addresses: string }>({
    severity: 'note',
    title: 'a gateway known by its address that is no trusted one',
    what: ({ gateway, addresses }) =>
      `The switch knows "${gateway}" by its address, and ${addresses} is not trusted.`,
    why: 'Until the switch has answered it once, it meets the limits of strangers, and their common caps under a flood.',
    instead: () => 'Put its addresses into "trusted" if you know who can send from them.',
    example: {
      wrong: gateway('authentication: ip, from: [203.0.113.10]'),
      right: gateway('authentication: ip, from: [203.0.113.10]', 'trusted: [203.0.113.10]\n'),
    },
  }),
} as const;
