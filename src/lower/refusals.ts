import { secondsIn } from '../net/rate.js';
import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { BanAgain, ByteLimit, Logging, Policy, RateBan, Sizes } from '../policy/policy.js';
import { type ChainId, chainId, type MeterId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Chain, ClassifyCase, Meter } from '../ruleset/ruleset.js';
import { banDrafts, proven, provenDrafts } from './bans.js';
import { classify } from './classifier.js';
import { address } from './entry.js';
import { bucketMeter, byteMeter, widened } from './meters.js';
import { chains, learnedSet, meters, sets } from './names.js';
import { logDrafts } from './refuse.js';
import { longestBare } from './remember.js';
import { chain, type Draft, draft, drop, goTo, type Part, part, pass, refuseTo } from './write.js';

/** The answers that count against a stranger. One count over all of them would ban a cold office of 50 phones (measured). */
export const refusals = { challenged: ['401', '407'], refused: ['403', '404'] } as const;
export type Refusal = keyof typeof refusals;
const each = Object.keys(refusals) as Refusal[];

/** RFC 3261 7.2: `SIP/2.0 `, then the status. */
export const statusOffset = 8;

const to = (set: (typeof sets)[keyof typeof sets]) => address('destination', set);

/** The status lines that are counted over UDP: one way for all of them, up to the count. */
export const deniedCases = ({ bans }: Policy['sip']): readonly ClassifyCase[] =>
  each.flatMap((refusal) => (bans[refusal] === undefined ? [] : statusCases(refusal, chains.answersDenied)));

/** The same over TCP. */
export const refusalCases = ({ bans }: Policy['sip']): readonly ClassifyCase[] =>
  each.flatMap((refusal) =>
    bans[refusal] === undefined ? [] : statusCases(refusal, chainId(`answers.${refusal}.tcp`)),
  );

const statusCases = (refusal: Refusal, chain: ChainId): readonly ClassifyCase[] =>
  refusals[refusal].map((status) => ({ text: `${status} `, chain }));

export function lowerRefusedAnswers({ sip, logging }: Policy): Part {
  const counted = each.flatMap((refusal) => {
    const ban = sip.bans[refusal];
    return ban === undefined ? [] : [{ refusal, ban }];
  });
  return part({
    chains: [
      ...deniedUdp(counted.map(({ refusal }) => refusal)),
      ...counted.flatMap(({ refusal, ban }) => [
        countingUdp(refusal, ban),
        banningUdp(refusal, ban, sip.bans.again, logging),
        ...countingTcp(refusal, ban),
        banningTcp(refusal, ban, sip.bans.again, logging),
      ]),
      ...answersTcp(sip),
      ...(counted.length === 0 ? [] : [spared, chain(chains.answersHeld, [draft('drop', [], drop, bans)])]),
    ],
    sets:
      counted.length === 0
        ? []
        : (['served', 'guessing'] as const).map((set) =>
            learnedSet(set, servedTime, sip.sizes.asked, ['sip', 'bans']),
          ),
    meters: counted.flatMap(({ refusal, ban }) => metersOf(refusal, ban, sip.sizes)),
  });
}

const udpBan = { challenged: chains.banChallenged, refused: chains.banRefused } as const;
const tcpBan = { challenged: chains.banTcpChallenged, refused: chains.banTcpRefused } as const;
const tcpMeter = { challenged: meters.tcpChallenged, refused: meters.tcpRefused } as const;
const tcpBytes = { challenged: meters.tcpChallengedBytes, refused: meters.tcpRefusedBytes } as const;
const servedMeter = { challenged: meters.servedChallenged, refused: meters.servedRefused } as const;
const servedBytes = { challenged: meters.servedChallengedBytes, refused: meters.servedRefusedBytes } as const;

/** For how long a 200 over TCP is remembered, and a challenge that none has followed: a phone registers each minute. */
const servedTime = 60_000 as Milliseconds;

/**
 * Of a source that is also answered 200 over TCP: a hundred phones behind one address that come back at once, or a trunk that is challenged for a
 * call a second. It need not be one: whoever asks by OPTIONS as well has as much, so it is no more than that.
 */
const ofServed = { rate: 5, burst: 2 } as const;

/**
 * Only who has asked is counted: an answer that a forged Via sends to a third party bans nobody. Of those that are known, the
 * ones that registered are spared; one anonymous call that was answered spares nobody who then guesses passwords, so of them
 * the answers to REGISTER are counted (a digest on each INVITE is a trunk's daily life).
 */
