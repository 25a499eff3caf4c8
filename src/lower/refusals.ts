import type { Count } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { ByteLimit, Logging, Policy, RateBan, Sizes } from '../policy/policy.js';
import { chainId } from '../ruleset/ids.js';
import type { Chain, ClassifyCase, Meter } from '../ruleset/ruleset.js';
import { banDrafts, provenDrafts } from './bans.js';
import { classify } from './classifier.js';
import { address } from './entry.js';
import { bucketMeter, byteMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { logDrafts } from './refuse.js';
import { chain, draft, goTo, type Part, part, pass } from './write.js';

/** The answers that count against a stranger. One count over all of them would ban a cold office of 50 phones (measured). */
export const refusals = { challenged: ['401', '407'], refused: ['403', '404'] } as const;
export type Refusal = keyof typeof refusals;
const each = Object.keys(refusals) as Refusal[];

/** RFC 3261 7.2: `SIP/2.0 `, then the status. */
export const statusOffset = 8;

const to = (set: (typeof sets)[keyof typeof sets]) => address('destination', set);

/** The status lines that are counted, for the transports in which anything counts them. */
export function refusalCases({ bans }: Policy['sip'], transport: 'udp' | 'tcp'): readonly ClassifyCase[] {
  return each.flatMap((refusal) =>
    bans[refusal] === undefined
      ? []
      : refusals[refusal].map((status) => ({
          text: `${status} `,
          chain: chainId(`answers.${refusal}.${transport}`),
        })),
  );
}

export function lowerRefusedAnswers({ sip, logging }: Policy): Part {
  const counted = each.flatMap((refusal) => {
    const ban = sip.bans[refusal];
    return ban === undefined ? [] : [{ refusal, ban }];
  });
  return part({
    chains: [
      ...counted.flatMap(({ refusal, ban }) => [
        ...countingUdp(refusal, ban),
        banningUdp(refusal, ban, logging),
        countingTcp(refusal, ban),
        banningTcp(refusal, ban, logging),
      ]),
      ...answersTcp(sip),
    ],
    meters: counted.flatMap(({ refusal, ban }) => metersOf(refusal, ban, sip.sizes)),
  });
}

const udpBan = { challenged: chains.banChallenged, refused: chains.banRefused } as const;
const tcpBan = { challenged: chains.banTcpChallenged, refused: chains.banTcpRefused } as const;
const tcpMeter = { challenged: meters.tcpChallenged, refused: meters.tcpRefused } as const;
const tcpBytes = { challenged: meters.tcpChallengedBytes, refused: meters.tcpRefusedBytes } as const;

/**
 * Only who has asked is counted: an answer that a forged Via sends to a third party bans nobody. Of those that are known, the
 * ones that registered are spared; one anonymous call that was answered spares nobody who then guesses passwords, so of them
 * the answers to REGISTER are counted (a digest on each INVITE is a trunk's daily life).
 */
function countingUdp(refusal: Refusal, ban: RateBan): readonly Chain[] {
  const id = chainId(`answers.${refusal}.udp`);
  const registering = chainId(`asked.${refusal}.udp`);
  const counted = chainId(`counted.${refusal}.udp`);
  const origin = ban.path;
  return [
    chain(id, [
      draft('asked', [to(sets.asked)], goTo(registering), origin),
      draft('known', [to(sets.known)], pass, origin),
      draft('ringing', [to(sets.ringing)], goTo(counted), origin),
      draft('pass', [], pass, origin),
    ]),
    chain(registering, [
      draft('registered', [to(sets.registered)], pass, origin),
      draft('others', [], goTo(counted), origin),
    ]),
    chain(counted, [
      draft('over', [{ kind: 'limit', meter: meters[refusal] }], goTo(udpBan[refusal]), origin),
      draft('pass', [], pass, origin),
    ]),
  ];
}

/**
 * The answer itself goes out: a phone with an old password is told so. Whoever is banned already sends what a parole lets
 * through, and its ban is not cut to the time of this one. Nothing is lost: the bucket stays empty, so the first refusal
 * behind the end of the ban begins a new one.
 */
function banningUdp(refusal: Refusal, ban: RateBan, logging: Logging | undefined): Chain {
  const forget = { kind: 'forget', set: sets.known, side: 'destination' } as const;
  return chain(udpBan[refusal], [
    draft('already', [to(sets.banned)], pass, ban.path),
    draft('no.longer.known', [], forget, ban.path),
    ...banDrafts('destination', ban.time, ban.path, pass),
    ...logDrafts(`ban ${refusal}`, logging),
    draft('pass', [], pass, ban.path),
  ]);
}

/**
 * No segment that leaves teaches anything: its borders are the receiver's to choose. It can only count against him, and then
 * he has a connection, so that his address is not forged.
 */
function answersTcp(sip: Policy['sip']): readonly Chain[] {
  const cases = refusalCases(sip, 'tcp');
  if (cases.length === 0) return [];
  const origin: PolicyPath = ['sip', 'bans'];
  return [
    chain(chains.answersTcp, [
      draft('class', [], classify('tcp', cases, chains.outputOther, statusOffset), origin),
    ]),
  ];
}

/** One answer without a body fits well into this; a longer segment holds several. */
const oneAnswer = 1_000;
/** Bytes that the shortest answer of a registrar takes. */
const shortestAnswer = 300;

function countingTcp(refusal: Refusal, ban: RateBan): Chain {
  const over = goTo(tcpBan[refusal]);
  return chain(chainId(`answers.${refusal}.tcp`), [
    draft('registered', [to(sets.registered)], pass, ban.path),
    draft('over', [{ kind: 'limit', meter: tcpMeter[refusal] }], over, ban.path),
    draft(
      'several',
      [
        { kind: 'longer', bytes: oneAnswer },
        { kind: 'limit', meter: tcpBytes[refusal] },
      ],
      over,
      ban.path,
    ),
    draft('pass', [], pass, ban.path),
  ]);
}

function banningTcp(refusal: Refusal, ban: RateBan, logging: Logging | undefined): Chain {
  return chain(tcpBan[refusal], [
    draft('already', [to(sets.proven)], pass, ban.path),
    draft('no.longer.known', [], { kind: 'forget', set: sets.known, side: 'destination' }, ban.path),
    ...provenDrafts('destination', ban.time, ban.path, pass),
    ...logDrafts(`ban ${refusal}`, logging),
    draft('pass', [], pass, ban.path),
  ]);
}

/** `either`: an answer that the full table cannot count goes out all the same. Forged datagrams count for UDP alone. */
function metersOf(refusal: Refusal, ban: RateBan, { asked: size }: Sizes): readonly Meter[] {
  const rest = { key: 'destination', sense: 'over', size, whenFull: 'either', origin: ban.path } as const;
  return [
    bucketMeter(meters[refusal], ban, rest),
    bucketMeter(tcpMeter[refusal], ban, rest),
    byteMeter(tcpBytes[refusal], inBytes(ban), { key: 'destination', size, whenFull: 'either' }),
  ];
}

const secondsOf = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;

/** As many bytes as that number of answers has at least, in steps that xt_hashlimit keeps as they are. */
function inBytes({ rate, burst, path }: RateBan): ByteLimit {
  const step = (bytes: number, size: number) => Math.ceil(bytes / size) * size;
  const perSecond = step((rate.count * shortestAnswer) / secondsOf[rate.unit], 64);
  return {
    perSecond: perSecond as Count,
    burst: (perSecond + step(burst * shortestAnswer, 1_024)) as Count,
    path,
  };
}
