import { aNumber, aSwitch, aText, offAtTheEnd, perhapsStill, said, seen } from '../entries.js';
import type { Parameter } from '../parameter.js';
import { guide, sources } from '../sources.js';

const autoSwitch = seen('SS_GATEWAY_AUTOSWITCH_LIMIT', aNumber('attempts', offAtTheEnd), offAtTheEnd.value);
const untilConnect = seen('SS_GATEWAY_SWITCHUNTILCONNECT', aSwitch, false);
const closeReset = seen('SS_TCPCLOSERESET', aSwitch, false);
const traceMask = seen('SS_TRACEMASK', aText('word'), 'ERROR');
const traceToFile = seen('SS_TRACETOFILE', aSwitch, true);

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
    about: 'Each attempt that fails is a record and a load of its own.',
    verify: trace,
    versions: { '2.1.4.0': autoSwitch, '2.1.9.07': perhapsStill(autoSwitch) },
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
    id: 'tcp-reset',
    title: 'TCP connections end with a reset',
    page: 'system-parameters',
    about: 'Frees the table of connections sooner.',
    verify: trace,
    versions: { '2.1.4.0': closeReset, '2.1.9.07': perhapsStill(closeReset) },
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
    id: 'trace-to-file',
    title: 'the log of the softswitch goes to files',
    page: 'system-parameters',
    about: 'Under a flood a wide mask fills the disk.',
    verify: 'Look at the folder of logs.',
    versions: { '2.1.4.0': traceToFile, '2.1.9.07': perhapsStill(traceToFile) },
    advice: [],
  },
];
