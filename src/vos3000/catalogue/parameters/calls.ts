import { aNumber, aText, perhapsStill, said, seen } from '../entries.js';
import type { InVersion, Parameter, ValueKind } from '../parameter.js';
import { guide, sources, unverified } from '../sources.js';

const mediaTimeout = seen('SS_MEDIACHECKTIMEOUT', aNumber('minutes'), 2, [1, 120]);
const noTimer = seen('SS_SIPNOTIMERMAXSESSIONTIME', aNumber('seconds'), 7200, [600, 14_400]);
const media = seen('SS_MEDIAPROXYRTPPORT', aText('first and last port'), '10000,39999');
const h245 = seen('SS_H245PORT', aText('first and last port'), '10000,39999');
const ivr = seen('IVR_RTPPORT', aText('first and last port'), '40000,47999');
const capture = seen('SS_CALLCAPTURERTPPORT', aNumber('code'), 40_000, [10_000, 49_998]);

const renamed = (name: string, kind: ValueKind): InVersion =>
  said(name, kind, unverified(sources.parameterList));

const timer = guide(sources.sessionTimer);
const invite = guide(sources.inviteTimeout);

const port = (name: string, value: number): Parameter['versions'] => {
  const seenPort = seen(name, aNumber('code'), value, [1, 65_535]);
  return { '2.1.4.0': seenPort, '2.1.9.07': perhapsStill(seenPort) };
};

const onOneHost = 'On an installation of one host it is concluded to be local: then the rules keep it shut.';
const ports = 'The rules must let these ports in: see services.media of the policy.';
const testCall = 'Make a test call with sound in both directions.';

export const calls: readonly Parameter[] = [
  {
    id: 'call-duration',
    title: 'longest call',
    page: 'system-parameters',
    about:
      'Cuts every call at that time; gateways may have a time of their own. It bounds what one stolen call costs.',
    verify: 'Let a test call run into it on a quiet day, with a small value.',
    versions: {
      '2.1.4.0': seen(
        'SS_MAXCALLDURATION',
        aNumber('seconds', { value: 0, means: 'no limit' }),
        0,
        [1, 86_399],
      ),
      '2.1.9.07': renamed('SS_MAX_CALL_DURATION', aNumber('seconds', { value: 0, means: 'no limit' })),
    },
    advice: [],
  },
  {
    id: 'call-duration-without-timer',
    title: 'longest call of a peer without session timers',
    page: 'system-parameters',
    about: 'A call whose end is lost would else go on for ever.',
    verify: 'Read the debug trace of such a call.',
    versions: { '2.1.4.0': noTimer, '2.1.9.07': perhapsStill(noTimer) },
    advice: [],
  },
  {
    id: 'session-timer',
    title: 'interval of the session timer (RFC 4028)',
    page: 'system-parameters',
    about: 'The switch asks at this interval whether the other side is still in the call.',
    verify: 'Read Session-Expires in the debug trace of a test call.',
    versions: {
      '2.1.4.0': seen('SS_SIPSESSIONTTL', aNumber('seconds'), 600, [90, 14_400]),
      '2.1.9.07': said('SS_SIP_SESSION_TTL', aNumber('seconds'), timer, { initial: 600, section: '4.3.5.2' }),
    },
    advice: [],
  },
  {
    id: 'session-timer-segments',
    title: 'how many times in an interval the session timer asks',
    page: 'system-parameters',
    about: 'What it divides is concluded from its name.',
    verify: 'Count the requests in the debug trace of a long test call.',
    versions: {
      '2.1.4.0': seen('SS_SIPSESSIONUPDATESEGMENT', aNumber('unknown'), 2, [2, 10]),
      '2.1.9.07': said('SS_SIP_SESSION_UPDATE_SEGMENT', aNumber('unknown'), timer, {
        initial: 2,
        range: [2, 10],
        section: '4.3.5.2',
      }),
    },
    advice: [],
  },
  {
    id: 'invite-timeout',
    title: 'time for the answer to an INVITE',
    page: 'system-parameters',
    about: 'After it the call goes to the next gateway or ends.',
    verify: 'Call a gateway that does not answer, and read the debug trace.',
    versions: {
      '2.1.4.0': seen('SS_SIPTIMEOUTINVITE', aNumber('seconds'), 10, [5, 120]),
      '2.1.9.07': said('SS_SIP_TIMEOUT_INVITE', aNumber('seconds'), invite),
    },
    advice: [],
  },
  {
    id: 'media-timeout',
    title: 'time without media after which a call is ended',
    page: 'system-parameters',
    about: 'Calls without sound end by themselves.',
    verify: 'Unplug a test phone in a call: it ends after that time.',
    versions: { '2.1.4.0': mediaTimeout, '2.1.9.07': perhapsStill(mediaTimeout) },
    advice: [],
  },
  {
    id: 'media-ports',
    title: 'ports of the media proxy (RTP)',
    page: 'system-parameters',
    about: ports,
    verify: testCall,
    versions: { '2.1.4.0': media, '2.1.9.07': perhapsStill(media) },
    advice: [],
  },
  {
    id: 'h245-ports',
    title: 'ports of H.245',
    page: 'system-parameters',
    about: 'TCP, for H.323 calls.',
    verify: 'Make a test call over H.323.',
    versions: { '2.1.4.0': h245, '2.1.9.07': perhapsStill(h245) },
    advice: [],
  },
  {
    id: 'ivr-ports',
    title: 'ports of the IVR (RTP)',
    page: 'system-parameters',
    about: ports,
    verify: 'Call a voice menu and listen.',
    versions: { '2.1.4.0': ivr, '2.1.9.07': perhapsStill(ivr) },
    advice: [],
  },
  {
    id: 'capture-port',
    title: 'first port for listening to calls (RTP)',
    page: 'system-parameters',
    about: ports,
    verify: 'Listen to a test call from the client.',
    versions: { '2.1.4.0': capture, '2.1.9.07': perhapsStill(capture) },
    advice: [],
  },
  {
    id: 'value-added-port',
    title: 'SIP port of the value-added service',
    page: 'system-parameters',
    about: onOneHost,
    verify: 'Look from outside whether it is open.',
    versions: port('SS_VALUEADDEDSERVICEPORT', 5055),
    advice: [],
  },
  {
    id: 'phone-service-port',
    title: 'SIP port of the phone service',
    page: 'system-parameters',
    about: onOneHost,
    verify: 'Look from outside whether it is open.',
    versions: port('SS_PHONESERVICEPORT', 5062),
    advice: [],
  },
  {
    id: 'conference-port',
    title: 'SIP port of the conference',
    page: 'system-parameters',
    about: onOneHost,
    verify: 'Look from outside whether it is open.',
    versions: port('SS_CONFERENCEPORT', 5085),
    advice: [],
  },
  {
    id: 'call-report-port',
    title: 'port that reports of calls are sent to',
    page: 'system-parameters',
    about: 'The switch reports to it; that it does not listen there is concluded from the name.',
    verify: 'Look at the host that takes the reports.',
    versions: port('SS_CALLREPORTPORT', 8000),
    advice: [],
  },
];
