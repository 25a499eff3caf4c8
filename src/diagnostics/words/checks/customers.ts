import { entry } from '../entry.js';

const gateway =
  'vos3000:\n  mapping_gateways: [{ name: retail-1, authentication: password, online_check: 60 }]\n';

/** VG346 to VG349, VG354 and VG355: what shuts out customers that nobody meant. */
export const customerWords = {
  VG346: entry<{ name: string; limit: string; passed: number; phones: number; packets: number }>({
    severity: 'warning',
    title: 'less than one office needs',
    what: ({ name, limit, passed, phones, packets }) =>
      `${name} (${limit}) lets ${passed} packets through in 32 s; ${phones} phones behind one address send ${packets} to register.`,
    why: 'Phones behind one NAT have one address, and after a power cut they all register at once: a REGISTER each and, once challenged, a second one with the password. What is refused is repeated for 32 s (RFC 3261, timer F) and then given up.',
    instead: ({ packets }) =>
      `Let at least ${packets} packets through in 32 s, such as "2/s burst 10"; a botnet of quiet sources is stopped by "together", not here.`,
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { limits: { REGISTER: { window: 20 in 60s } } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { limits: { REGISTER: 5/s burst 10 } } }\n',
    },
  }),
  VG347: entry<{ remember: string; interval: string }>({
    severity: 'warning',
    title: 'customers forgotten between registrations',
    what: ({ remember, interval }) =>
      `A known source is remembered for ${remember}; phones may be silent for ${interval} between two registrations.`,
    why: 'A phone that has been forgotten registers as a stranger, and in a flood it competes with the botnet for the limit `together`.',
    instead: ({ interval }) =>
      `Write at least ${interval}, better twice as much ("2h" is the default). Where phones register more often, say so: "vos3000: { parameters: { SS_ENDPOINTEXPIRE: 300 } }".`,
    example: {
      wrong: 'vosguard: 1\nsip: { known: { remember: 10m } }\n',
      right: 'vosguard: 1\nsip: { known: { remember: 2h } }\n',
    },
  }),
  VG348: entry<{ name: string; who: 'strangers' | 'known sources' }>({
    severity: 'warning',
    title: 'keep-alives dropped',
    what: ({ name, who }) => `${name} drops the keep-alives of ${who}.`,
    why: 'Phones behind NAT send CRLF or STUN every 30 seconds or so, and some wait for the answer (RFC 5626 4.4.2): a phone whose keep-alives are lost takes its connection for dead and registers again, again and again. What is refused of strangers counts towards the flood ban, too.',
    instead: ({ who }) =>
      who === 'strangers'
        ? 'Write "keepalive: 2/s burst 10" in "sip.strangers.limits", the default.'
        : 'Give "other" and "all" in "sip.known.limits" a rate instead of "drop".',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { limits: { keepalive: drop } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { limits: { keepalive: 2/s burst 10 } } }\n',
    },
  }),
  VG349: entry<{ gateway: string; stop: string }>({
    severity: 'warning',
    title: 'an online check whose answers are dropped',
    what: ({ gateway, stop }) =>
      `The switch asks the gateway "${gateway}" with OPTIONS whether it is there, and "${stop}" drops the answer.`,
    why: 'A gateway that does not answer is taken for offline, and its calls are refused although nothing is wrong with it. Answers are let in from trusted sources and, within the limits of known ones, from where the switch has sent a request; with "strangers: deny" from trusted sources only, and who shows a password comes from anywhere.',
    instead: ({ stop }) =>
      stop.startsWith('sip.strangers')
        ? 'Let strangers in within limits, or take "online_check" out; a gateway with a fixed address belongs to "trusted", with "authentication: ip".'
        : 'Give this limit a rate, such as 200/s burst 400.',
    example: {
      wrong: `vosguard: 1\nsip: { strangers: deny }\n${gateway}`,
      right: `vosguard: 1\n${gateway}`,
    },
  }),
  VG354: entry<{ name: string; bytes: number; oneFrame: number }>({
    severity: 'warning',
    title: 'calls larger than a frame dropped',
    what: ({ name, bytes, oneFrame }) =>
      `${name} drops requests above ${bytes} bytes; a frame carries ${oneFrame}, and INVITEs are often longer.`,
    why: 'An INVITE with SDP, several codecs and the headers of one or two proxies is longer than a frame and comes over UDP in fragments, which the kernel puts together before these rules. RFC 3261 would have it sent over TCP; most trunks do not.',
    instead: () => 'Write 8000 for INVITE, or leave it out; a limit of 3000 does for REGISTER.',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { max_size: { all: 1300 } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { max_size: { all: 8000 } } }\n',
    },
  }),
  VG355: entry<{ timeout: string; interval: string }>({
    severity: 'warning',
    title: 'connections forgotten between registrations',
    what: ({ timeout, interval }) =>
      `An idle TCP connection is forgotten after ${timeout}; phones may be silent for ${interval} between two registrations.`,
    why: 'To the kernel the next segment of a forgotten connection is a new one: it counts against "connections", and where tracking is strict (nf_conntrack_tcp_loose=0) it is invalid. The phone believes in its connection and waits for calls.',
    instead: ({ interval }) =>
      `Write at least ${interval} ("2h" is the default). Where phones register more often, say so: "vos3000: { parameters: { SS_ENDPOINTEXPIRE: 300 } }".`,
    example: {
      wrong: 'vosguard: 1\nconntrack: { tcp_timeout_established: 5m }\n',
      right: 'vosguard: 1\nconntrack: { tcp_timeout_established: 2h }\n',
    },
  }),
} as const;
