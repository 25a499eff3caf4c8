import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sip } from '../policy/policy.js';
import type { Chain, LearnedSet } from '../ruleset/ruleset.js';
import { forgiven, pardon } from './bans.js';
import { classify } from './classifier.js';
import { address } from './entry.js';
import { byHand, chains, learnedSet, meters, sets } from './names.js';
import { deniedCases, lowerRefusedAnswers, type Refusal, statusOffset } from './refusals.js';
import { qualifyMeter, waits } from './remember.js';
import { chain, type Draft, draft, goTo, join, type Part, part, pass } from './write.js';

const origin: PolicyPath = ['sip', 'known'];
const to = (set: (typeof sets)[keyof typeof sets]) => address('destination', set);

/** The lanes of the answers: over UDP a 200 teaches who is known; refusals are counted. */
export function lowerAnswers(policy: Policy): Part {
  const { sip } = policy;
  const cases = [{ text: '200 ', chain: chains.answersOk }, ...deniedCases(sip)];
  return join([
    part({
      chains: [
        chain(chains.answersUdp, [
          draft('class', [], classify('udp', cases, chains.outputOther, statusOffset), origin),
        ]),
        ...ok(sip),
        learned(sip),
        chain(chains.answersKnown, [learnKnown(sip), draft('pass', [], pass, origin)]),
      ],
      sets: learnedSets(sip),
      meters: [qualifyMeter(sip.sizes)],
    }),
    lowerRefusedAnswers(policy),
  ]);
}

/**
 * The 200 to a call, or to its BYE, looks like that to a REGISTER: where both are asked for, it makes nobody registered who was not before, or one
 * anonymous call that is answered would spare whoever guesses passwords beside it. Who registers beside his calls stays what he is.
 *
 * Most answers of 200 are to what a customer asks beside REGISTER and INVITE, and teach nothing: three lookups, and out. */
function ok(sip: Sip): readonly Chain[] {
  return [
    chain(chains.answersOk, [
      draft('qualified', [to(sets.qualifying)], goTo(chains.answersQualified), origin),
      draft('asked', [to(sets.asked)], goTo(chains.answersRegistered), origin),
      draft('ringing', [to(sets.ringing)], goTo(chains.answersLearn), origin),
      draft('pass', [], pass, origin),
    ]),
    chain(chains.answersQualified, [
      draft('paid', [], { kind: 'forget', set: sets.qualifying, side: 'destination' }, origin),
      draft('pass', [], pass, origin),
    ]),
    chain(chains.answersRegistered, [
      draft('seen', [], { kind: 'count' }, origin),
      draft('tainted', [to(sets.taint)], pass, origin),
      { ...learnDraft('registered', sip), suffix: 'renewed', matches: [to(sets.registered)] },
      draft('either', [to(sets.ringing)], goTo(chains.answersLearn), origin),
      draft('ended', [to(sets.ended)], goTo(chains.answersLearn), origin),
      learnDraft('registered', sip),
      ...forgiven(sip.bans),
      draft('learn', [], goTo(chains.answersLearn), origin),
    ]),
  ];
}

/** Whoever becomes known is pardoned: the ban goes, and where the backend can, the count. */
function learned(sip: Sip): Chain {
  const { bans } = sip;
  const refill = (refusal: Refusal) =>
    bans[refusal] === undefined
      ? []
      : [draft(`refill.${refusal}`, [], { kind: 'refill', meter: meters[refusal] }, bans[refusal].path)];
  return chain(chains.answersLearn, [
    draft('tainted', [to(sets.taint)], pass, origin),
    draft('known', [to(sets.known)], goTo(chains.answersKnown), origin),
    learnKnown(sip),
    ...pardon,
    ...refill('challenged'),
    ...refill('refused'),
    draft('pass', [], pass, origin),
  ]);
}

const learnKnown = (sip: Sip): Draft => learnDraft('known', sip);

const learnDraft = (set: 'known' | 'registered', { known }: Sip): Draft =>
  draft(
    set === 'known' ? 'learn' : set,
    [],
    { kind: 'learn', set: sets[set], side: 'destination', timeout: known.remember },
    [...origin, 'remember'],
  );

const learnedSets = ({ sizes }: Sip): readonly LearnedSet[] => [
  ...(['known', 'registered'] as const).map((set) => learnedSet(set, byHand, sizes.known, origin)),
  ...(['asked', 'ringing', 'taint', 'qualifying', 'ended'] as const).map((set) =>
    learnedSet(set, waits[set], sizes.asked, origin),
  ),
];
