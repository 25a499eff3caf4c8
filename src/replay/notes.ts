import { contains } from '../net/address-set.js';
import { networks, privateNetworks } from '../net/reserved.js';
import type { Replay } from './replay.js';
import type { ReplayInput, ReplayReport } from './report.js';

/** A minute of traffic tells little of customers who register each hour. */
const SHORT = 3_600;
/** What part of all requests one private address must send to look like a translation of addresses. */
const MOST_OF_ONE = 0.5;
const PORTS_OF_A_GATEWAY = 32;

const privates = networks(...privateNetworks);

/** What somebody who reads the report has to know of the capture before he believes it. */
export function notesOf(report: ReplayReport, input: ReplayInput, replay: Replay): readonly string[] {
  return [
    ...input.faults,
    ...losses(input),
    ...aboutAddresses(report, replay),
    ...aboutAnswers(report, replay),
    ...aboutTime(report, input),
  ];
}

const lossWords: readonly (readonly [name: string, words: string])[] = [
  [
    'cut',
    'packets were cut by the snap length: what stands behind the cut (signatures, domains) was not searched; capture with -s 0',
  ],
  ['cutHeaders', 'packets were cut before their ports, and left out; capture with -s 0'],
  ['malformed', 'packets are not as their own headers say, and were left out'],
  ['fragments', 'fragments never became whole, and were left out'],
  ['twice', 'packets were seen at several devices of the host, and counted once'],
  ['outOfOrder', 'packets are earlier than the one before them, by less than a second; they came with it'],
  [
    'steps',
    'times the clock of the capture was set back by more than a second; time went on from where it was',
  ],
  ['timeless', 'packets have no time of their own, and came with the one before them'],
  ['notIp', 'frames are not IP'],
];

function losses({ losses: counted }: ReplayInput): readonly string[] {
  const foreign = [...counted.foreignLinks].map(
    ([link, count]) => `${count} frames are of link type ${link}, which is not read`,
  );
  const others = lossWords.flatMap(([name, words]) => {
    const count = counted[name as Exclude<keyof typeof counted, 'foreignLinks'>];
    return count > 0 ? [`${count} ${words}`] : [];
  });
  return [...foreign, ...others];
}

function aboutAddresses({ switch: { addresses }, packets }: ReplayReport, replay: Replay): readonly string[] {
  if (addresses.length === 0)
    return [
      'no request to a port of SIP was seen, so it is not known which address is the switch: --switch ADDRESS',
    ];
  const busiest = replay.sources.all().toSorted((a, b) => b.offered - a.offered)[0];
  const isGateway =
    busiest !== undefined &&
    packets.toSwitch > 0 &&
    busiest.offered > MOST_OF_ONE * packets.toSwitch &&
    busiest.ports.length >= PORTS_OF_A_GATEWAY &&
    busiest.agents.length !== 1 &&
    contains(privates, busiest.address);
  return [
    ...(packets.ofOthers > 0
      ? [`${packets.ofOthers} packets are between other addresses than the switch's, and were left out`]
      : []),
    ...(isGateway
      ? [
          'more than half of the packets come from many ports of one private address: the capture looks like one from behind a translation of addresses, where limits for a source cannot be judged',
        ]
      : []),
  ];
}

function aboutAnswers({ packets, customers, others }: ReplayReport, replay: Replay): readonly string[] {
  if (packets.toSwitch === 0) return [];
  if (packets.fromSwitch === 0 || replay.counts.outResponses === 0)
    return [
      'the capture has no answer of the switch, so nobody in it can be told to be a customer: capture both directions',
    ];
  if (customers.total === 0)
    return [
      'no REGISTER, no INVITE and nothing in a call was answered 200, so nobody in the capture can be told to be a customer',
    ];
  if (others.total > 0 && others.offeredPackets > 0 && others.answeredRequests === 0)
    return [
      'the switch answered nobody but customers: rules were perhaps in force when the capture was made. What they refused is in it if it was made on that host, and missing if it was made behind them',
    ];
  if (others.total === 0)
    return [
      'only customers are in the capture: it says nothing about attacks, or it was made behind rules that refuse them',
    ];
  return [];
}

function aboutTime({ seconds, customers, knownAtStart, learnSeconds }: ReplayReport, input: ReplayInput) {
  if (customers.total === 0) return [];
  const from =
    customers.fromBefore > 0
      ? [`${customers.fromBefore} customers were first seen in a call that began before the capture`]
      : [];
  const short =
    seconds < SHORT
      ? [`the capture lasts ${Math.round(seconds)} s: phones that register once an hour are not all in it`]
      : [];
  const cold =
    knownAtStart === null && learnSeconds === 0 && customers.hurt > 0
      ? [
          `nobody was known at the beginning, as after a first load with --yes; apply --observe and apply --known FILE avoid that: ${input.files.includes('-') ? '--learn 10m' : '--known-at-start'} shows the difference`,
        ]
      : [];
  return [...from, ...short, ...cold];
}
