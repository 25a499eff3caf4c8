import { advice, aNumber, aSwitch, named, oldName, perhapsStill, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { database, guide, sources } from '../sources.js';

const zero = guide(sources.zeroDuration);
const illegal = guide(sources.illegalCalls);
const section = '4.3.5.1';

const testCall = 'Make a test call that hangs up at once, and look for its record.';
const nonConnect = seen('SS_CDRRECORDNONCONNECT', aSwitch, false);
const queue = seen('SERVER_MAX_CDR_PENDING_LIST_LENGTH', aNumber('records'), 100_000, [10_000, 100_000]);

export const records: readonly Parameter[] = [
  {
    id: 'record-zero-duration',
    title: 'records of calls that were never connected',
    page: 'billing-parameters',
    about:
      'Each attempt that fails is a row. They show who tried what; under a flood they fill the database. Connected calls are billed either way.',
    verify: `${testCall} With 0 there is none, with 1 there is.`,
    versions: {
      '2.1.4.0': seen('SERVER_BILLING_RECODR_ZERO_HOLD_TIME', aSwitch, true),
      '2.1.9.07': said('SERVER_BILLING_RECORD_ZERO_HOLD_TIME', aSwitch, zero, {
        initial: true,
        section,
        or: [oldName('SERVER_BILLING_RECODR_ZERO_HOLD_TIME', database)],
      }),
    },
    advice: [
      advice('always', true, 'audit trail, review, regulation', zero),
      advice('audit', true, 'an audit wants every attempt', zero),
      advice('attack', false, 'the database has the disk and the time for real calls', zero),
    ],
  },
  {
    id: 'record-illegal-call',
    title: 'records of calls from addresses that are not authorised',
    page: 'billing-parameters',
    about:
      'A row for each attempt of a stranger: time, address, number dialled, cause. They are evidence of toll fraud and tell whom to block.',
    verify: 'Send an INVITE from an address that is no gateway, and look for its record.',
    versions: {
      '2.1.4.0': seen('SS_CDRRECORDILLEGALCALL', aSwitch, true),
      '2.1.9.07': said('SERVER_BILLING_RECORD_ILLEGAL_CALL', aSwitch, illegal, {
        initial: true,
        section,
        or: [oldName('SS_CDRRECORDILLEGALCALL', database)],
      }),
    },
    advice: [
      advice('always', true, 'sources and times of attacks, evidence', illegal),
      advice('audit', true, 'an audit wants every attempt', illegal),
    ],
  },
  {
    id: 'record-server-hang-up',
    title: 'records of calls that the server ends',
    page: 'billing-parameters',
    about:
      'Calls that the switch cuts, for a limit or a lack of media, are missing from the records without it.',
    verify: 'Let a test call run into its maximum duration, and look for its record.',
    versions: {
      '2.1.4.0': seen('SERVER_BILLING_RECODR_SERVER_HANG_UP', aSwitch, true),
      '2.1.9.07': said('SERVER_BILLING_RECORD_SERVER_HANG_UP', aSwitch, guide(sources.serverHangUp), {
        section,
        or: [oldName('SERVER_BILLING_RECODR_SERVER_HANG_UP', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'record-not-connected',
    title: "records of unconnected calls in the softswitch's own file",
    page: 'system-parameters',
    about: 'A second place for attempts that fail, beside the billing records.',
    verify: testCall,
    versions: { '2.1.4.0': nonConnect, '2.1.9.07': perhapsStill(nonConnect) },
    advice: [],
  },
  {
    id: 'record-queue',
    title: 'records that may wait for the database',
    page: 'billing-parameters',
    about: 'When the database is slower than the calls, records wait here; what comes after that is lost.',
    verify: 'Watch the alarm of pending records in the server monitor under load.',
    versions: { '2.1.4.0': queue, '2.1.9.07': perhapsStill(queue) },
    advice: [],
  },
];

/** The row whose value is the version of the schema; no parameter, and nothing is ever wanted of it. */
export const versionRow = named('SERVER_DATABASE_VERSION', database);
