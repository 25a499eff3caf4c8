import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sizes } from '../policy/policy.js';
import { mediaPorts } from '../policy/service.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Transport } from '../ruleset/match.js';
import type { Chain, LearnedSet } from '../ruleset/ruleset.js';
import { methods } from '../sip/signature.js';
import { pardon } from './bans.js';
import { caseOf, classify, responseStart } from './classifier.js';
import { address, type Present, toPorts, trustedRule, untracked, untrackedMedia } from './entry.js';
import { chains, learnedSet, sets } from './names.js';
import { refusalCases } from './refusals.js';
import { longestBare } from './remember.js';
import { chain, type Draft, draft, drop, pass } from './write.js';

const origin: PolicyPath = ['sip', 'known'];
const fiveMinutes = 300_000 as Milliseconds;
/** Longer than calls last. What a call is, no rule sees; its ACK is the last word of the switch until somebody hangs up. */
const callTime = 43_200_000 as Milliseconds;

/**
 * What the switch sends from its SIP ports. Its datagrams with requests teach `called`, an ACK that it is in a call; nothing
 * else does: a keep-alive answered with CRLF or STUN would let anybody into that lane. The hook is there even where nothing follows it: a second load
 * of iptables' rules leaves the jumps from the built-in chains as they are, so every policy needs the same ones.
 */
export function lowerOutput(policy: Policy, present: Present): readonly Chain[] {
  const { sip } = policy;
  const learns = sip.strangers !== 'deny';
  const untrack = untracked(policy);
  const first = [...untrack, ...trustedRule(present, 'destination')];
  const loopback = draft('loopback', [{ kind: 'loopback' }], pass, []);
  const media = mediaOut(policy);
  if (sip.at !== undefined)
    return [chain(chains.output, [loopback], 'output'), ...(learns ? teaching(first, policy) : [])];
  if (!learns && untrack.length === 0) return [chain(chains.output, [loopback, ...media], 'output')];
  const ours = sip.to === undefined ? [] : [address('source', sets.sipTo)];
  const to = (transport: Transport, target: ChainId) => {
    const from = { side: 'source', transport, ports: sip[transport] } as const;
    return toPorts('sip', from, target, ['sip', 'ports', transport], ours);
  };
  return [
    chain(
      chains.output,
      [
        loopback,
        ...media,
        ...untrack.flatMap((rule) => encryptedOut(policy, rule)),
        ...to('udp', chains.outputUdp),
        ...to('tcp', chains.outputTcp),
      ],
      'output',
    ),
    ...(learns ? teaching(first, policy) : [chain(chains.outputUdp, first), chain(chains.outputTcp, first)]),
  ];
}

function mediaOut(policy: Policy): readonly Draft[] {
  const found = mediaPorts(policy);
  if (found === undefined) return [];
  return untrackedMedia(policy, [{ kind: 'ports', transport: 'udp', side: 'source', ports: [found.ports] }]);
}

/**
 * What a banned source had asked for when it was banned is answered still, dozens of guesses where they come in one write. Data alone:
 * the reset that ends its connection goes out by here too.
 */
const provenAnswers: Draft = draft(
  'proven',
  [address('destination', sets.proven), { kind: 'longer', bytes: longestBare }],
  drop,
  ['sip', 'bans'],
);

/** Nothing that a switch sends begins so but a response: four bytes tell it, most of what leaves. */
const response = responseStart.slice(0, 4);

function teaching(first: readonly Draft[], { sip }: Policy): readonly Chain[] {
  const udp = [
    { text: response, chain: chains.answersUdp },
    ...methods.map((method) => caseOf(method, method === 'ACK' ? chains.outputCalling : chains.outputCalled)),
  ];
  const counted = refusalCases(sip).length > 0;
  const tcp = draft(
    'class',
    [],
    classify('tcp', [{ text: response, chain: chains.answersTcp }], chains.answersInside),
    origin,
  );
  return [
    chain(chains.outputUdp, [...first, draft('class', [], classify('udp', udp, chains.outputOther), origin)]),
    chain(chains.outputTcp, [...first, provenAnswers, ...(counted ? [tcp] : [])]),
    sent(chains.outputCalled, 'called', fiveMinutes),
    sent(chains.outputCalling, 'calling', callTime),
    chain(chains.outputOther, [draft('pass', [], pass, origin)]),
  ];
}

function encryptedOut(policy: Policy, rule: Draft): readonly Draft[] {
  return (['udp', 'tcp'] as const).flatMap((transport) => {
    const ports = policy.sip.encrypted[transport];
    const match = { kind: 'ports', transport, side: 'source', ports } as const;
    return ports.length === 0
      ? []
      : [{ ...rule, suffix: `${rule.suffix}.encrypted.${transport}`, matches: [match] }];
  });
}

function sent(id: ChainId, set: 'called' | 'calling', timeout: Milliseconds): Chain {
  return chain(id, [
    draft('learn', [], { kind: 'learn', set: sets[set], side: 'destination', timeout }, origin),
    ...pardon,
    draft('pass', [], pass, origin),
  ]);
}

export const calledSets = (sizes: Sizes): readonly LearnedSet[] => [
  learnedSet('called', fiveMinutes, sizes.called, origin),
  learnedSet('calling', callTime, sizes.called, origin),
];
