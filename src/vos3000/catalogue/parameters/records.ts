import { advice, aNumber, aSwitch, aText, named, oldName, perhapsStill, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { database, guide, sources } from '../sources.js';

const zero = guide(sources.zeroDuration);
const illegal = guide(sources.illegalCalls);
const files = guide(sources.textExport);
const section = '4.3.5.1';

const testCall = 'Make a test call that hangs up at once, and look for its record.';
const noRecords = seen('SERVER_BILLING_NO_CDR_E164S', aText('telephone numbers'), '');
const queryDeny = seen('SERVER_QUERY_CDR_DENY_TIME', aText('times of day'), '');
const externalSend = seen('EXTERNAL_SEND_CDR', aSwitch, false);
const externalQueue = seen('EXTERNAL_MAX_CDR_PENDING_SIZE', aNumber('records'), 10_000, [1000, 100_000]);
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
    versions: {
      '2.1.4.0': seen('SS_CDRRECORDNONCONNECT', aSwitch, false),
      '2.1.9.07': said('SS_CDR_RECORD_NONCONNECT', aSwitch, files, {
        or: [oldName('SS_CDRRECORDNONCONNECT', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'record-to-file',
    title: "the softswitch's own files of call records",
    page: 'system-parameters',
    about:
      'On: an hourly file of all calls beside the database, which `vosguard vos illegal-calls --from` reads without a connection.',
    verify: 'Make a test call and look into the newest file in the folder cdr of the softswitch.',
    versions: {
      '2.1.4.0': seen('SS_CDRRECORDTOFILE', aSwitch, false),
      '2.1.9.07': said('SS_CDR_RECORD_TO_FILE', aSwitch, files, {
        or: [oldName('SS_CDRRECORDTOFILE', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'record-not-for-numbers',
    title: 'numbers whose calls are not recorded',
    page: 'billing-parameters',
    about:
      'Calls of these numbers leave no record. Somebody who hides calls may put a number there: empty is what is delivered.',
    verify: 'Compare the list with what you know of it.',
    versions: { '2.1.4.0': noRecords, '2.1.9.07': perhapsStill(noRecords) },
    advice: [],
  },
  {
    id: 'record-query-deny-times',
    title: 'times of day at which records cannot be looked up',
    page: 'billing-parameters',
    about: 'That it is a list of times is concluded from its name.',
    verify: 'Ask the vendor before you change it.',
    versions: { '2.1.4.0': queryDeny, '2.1.9.07': perhapsStill(queryDeny) },
    advice: [],
  },
  {
    id: 'record-external-send',
    title: 'records sent to another system',
    page: 'billing-parameters',
    about: 'On: call records leave the switch. As delivered it is off.',
    verify: 'Look at the other system for the record of a test call.',
    versions: { '2.1.4.0': externalSend, '2.1.9.07': perhapsStill(externalSend) },
    advice: [],
  },
  {
    id: 'record-external-queue',
    title: 'records that may wait for that other system',
    page: 'billing-parameters',
    about: 'What comes after that is concluded to be lost.',
    verify: 'Ask the vendor before you change it.',
    versions: { '2.1.4.0': externalQueue, '2.1.9.07': perhapsStill(externalQueue) },
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