function deniedUdp(counted: readonly Refusal[]): readonly Chain[] {
  const [last] = counted.slice(-1);
  if (last === undefined) return [];
  const others = counted.slice(0, -1).flatMap((refusal) => statusCases(refusal, countedChain(refusal)));
  return [
    chain(chains.answersDenied, [
      draft('asked', [to(sets.asked)], goTo(chains.askedDenied), bans),
      draft('known', [to(sets.known)], pass, bans),
      draft('ringing', [to(sets.ringing)], goTo(chains.countedUdp), bans),
      draft('pass', [], pass, bans),
    ]),
    chain(chains.askedDenied, [
      ...refusals.challenged.map((status) =>
        draft(`seen.${status}`, [statusIs(status)], { kind: 'count' }, bans),
      ),
      draft('registered', [to(sets.registered)], pass, bans),
      draft('others', [], goTo(chains.countedUdp), bans),
    ]),
    chain(chains.countedUdp, [
      others.length === 0
        ? draft('all', [], goTo(countedChain(last)), bans)
        : draft('class', [], classify('udp', others, countedChain(last), statusOffset), bans),
    ]),
  ];
}

const bans: PolicyPath = ['sip', 'bans'];

/**
 * How many of the answers to a REGISTER are challenges tells of guessed passwords: `watch` compares the counters of the two. Over UDP alone: of an
 * answer in a connection nothing tells what it answers.
 */
const statusIs = (status: string): Match => ({
  kind: 'payload',
  transport: 'udp',
  offset: statusOffset,
  text: `${status} `,
});

const countedChain = (refusal: Refusal): ChainId => chainId(`counted.${refusal}.udp`);

const countingUdp = (refusal: Refusal, { path }: RateBan): Chain =>
  chain(countedChain(refusal), [
    draft('over', [{ kind: 'limit', meter: meters[refusal] }], goTo(udpBan[refusal]), path),
    draft('pass', [], pass, path),
  ]);

/**
 * The answer itself goes out: a phone with an old password is told so. Whoever is banned already sends what a parole lets
 * through, and its ban is not cut to the time of this one. Nothing is lost: the bucket stays empty, so the first refusal
 * behind the end of the ban begins a new one.
 */
function banningUdp(
  refusal: Refusal,
  { time, path }: RateBan,
  again: BanAgain | undefined,
  logging: Logging | undefined,
): Chain {
  const forget = { kind: 'forget', set: sets.known, side: 'destination' } as const;
  return chain(udpBan[refusal], [
    draft('already', [to(sets.banned)], pass, path),
    draft('no.longer.known', [], forget, path),
    ...banDrafts({ side: 'destination', time, path, again }, goTo(chains.banSpared)),
    ...logDrafts(`ban ${refusal}`, logging),
    draft('pass', [], pass, path),
  ]);
}

/** A call of the switch, or its BYE, spares nobody who guesses: a trunk that is called has its lane, and registers seldom. */
const spared = chain(chains.banSpared, [
  draft('guesses', [to(sets.asked)], refuseTo(chains.answersHeld), bans),
  draft('pass', [], pass, bans),
]);

/**
 * No segment that leaves teaches anything: its borders are the receiver's to choose. It can only count against him, and then
 * he has a connection, so that his address is not forged.
 */
function answersTcp(sip: Policy['sip']): readonly Chain[] {
  const cases = refusalCases(sip);
  const served = [{ text: '200 ', chain: chains.answersServed }];
  if (cases.length === 0) return [];
  const origin: PolicyPath = ['sip', 'bans'];
  return [
    chain(chains.answersTcp, [
      draft('class', [], classify('tcp', [...served, ...cases], chains.outputOther, statusOffset), origin),
    ]),
    chain(chains.answersServed, [
      draft(
        'learn',
        [],
        { kind: 'learn', set: sets.served, side: 'destination', timeout: servedTime },
        origin,
      ),
      draft('guesses.no.more', [], { kind: 'forget', set: sets.guessing, side: 'destination' }, origin),
      draft('pass', [], pass, origin),
    ]),
    ...answersInside(sip.bans),
  ];
}

/**
 * Who leaves the switch no room to send and then makes some has many answers in a row, cut where he likes, and only the first begins a segment.
 * To a source that was challenged and not answered 200 since, whatever begins otherwise is counted as an answer too, and by its bytes.
 */
