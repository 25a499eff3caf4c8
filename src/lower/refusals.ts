import type { PolicyPath } from '../policy/path.js';
import type { Logging, Policy, RateBan } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Transport } from '../ruleset/match.js';
import type { Chain, Meter } from '../ruleset/ruleset.js';
import { banDrafts } from './bans.js';
import { address } from './entry.js';
import { bucketMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { logDrafts } from './refuse.js';
import { noLongerAsked } from './remember.js';
import { chain, draft, goTo, type Part, part, pass } from './write.js';

/** The answers that count against a stranger. One count over all of them would ban a cold office of 50 phones (measured). */
export const refusals = { challenged: ['401', '407'], refused: ['403', '404'] } as const;
export type Refusal = keyof typeof refusals;

const transports: readonly Transport[] = ['udp', 'tcp'];
const banChain: { readonly [R in Refusal]: ChainId } = {
  challenged: chains.banChallenged,
  refused: chains.banRefused,
};

export const refusalChain = (refusal: Refusal, transport: Transport): ChainId =>
  chainId(`answers.${refusal}.${transport}`);

export function lowerRefusedAnswers({ sip, logging }: Policy): Part {
  const each = (Object.keys(refusals) as Refusal[]).map((refusal) => ({ refusal, ban: sip.bans[refusal] }));
  return part({
    chains: each.flatMap(({ refusal, ban }) => [
      ...transports.flatMap((transport) => counting(refusal, transport, ban)),
      ...(ban === undefined ? [] : [banning(refusal, ban, logging)]),
    ]),
    meters: each.flatMap(({ refusal, ban }) =>
      ban === undefined ? [] : [meterOf(refusal, ban, sip.sizes.asked)],
    ),
  });
}

const to = (set: (typeof sets)[keyof typeof sets]) => address('destination', set);

/** Only who has asked is counted: an answer that a forged Via sends to a third party bans nobody. */
function counting(refusal: Refusal, transport: Transport, ban: RateBan | undefined): readonly Chain[] {
  const id = refusalChain(refusal, transport);
  const counted = chainId(`counted.${refusal}.${transport}`);
  const origin: PolicyPath = ban?.path ?? ['sip', 'known'];
  const over =
    ban === undefined
      ? []
      : [draft('over', [{ kind: 'limit', meter: meters[refusal] }], goTo(banChain[refusal]), origin)];
  return [
    chain(id, [
      draft('asked', [to(sets.asked)], goTo(counted), origin),
      draft('ringing', [to(sets.ringing)], goTo(counted), origin),
      draft('pass', [], pass, origin),
    ]),
    chain(counted, [
      ...(transport === 'tcp' ? noLongerAsked([]) : []),
      draft('known', [to(sets.known)], pass, origin),
      ...over,
      draft('pass', [], pass, origin),
    ]),
  ];
}

/**
 * The answer itself goes out: a phone with an old password is told so. Whoever is banned already sends what a parole lets
 * through, and its ban is not cut to the time of this one. Nothing is lost: the bucket stays empty, so the first refusal
 * behind the end of the ban begins a new one.
 */
function banning(refusal: Refusal, ban: RateBan, logging: Logging | undefined): Chain {
  return chain(banChain[refusal], [
    draft('already', [to(sets.banned)], pass, ban.path),
    ...banDrafts('destination', ban.time, ban.path, pass),
    ...logDrafts(`ban ${refusal}`, logging),
    draft('pass', [], pass, ban.path),
  ]);
}

/** `either`: an answer that the full table cannot count goes out all the same. */
function meterOf(refusal: Refusal, ban: RateBan, size: Meter['size']): Meter {
  const rest = { key: 'destination', sense: 'over', size, whenFull: 'either', origin: ban.path } as const;
  return bucketMeter(meters[refusal], ban, rest);
}
