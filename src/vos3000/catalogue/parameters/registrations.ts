import { advice, aNumber, aSwitch, exactly, named, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { guide, sources, unverified } from '../sources.js';

const flood = guide(sources.registrationFlood);
const retries = guide(sources.authenticationRetry);
const ranges = guide(sources.retry401);
const interval = guide(sources.registrationInterval);

const retry: Parameter = {
  id: 'register-retry',
  title: 'failed registrations in a row before an endpoint is suspended',
  page: 'system-parameters',
  about:
    'Counts wrong passwords in a row; a success starts again from zero. Too few lock out people who mistype, too many leave a guesser his tries.',
  verify:
    'Let a test phone register with a wrong password that many times: the next try is refused, with the right password too.',
  versions: {
    '2.1.4.0': seen('SS_ENDPOINTREGISTERRETRY', aNumber('failures'), 6, [0, 999]),
    '2.1.9.07': said('SS_AUTHENTICATION_MAX_RETRY', aNumber('failures'), retries, {
      range: [0, 999],
      rangeBy: ranges,
      initial: 6,
      section: '4.3.5.2',
      or: [named('SS_ENDPOINTREGISTERRETRY', flood)],
    }),
  },
  advice: [
    advice('always', { least: 4, most: 6 }, 'below that, mistyped passwords lock people out', flood),
    advice('unsteady lines', exactly(10), 'lines that come and go fail without guessing', flood),
    advice('attack', exactly(3), 'a guesser has fewer tries while it lasts', flood),
  ],
};

const suspendSwitch: Parameter = {
  id: 'register-suspend',
  title: 'suspension of endpoints after failed registrations',
  page: 'system-parameters',
  about:
    'Whether an endpoint is suspended at all. Only the guides know such a switch; in 2.1.4.0 the same name is the time of the suspension.',
  verify: 'Let a test phone fail as often as the retries allow: it is suspended.',
  versions: {
    '2.1.9.07': said('SS_ENDPOINTREGISTERSUSPEND', aSwitch, unverified(sources.registrationFlood), {
      initial: true,
    }),
  },
  advice: [advice('always', true, 'without it the retries are only counted', flood)],
};

const suspendTime: Parameter = {
  id: 'register-suspend-time',
  title: 'time of the suspension',
  page: 'system-parameters',
  about:
    'How long an endpoint stays suspended. Whether the account or the address is suspended was published nowhere; if it is the account, an attacker can lock out customers by failing in their name.',
  verify: 'Suspend a test phone, wait that long, and see it register with the right password.',
  versions: {
    '2.1.4.0': seen('SS_ENDPOINTREGISTERSUSPEND', aNumber('seconds'), 180, [60, 3600]),
    '2.1.9.07': said('SS_AUTHENTICATION_FAILED_SUSPEND', aNumber('seconds'), retries, {
      range: [60, 3600],
      rangeBy: ranges,
      initial: 180,
      section: '4.3.5.2',
      or: [named('SS_ENDPOINTREGISTERSUSPENDTIME', unverified(sources.authenticationSuspend))],
    }),
  },
  advice: [
    advice('always', { least: 180, most: 300 }, '30 s is too short, 3600 s too long for customers', flood),
    advice('attack', { least: 600, most: 900 }, 'a guesser waits longer between his tries', flood),
  ],
};

const replace: Parameter = {
  id: 'register-replace',
  title: 'a newer registration replaces the older',
  page: 'system-parameters',
  about:
    'Whether a second device that registers an account takes it over. Who has a stolen password takes the calls with it.',
  verify: 'Register one test account on two phones: only the second rings.',
  versions: {
    '2.1.4.0': seen('SS_ENDPOINTREGISTERREPLACE', aSwitch, true),
    '2.1.9.07': said('SS_ENDPOINT_REGISTER_REPLACE', aSwitch, unverified(sources.parameterList)),
  },
  advice: [],
};

const expire: Parameter = {
  id: 'register-expire',
  title: 'life of a registration',
  page: 'system-parameters',
  about:
    'How long a registration holds. The shorter, the more REGISTER requests the rules must let in from honest phones.',
  verify: 'Read the expiry in the answer that a test phone gets to its REGISTER.',
  versions: {
    '2.1.4.0': seen('SS_ENDPOINTEXPIRE', aNumber('seconds'), 300, [60, 86_400]),
    '2.1.9.07': said('SS_ENDPOINT_EXPIRE', aNumber('seconds'), interval, {
      initial: 3600,
      section: '4.3.5.2',
    }),
  },
  advice: [],
};

const timeToLive: Parameter = {
  id: 'register-check',
  title: 'interval at which registered endpoints are checked',
  page: 'system-parameters',
  about: 'The switch asks registered phones whether they are still there. Their answers must pass the rules.',
  verify: 'Unplug a test phone: after that time it is shown as offline.',
  versions: {
    '2.1.4.0': seen('SS_ENDPOINTTIMETOLIVE', aNumber('seconds'), 60, [10, 600]),
    '2.1.9.07': said('SS_ENDPOINTTIMETOLIVE', aNumber('seconds'), interval, {
      initial: 60,
      section: '4.3.5.2',
    }),
  },
  advice: [],
};

export const registrations: readonly Parameter[] = [
  retry,
  suspendSwitch,
  suspendTime,
  replace,
  expire,
  timeToLive,
];
