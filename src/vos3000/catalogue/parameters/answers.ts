import { aNumber, aSwitch, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { guide, sources } from '../sources.js';

const outbound = guide(sources.outboundRegistration);
const challenge = guide(sources.sipAuthentication);

export const answers: readonly Parameter[] = [
  {
    id: 'reply-unauthorized',
    title: 'answer to unknown sources',
    page: 'system-parameters',
    about:
      'On: 401 or 403 to whoever is not known. Off: silence, which tells a scanner nothing, and leaves bans by refusals nothing to count.',
    verify: 'Send a REGISTER of an unknown account from outside: it is answered, or it is not.',
    versions: {
      '2.1.4.0': seen('SS_REPLYUNAUTHORIZED', aSwitch, true),
      '2.1.9.07': said('SS_REPLY_UNAUTHORIZED', aSwitch, guide(sources.unauthorizedResponse), {
        initial: true,
        section: '4.3.5.2',
      }),
    },
    advice: [],
  },
  {
    id: 'authentication-code',
    title: 'code of the challenge',
    page: 'system-parameters',
    about: 'The answer that asks for a password: 401 or 407. The rules count both.',
    verify: 'Read the answer to a first REGISTER in the debug trace.',
    versions: {
      '2.1.4.0': seen('SS_SIPAUTHENTICATIONCODE', aNumber('code'), 401),
      '2.1.9.07': said('SS_SIP_AUTHENTICATION_CODE', aNumber('code'), challenge),
    },
    advice: [],
  },
  {
    id: 'authentication-retry',
    title: 'challenges before a request is given up',
    page: 'system-parameters',
    about: 'How often a request is challenged again. Which side is meant was not published for certain.',
    verify: 'Count the challenges to a wrong password in the debug trace.',
    versions: {
      '2.1.4.0': seen('SS_SIPAUTHENTICATIONRETRY', aNumber('attempts'), 6, [0, 10]),
      '2.1.9.07': said('SS_SIP_AUTHENTICATION_RETRY', aNumber('attempts'), challenge),
    },
    advice: [],
  },
  {
    id: 'authentication-timeout',
    title: 'time for the answer to a challenge',
    page: 'system-parameters',
    about: 'After it a request that was challenged is forgotten.',
    verify: 'Leave a challenge unanswered and watch the debug trace.',
    versions: {
      '2.1.4.0': seen('SS_SIPAUTHENTICATIONTIMEOUT', aNumber('seconds'), 10, [3, 60]),
      '2.1.9.07': said('SS_SIP_AUTHENTICATION_TIMEOUT', aNumber('seconds'), challenge),
    },
    advice: [],
  },
  {
    id: 'outbound-expire',
    title: 'life of the registrations that the switch makes elsewhere',
    page: 'system-parameters',
    about: 'For trunks at which the switch itself registers.',
    verify: 'Read the expiry in its REGISTER in the debug trace.',
    versions: {
      '2.1.4.0': seen('SS_SIPREGISTEREXPIRE', aNumber('seconds', { value: 0, means: 'auto' }), 0, [20, 7200]),
      '2.1.9.07': said(
        'SS_SIP_USER_AGENT_EXPIRE',
        aNumber('seconds', { value: 0, means: 'auto' }),
        outbound,
        {
          range: [20, 7200],
          section: '4.3.5.2',
        },
      ),
    },
    advice: [],
  },
  {
    id: 'outbound-retry-delay',
    title: 'wait before the switch registers elsewhere again',
    page: 'system-parameters',
    about: 'After a registration at a trunk has failed.',
    verify: 'Watch the debug trace while a trunk refuses.',
    versions: {
      '2.1.4.0': seen('SS_SIPREGISTERRETRYDELAY', aNumber('seconds'), 60, [30, 600]),
      '2.1.9.07': said('SS_SIP_USER_AGENT_RETRY_DELAY', aNumber('seconds'), outbound, {
        range: [30, 600],
        initial: 60,
        section: '4.3.5.2',
      }),
    },
    advice: [],
  },
];
