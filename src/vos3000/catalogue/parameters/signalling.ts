import { aNumber, aSwitch, aText, offAtTheEnd, oldName, perhapsStill, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { database, guide, sources, unverified } from '../sources.js';

const untilConnect = seen('SS_GATEWAY_SWITCHUNTILCONNECT', aSwitch, false);
const registerTrace = seen('SS_REGISTERTRACEMAXSIZE', aNumber('unknown'), 5, [1, 20]);
const serverMask = seen('SERVER_TRACE_MASK', aText('word'), 'ERROR');
const onlineReport = seen('SS_PHONE_ONLINE_REPORT', aSwitch, false);
const g3Errors = seen('SS_G3_CALL_REGISTER_ERROR_MAX', aNumber('failures'), 0, [0, 999]);
const traceMask = seen('SS_TRACEMASK', aText('word'), 'ERROR');
const traceToFile = seen('SS_TRACETOFILE', aSwitch, true);

const retries = aNumber('attempts', offAtTheEnd);
const inferred = unverified(sources.inviteTimeout);
const trace = 'Make a test call and read the debug trace.';

export const signalling: readonly Parameter[] = [
  {
    id: 'media-proxy-mode',
    title: 'media proxy',
    page: 'system-parameters',
    about:
      'Off, on, auto or must: whether sound goes through the switch. Which number is which was not published for certain.',
    verify: 'Make a test call and look where its sound goes.',
    versions: {
      '2.1.4.0': seen('SS_MEDIAPROXYMODE', aNumber('code'), 1),
      '2.1.9.07': said('SS_MEDIAPROXYMODE', aNumber('code'), guide(sources.mediaProxy)),
    },
    advice: [],
  },
  {
    id: 'resend-interval',
    title: 'intervals at which requests are sent again',
    page: 'system-parameters',
    about: 'Each repetition is a packet more for the other side, and one more that its limits count.',
    verify: trace,
    versions: {
      '2.1.4.0': seen(
        'SS_SIPRESENDINTERVAL',
        aText('numbers with commas'),
        '2.0,4.0,4.0,4.0,4.0,4.0,4.0,4.0',
      ),
      '2.1.9.07': said(
        'SS_SIP_RESEND_INTERVAL',
        aText('numbers with commas'),
        guide(sources.resendInterval),
        {
          section: '4.3.5.2',
        },
      ),
    },
    advice: [],
  },
  {
    id: 'routing-retries',
    title: 'gateways that a call tries one after the other',
    page: 'system-parameters',
    about:
      'Each attempt that fails is a record and a load of its own. That the newer name is of the same parameter is concluded.',
    verify: trace,
    versions: {
      '2.1.4.0': seen('SS_GATEWAY_AUTOSWITCH_LIMIT', retries, offAtTheEnd.value),
      '2.1.9.07': said('SS_GATEWAY_SWITCH_LIMIT', retries, inferred, {
        or: [oldName('SS_GATEWAY_AUTOSWITCH_LIMIT', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'routing-until-connect',
    title: 'tries other gateways until one connects',
    page: 'system-parameters',
    about: 'Goes on after a gateway has answered provisionally.',
    verify: trace,
    versions: { '2.1.4.0': untilConnect, '2.1.9.07': perhapsStill(untilConnect) },
    advice: [],
  },
  {
    id: 'routing-stop-after-media',
    title: 'no other gateway once media has begun',
    page: 'system-parameters',
    about: 'That the newer name is of the same parameter is concluded.',
    verify: trace,
    versions: {
      '2.1.4.0': seen('SS_GATEWAY_SWITCHSTOPAFTERRTPSTART', aSwitch, true),
      '2.1.9.07': said('SS_GATEWAY_SWITCH_STOP_AFTER_RTP_START', aSwitch, inferred, {
        or: [oldName('SS_GATEWAY_SWITCHSTOPAFTERRTPSTART', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'routing-stop-after-sdp',
    title: 'no other gateway once one has answered with SDP',
    page: 'system-parameters',
    about: 'That the newer name is of the same parameter is concluded.',
    verify: trace,
    versions: {
      '2.1.4.0': seen('SS_SIPSTOPSWITCHAFTERSDP', aSwitch, true),
      '2.1.9.07': said('SS_SIP_STOP_SWITCH_AFTER_SDP', aSwitch, inferred, {
        or: [oldName('SS_SIPSTOPSWITCHAFTERSDP', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'g3-register-errors',
    title: 'registrations of a call that may fail (G3)',
    page: 'system-parameters',
    about: 'What it counts is concluded from its name.',
    verify: 'Ask the vendor before you change it.',
    versions: { '2.1.4.0': g3Errors },
    advice: [],
  },
  {
    id: 'phone-online-report',
    title: 'reports of phones that come and go',
    page: 'system-parameters',
    about: 'On: another system is told who registers.',
    verify: 'Register a test phone and look at that system.',
    versions: { '2.1.4.0': onlineReport, '2.1.9.07': perhapsStill(onlineReport) },
    advice: [],
  },
  {
    id: 'tcp-reset',
    title: 'TCP connections end with a reset',
    page: 'system-parameters',
    about: 'Frees the table of connections sooner.',
    verify: trace,
    versions: {
      '2.1.4.0': seen('SS_TCPCLOSERESET', aSwitch, false),
      '2.1.9.07': said('SS_TCP_CLOSE_RESET', aSwitch, guide(sources.softswitchParameters), {
        or: [oldName('SS_TCPCLOSERESET', database)],
      }),
    },
    advice: [],
  },
  {
    id: 'trace-mask',
    title: 'what the log of the softswitch holds',
    page: 'system-parameters',
    about: 'With ERROR the log has no line for each registration: nothing can count them from it.',
    verify: 'Read the newest file in the folder of logs after a registration.',
    versions: { '2.1.4.0': traceMask, '2.1.9.07': perhapsStill(traceMask) },
    advice: [],
  },
  {
    id: 'server-trace-mask',
    title: 'what the log of the management server holds',
    page: 'system-parameters',
    about: 'With ERROR the log holds errors only.',
    verify: 'Read the newest file in its folder of logs.',
    versions: { '2.1.4.0': serverMask, '2.1.9.07': perhapsStill(serverMask) },
    advice: [],
  },
  {
    id: 'register-trace-size',
    title: 'largest trace of registrations',
    page: 'system-parameters',
    about:
      'The unit was published nowhere. The spelling is of 2.1.4.0; newer versions write such names with more underscores.',
    verify: 'Look at the size of a trace after a while.',
    versions: { '2.1.4.0': registerTrace },
    advice: [],
  },
  {
    id: 'trace-to-file',
    title: 'the log of the softswitch goes to files',
    page: 'system-parameters',
    about: 'Under a flood a wide mask fills the disk.',
    verify: 'Look at the folder of logs.',
    versions: { '2.1.4.0': traceToFile, '2.1.9.07': perhapsStill(traceToFile) },
    advice: [],
  },
];