function answersInside(bans: Policy['sip']['bans']): readonly Chain[] {
  const [refusal] = each.filter((one) => bans[one] !== undefined);
  const ban = refusal && bans[refusal];
  if (refusal === undefined || ban === undefined) return [];
  const data: Match = { kind: 'longer', bytes: longestBare };
  const over = (name: string, meter: MeterId) =>
    draft(name, [{ kind: 'limit', meter }], goTo(tcpBan[refusal]), ban.path);
  return [
    chain(chains.answersInside, [
      draft('guessing', [to(sets.guessing), data], goTo(chains.answersCut), ban.path),
      draft('pass', [], pass, ban.path),
    ]),
    chain(chains.answersCut, [
      over('over', tcpMeter[refusal]),
      over('bytes', tcpBytes[refusal]),
      draft('pass', [], pass, ban.path),
    ]),
  ];
}

/** One answer without a body fits well into this; a longer segment holds several. */
const oneAnswer = 1_000;
/** Bytes that the shortest answer of a registrar takes. */
const shortestAnswer = 300;

function countingTcp(refusal: Refusal, ban: RateBan): readonly Chain[] {
  const served = chainId(`served.${refusal}.tcp`);
  const guessing = {
    kind: 'learn',
    set: sets.guessing,
    side: 'destination',
    timeout: servedTime,
  } as const;
  const counted = (one: MeterId, bytes: MeterId): readonly Draft[] => {
    const over = (name: string, ...matches: readonly Match[]) =>
      draft(name, matches, goTo(tcpBan[refusal]), ban.path);
    return [
      over('over', { kind: 'limit', meter: one }),
      over('several', { kind: 'longer', bytes: oneAnswer }, { kind: 'limit', meter: bytes }),
      draft('pass', [], pass, ban.path),
    ];
  };
  return [
    chain(chainId(`answers.${refusal}.tcp`), [
      draft('registered', [to(sets.registered)], pass, ban.path),
      draft('served', [to(sets.served)], goTo(served), ban.path),
      draft('guessing', [], guessing, ban.path),
      ...counted(tcpMeter[refusal], tcpBytes[refusal]),
    ]),
    chain(served, counted(servedMeter[refusal], servedBytes[refusal])),
  ];
}

/**
 * The answer that is over the limit is not sent: its receiver has a connection, so nobody was challenged in his name, and no more are answered
 * than the policy says. Whom the switch called is banned all the same where he was challenged so often: over a connection nobody does that in his
 * name. Wrong numbers are dialled by honest trunks: what is over the limit of these is held, and they are not banned.
 */
function banningTcp(
  refusal: Refusal,
  { time, path }: RateBan,
  again: BanAgain | undefined,
  logging: Logging | undefined,
): Chain {
  const ban = { side: 'destination', time, path, again } as const;
  return chain(tcpBan[refusal], [
    draft('already', [to(sets.proven)], pass, path),
    draft('no.longer.known', [], { kind: 'forget', set: sets.known, side: 'destination' }, path),
    ...(refusal === 'refused' ? provenDrafts(ban, refuseTo(chains.answersHeld)) : proven(ban)),
    ...logDrafts(`ban ${refusal}`, logging),
    draft('held', [to(sets.proven)], drop, path),
    draft('pass', [], pass, path),
  ]);
}

/** `either`: an answer that the full table cannot count goes out all the same. Forged datagrams count for UDP alone. */
function metersOf(refusal: Refusal, ban: RateBan, { asked: size }: Sizes): readonly Meter[] {
  const rest = { key: 'destination', sense: 'over', size, whenFull: 'either', origin: ban.path } as const;
  const wider = widened(ban, ofServed);
  const bytes = (id: MeterId, limit: RateBan) =>
    byteMeter(id, inBytes(limit), { key: 'destination', size, whenFull: 'either' });
  return [
    bucketMeter(meters[refusal], ban, rest),
    bucketMeter(tcpMeter[refusal], ban, rest),
    bytes(tcpBytes[refusal], ban),
    bucketMeter(servedMeter[refusal], wider, rest),
    bytes(servedBytes[refusal], wider),
  ];
}

/** As many bytes as that number of answers has at least, in steps that xt_hashlimit keeps as they are. */
function inBytes({ rate, burst, path }: RateBan): ByteLimit {
  const step = (bytes: number, size: number) => Math.ceil(bytes / size) * size;
  const perSecond = step((rate.count * shortestAnswer) / secondsIn[rate.unit], 64);
  return {
    perSecond: perSecond as Count,
    burst: (perSecond + step(burst * shortestAnswer, 1_024)) as Count,
    path,
  };
}
