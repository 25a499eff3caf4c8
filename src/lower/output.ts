import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Transport } from '../ruleset/match.js';
import type { Chain, LearnedSet } from '../ruleset/ruleset.js';
import { methods } from '../sip/method.js';
import { pardon } from './bans.js';
import { classify, requestStart, responseStart } from './classifier.js';
import { type Present, toPorts, trustedRule, untracked } from './entry.js';
import { learnedSet } from './learned-set.js';
import { chains, sets } from './names.js';
import { chain, type Draft, draft, pass } from './write.js';

const origin: PolicyPath = ['sip', 'known'];
const fiveMinutes = 300_000 as Milliseconds;

/**
 * What the switch sends from its SIP ports. Its requests teach `called`; nothing else does: a keep-alive answered
 * with CRLF or STUN would let anybody into that lane. The hook is there even where nothing follows it: a second load
 * of iptables' rules leaves the jumps from the built-in chains as they are, so every policy needs the same ones.
 */
export function lowerOutput(policy: Policy, present: Present): readonly Chain[] {
  const { sip } = policy;
  const learns = sip.strangers !== 'deny';
  const untrack = untracked(policy);
  const first = [...untrack, ...trustedRule(present, 'destination')];
  const loopback = draft('loopback', [{ kind: 'loopback' }], pass, []);
  if (!learns && untrack.length === 0) return [chain(chains.output, [loopback], 'output')];
  const to = (transport: Transport, target: ChainId) => {
    const from = { side: 'source', transport, ports: sip[transport] } as const;
    return toPorts('sip', from, target, ['sip', 'ports', transport]);
  };
  return [
    chain(
      chains.output,
      [
        loopback,
        ...untrack.flatMap((rule) => encryptedOut(policy, rule)),
        ...to('udp', chains.outputUdp),
        ...to('tcp', chains.outputTcp),
      ],
      'output',
    ),
    ...(learns ? teaching(first) : [chain(chains.outputUdp, first), chain(chains.outputTcp, first)]),
  ];
}

/** Nothing that a switch sends begins so but a response: four bytes tell it, most of what leaves. */
const response = responseStart.slice(0, 4);

function teaching(first: readonly Draft[]): readonly Chain[] {
  const told = (id: ChainId, transport: Transport, answers: ChainId, otherwise: ChainId) => {
    const cases = [
      { text: response, chain: answers },
      ...methods.map((method) => ({ text: requestStart(method), chain: chains.outputCalled })),
    ];
    return chain(id, [...first, draft('class', [], classify(transport, cases, otherwise), origin)]);
  };
  return [
    told(chains.outputUdp, 'udp', chains.answersUdp, chains.outputOther),
    told(chains.outputTcp, 'tcp', chains.answersTcp, chains.outputStream),
    called(),
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

function called(): Chain {
  const learn = { kind: 'learn', set: sets.called, side: 'destination', timeout: fiveMinutes } as const;
  return chain(chains.outputCalled, [
    draft('learn', [], learn, origin),
    ...pardon,
    draft('pass', [], pass, origin),
  ]);
}

export const calledSet = (sizes: Sizes): LearnedSet =>
  learnedSet('called', fiveMinutes, sizes.called, origin);
