import { aNumber, aText, offAtTheEnd, said, seen } from '../entries.js';
import type { InVersion, Parameter, ValueKind } from '../parameter.js';
import { guide, sources } from '../sources.js';

const callers = guide(sources.maliciousCaller);
const unanswered = guide(sources.noAnswer);
const section = '4.3.5.2';

const caller = (what: string, kind: ValueKind): InVersion =>
  said(`SS_BLACK_LIST_CALLER_MALICIOUS_CALL_${what}`, kind, callers, { section });

const callee = (what: string, kind: ValueKind): InVersion =>
  said(`SS_BLACK_LIST_NO_ANSWER_${what}`, kind, unanswered, { section });

const limit = aNumber('calls', offAtTheEnd);
const numbersOnly = 'The list holds telephone numbers, not addresses: it stops fraud by number and no flood.';

export const blacklist: readonly Parameter[] = [
  {
    id: 'blacklist-caller-interval',
    title: 'blacklist of callers: time over which calls are counted',
    page: 'system-parameters',
    about: numbersOnly,
    verify: 'Look at the page of the dynamic black list after a day.',
    versions: {
      '2.1.4.0': seen('SS_BLACK_LIST_MALICIOUS_CALL_CHECK_INTERVAL', aNumber('seconds'), 600, [60, 86_400]),
      '2.1.9.07': caller('CHECK_INTERVAL', aNumber('seconds')),
    },
    advice: [],
  },
  {
    id: 'blacklist-caller-limit',
    title: 'blacklist of callers: calls in that time before a number is listed',
    page: 'system-parameters',
    about: numbersOnly,
    verify: 'Call from a test number more often than the limit: it is on the page of the dynamic black list.',
    versions: {
      '2.1.4.0': seen('SS_BLACK_LIST_MALICIOUS_CALL_LIMIT', limit, offAtTheEnd.value, [1, 10_000]),
      '2.1.9.07': caller('LIMIT', limit),
    },
    advice: [],
  },
  {
    id: 'blacklist-caller-expire',
    title: 'blacklist of callers: how long a number stays listed',
    page: 'system-parameters',
    about: numbersOnly,
    verify: 'Read the end of an entry on the page of the dynamic black list.',
    versions: {
      '2.1.4.0': seen('SS_BLACK_LIST_MALICIOUS_CALL_EXPIRE', aNumber('seconds'), 3600, [60, 2_592_000]),
      '2.1.9.07': caller('EXPIRE', aNumber('seconds')),
    },
    advice: [],
  },
  {
    id: 'blacklist-no-answer-limit',
    title: 'blacklist of numbers that do not answer: calls in a row before one is listed',
    page: 'system-parameters',
    about: numbersOnly,
    verify: 'Look at the page of the dynamic black list after a day.',
    versions: {
      '2.1.4.0': seen('SS_BLACK_LIST_NO_ANSWER_LIMIT', limit, offAtTheEnd.value, [1, 10_000]),
      '2.1.9.07': callee('LIMIT', limit),
    },
    advice: [],
  },
  {
    id: 'blacklist-no-answer-expire',
    title: 'blacklist of numbers that do not answer: how long a number stays listed',
    page: 'system-parameters',
    about: `${numbersOnly} The unit of this time was published nowhere.`,
    verify: 'Read the end of an entry on the page of the dynamic black list: it tells the unit.',
    versions: {
      '2.1.4.0': seen('SS_BLACK_LIST_NO_ANSWER_EXPIRE', aNumber('unknown'), 2, [1, 10_000]),
      '2.1.9.07': callee('EXPIRE', aNumber('unknown')),
    },
    advice: [],
  },
  {
    id: 'blacklist-no-answer-periods',
    title: 'blacklist of numbers that do not answer: times of day at which it counts',
    page: 'system-parameters',
    about: numbersOnly,
    verify: 'Look at the page of the dynamic black list after a day.',
    versions: {
      '2.1.4.0': seen('SS_BLACK_LIST_NO_ANSWER_PERIODS', aText('times of day'), ''),
      '2.1.9.07': callee('PERIODS', aText('times of day')),
    },
    advice: [],
  },
];
