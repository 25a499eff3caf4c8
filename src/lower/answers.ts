import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sip } from '../policy/policy.js';
import type { Transport } from '../ruleset/match.js';
import type { Action, Chain, ClassifyCase, LearnedSet } from '../ruleset/ruleset.js';
import { pardon } from './bans.js';
import { classify } from './classifier.js';
import { address } from './entry.js';
import { byHand, learnedSet } from './learned-set.js';
import { chains, meters, sets } from './names.js';
import { lowerRefusedAnswers, type Refusal, refusalChain, refusals } from './refusals.js';
import { noLongerAsked, waits } from './remember.js';
import { chain, type Draft, draft, goTo, join, type Part, part, pass } from './write.js';

const origin: PolicyPath = ['sip', 'known'];
const to = (set: (typeof sets)[keyof typeof sets]) => address('destination', set);

/** RFC 3261 7.2: `SIP/2.0 `, then the status. */
const statusOffset = 8;

/** The lanes of the answers: a 200 teaches who is known, refusals are counted. */
export function lowerAnswers(policy: Policy): Part {
  const { sip } = policy;
  const told = (transport: Transport, otherwise: typeof chains.outputOther) =>
    draft('class', [], byStatus(transport, sip, otherwise), origin);
  return join([
    part({
      chains: [
        chain(chains.answersUdp, [told('udp', chains.outputOther)]),
        chain(chains.answersTcp, [provisional, told('tcp', chains.outputStream)]),
        chain(chains.outputStream, [...lastWord, draft('pass', [], pass, origin)]),
        ok(),
        learned(sip),
        chain(chains.answersKnown, [learnKnown(sip.known.remember), draft('pass', [], pass, origin)]),
      ],
      sets: learnedSets(sip),
    }),
    lowerRefusedAnswers(policy),
  ]);
}

function byStatus(transport: Transport, { bans }: Sip, otherwise: typeof chains.outputOther): Action {
  const refused = (Object.keys(refusals) as Refusal[]).flatMap((refusal) => {
    const counted = bans[refusal] !== undefined || transport === 'tcp';
    const cases = refusals[refusal].map((status): ClassifyCase => {
      return { text: `${status} `, chain: refusalChain(refusal, transport) };
    });
    return counted ? cases : [];
  });
  return classify(
    transport,
    [{ text: '200 ', chain: chains.answersOk }, ...refused],
    otherwise,
    statusOffset,
  );
}

/** Nothing is decided yet: the 200 may follow. */
const provisional: Draft = draft(
  'provisional',
  [{ kind: 'payload', transport: 'tcp', offset: statusOffset, text: '1' }],
  pass,
  origin,
);

const lastWord = noLongerAsked([{ kind: 'data' }]);

/** Most answers of 200 are to what a customer asks beside REGISTER and INVITE, and teach nothing: two lookups, and out. */
function ok(): Chain {
  return chain(chains.answersOk, [
    draft('asked', [to(sets.asked)], goTo(chains.answersLearn), origin),
    draft('ringing', [to(sets.ringing)], goTo(chains.answersLearn), origin),
    draft('pass', [], pass, origin),
  ]);
}

/** Whoever becomes known is pardoned: the ban goes, and where the backend can, the count. */
function learned({ known, bans }: Sip): Chain {
  const refill = (refusal: Refusal) =>
    bans[refusal] === undefined
      ? []
      : [draft(`refill.${refusal}`, [], { kind: 'refill', meter: meters[refusal] }, bans[refusal].path)];
  return chain(chains.answersLearn, [
    draft('known', [to(sets.known)], goTo(chains.answersKnown), origin),
    draft('tainted', [to(sets.taint)], pass, origin),
    learnKnown(known.remember),
    ...pardon,
    ...refill('challenged'),
    ...refill('refused'),
    draft('pass', [], pass, origin),
  ]);
}

const learnKnown = (timeout: LearnedSet['timeout']): Draft =>
  draft('learn', [], { kind: 'learn', set: sets.known, side: 'destination', timeout }, [
    ...origin,
    'remember',
  ]);

const learnedSets = ({ sizes }: Sip): readonly LearnedSet[] => [
  learnedSet('known', byHand, sizes.known, origin),
  ...(['asked', 'ringing', 'taint'] as const).map((set) => learnedSet(set, waits[set], sizes.asked, origin)),
];
