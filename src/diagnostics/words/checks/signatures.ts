import { entry } from '../entry.js';

const signature = (text: string): string =>
  `vosguard: 1\nsignatures:\n  add:\n    - { id: mine, header: User-Agent, contains: "${text}" }\n`;

/** VG36x: signatures. */
export const signatureWords = {
  VG361: entry<{ id: string; from: string }>({
    severity: 'error',
    title: 'a signature named twice',
    what: ({ id, from }) => `The signature "${id}" is also defined ${from}.`,
    why: 'The name of a signature identifies its rules, counters and bans.',
    instead: () => 'Give this one another name, or remove it if the other already finds the same.',
    example: {
      wrong:
        'vosguard: 1\nsignatures:\n  add:\n    - { id: mine, raw: BadDialer }\n    - { id: mine, raw: WorseDialer }\n',
      right:
        'vosguard: 1\nsignatures:\n  add:\n    - { id: bad, raw: BadDialer }\n    - { id: worse, raw: WorseDialer }\n',
    },
  }),
  VG362: entry<{ id: string; text: string }>({
    severity: 'warning',
    title: 'a signature too short',
    what: ({ id, text }) => `The signature "${id}" looks for "${text}", fewer than 4 bytes.`,
    why: 'So little text stands in many honest messages by chance, and each hit bans its source.',
    instead: () =>
      'Write more of what the tool sends, best the beginning of its User-Agent up to the version.',
    example: { wrong: signature('sip'), right: signature('BadDialer/') },
  }),
  VG363: entry<{ id: string; text: string; found: string }>({
    severity: 'warning',
    title: 'a signature that hits honest phones',
    what: ({ id, text, found }) => `The signature "${id}" ("${text}") also hits honest traffic: ${found}.`,
    why: 'A hit bans the source. "system" in a published list shut out every 3CXPhoneSystem, and names of real phones are borrowed by scanners only because customers have them.',
    instead: () => 'Look for a name that only the attack tool uses; the limits stop the rest.',
    example: { wrong: signature('system'), right: signature('BadDialer/') },
  }),
  VG372: entry<{ id: string; text: string }>({
    severity: 'warning',
    title: 'a signature for requests that name an address',
    what: ({ id, text }) => `The signature "${id}" ("${text}") looks for an address in a request.`,
    why: 'A scanner writes the same address with a port, with parameters or with another user in front, and is not found. A phone that was set up with the address is banned.',
    instead: () =>
      'Write the domain that your phones are set up with: sip: { domains: [sip.example.com] }. Requests of strangers that do not name it are refused, whichever form they have.',
    example: {
      wrong: 'vosguard: 1\nsignatures: { add: [{ id: mine, raw: "@203.0.113.5 SIP/2.0" }] }\n',
      right: 'vosguard: 1\nsip: { domains: [sip.example.com] }\n',
    },
  }),
  VG364: entry<{ id: string; bytes: number }>({
    severity: 'error',
    title: 'a signature too long',
    what: ({ id, bytes }) =>
      `The signature "${id}" is ${bytes} bytes long, with its header's name where that is part of it.`,
    why: "The kernel's string match holds at most 128 bytes; a longer one cannot be loaded.",
    instead: () => 'Shorten it: the first 20 to 30 bytes nearly always say enough.',
    example: { wrong: signature('BadDialer/'.repeat(14)), right: signature('BadDialer/') },
  }),
  VG365: entry<{ signatures: string }>({
    severity: 'warning',
    title: 'signatures that no backend can carry',
    what: ({ signatures }) =>
      `No backend of this target can search a packet for text: ${signatures} are not in any rule.`,
    why: 'nftables compares at fixed offsets only, and the rules that search for it need iptables 1.8. These scanners are not recognised by name, and not banned for it.',
    instead: () =>
      'Add iptables to "target.backends" and load that on this host, or name iptables 1.8 or newer in "target.platform" if the host has it. Without either, take the signatures out: these sources still meet the limits, the drop of OPTIONS and the flood ban.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: { iptables: "1.4.21" }, backends: [nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: { iptables: "1.4.21" }, backends: [iptables] }\n',
    },
  }),
} as const;
