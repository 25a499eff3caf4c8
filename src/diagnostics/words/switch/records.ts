import { entry } from '../entry.js';

const records = (value: string): string =>
  `vosguard: 1\nvos3000: { version: "2.1.9.07", parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: ${value} } }\n`;

const attack = (expires: string): string =>
  `vosguard: 1\nprofiles:\n  attack:\n${expires}    vos3000: { parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: off } }\n`;

const audited = (value: string): string =>
  `vosguard: 1\nvos3000:\n  version: "2.1.9.07"\n  audit: { from: 2026-06-01, until: 2026-06-30 }\n  parameters: { SERVER_BILLING_RECORD_ILLEGAL_CALL: ${value} }\n`;

/** VG513 to VG517, VG529: records of attempts. */
export const recordWords = {
  VG513: entry<{ name: string; title: string }>({
    severity: 'warning',
    title: 'records are off for good',
    what: ({ name, title }) => `"${name}" turns the ${title} off, and nothing says until when.`,
    why: 'Without them nobody can tell afterwards who tried what: no audit trail, no evidence, no addresses to block.',
    instead: () =>
      'Turn them on here, and off in a profile with "expires" where a flood would fill the database.',
    example: { wrong: records('0'), right: records('1') },
  }),
  VG514: entry<{ name: string; from: string; until: string; profile: string | undefined }>({
    severity: 'warning',
    title: 'records are off during an audit',
    what: ({ name, from, until, profile }) =>
      `"${name}" is off${profile === undefined ? '' : ` in the profile "${profile}"`}, and there is an audit from ${from} until ${until}.`,
    why: 'An audit wants every attempt. What was not recorded cannot be recorded afterwards.',
    instead: () =>
      'Leave the records on until the audit is over; tighten "together" and the gateways\' CPS instead.',
    example: { wrong: audited('0'), right: audited('1') },
  }),
  VG515: entry<{ profile: string }>({
    severity: 'error',
    title: 'a profile that changes the switch without an end',
    what: ({ profile }) => `The profile "${profile}" changes parameters of the switch and has no "expires".`,
    why: 'Nobody remembers to turn records on again when the attack is over. The end stands on the worksheet, with the way back.',
    instead: () => 'Write "expires: 4h", or as long as you want to stay without looking again.',
    example: { wrong: attack(''), right: attack('    expires: 4h\n') },
  }),
  VG516: entry<{ name: string; strangers: number; gateways: number; rows: number }>({
    severity: 'note',
    title: 'what records of attempts cost',
    what: ({ name, strangers, gateways, rows }) =>
      `With "${name}" on, an hour at the policy's caps (strangers ${strangers} calls/s, gateways ${gateways} calls/s) writes up to ${rows} rows.`,
    why: 'Each attempt that fails is a row. A flood at 100 calls/s writes 360,000 in an hour: the caps bound what it costs in disk and inserts.',
    instead: () =>
      'See that the database takes that; else lower "sip.strangers.together", or turn them off in a profile that ends.',
    example: { wrong: records('1'), right: 'vosguard: 1\nvos3000: { version: "2.1.9.07" }\n' },
  }),
  VG517: entry<{ name: string }>({
    severity: 'warning',
    title: 'records of attempts that nothing bounds',
    what: ({ name }) => `"${name}" is on, and nothing caps the calls of all strangers together.`,
    why: 'A botnet of quiet sources is below every limit of a single source. Each of its attempts is a row, until the disk is full.',
    instead: () => 'Write "sip.strangers.together.INVITE", such as "100/s burst 200".',
    example: {
      wrong: `${records('1')}sip: { strangers: { together: { INVITE: allow } } }\n`,
      right: `${records('1')}sip: { strangers: { together: { INVITE: 50/s burst 100 } } }\n`,
    },
  }),
  VG529: entry<{ from: string; until: string }>({
    severity: 'error',
    title: 'an audit that ends before it begins',
    what: ({ from, until }) => `The audit ends on ${until}, before ${from}.`,
    why: 'It would never be in force, and records could be turned off in the time that was meant.',
    instead: () => 'Exchange the two days, or correct the year.',
    example: {
      wrong: 'vosguard: 1\nvos3000: { audit: { from: 2026-06-30, until: 2026-06-01 } }\n',
      right: 'vosguard: 1\nvos3000: { audit: { from: 2026-06-01, until: 2026-06-30 } }\n',
    },
  }),
} as const;
