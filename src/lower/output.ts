import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy, Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Transport } from '../ruleset/match.js';
import type { Chain, LearnedSet } from '../ruleset/ruleset.js';
import { methods } from '../sip/method.js';
import { classify, requestStart, responseStart } from './classifier.js';
import { type Present, toPorts, trustedRule, untracked } from './entry.js';
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
    answers(chains.outputUdp, 'udp', [...untrack, ...trustedRule(present, 'destination')], learns),
    answers(chains.outputTcp, 'tcp', [...untrack, ...trustedRule(present, 'destination')], learns),
    ...(learns ? [called()] : []),
    chain(chains.outputOther, [draft('pass', [], pass, origin)]),
  ];
}

/** Most of what a switch sends are responses, so they are told first. */
function answers(id: ChainId, transport: Transport, first: readonly Draft[], learns: boolean): Chain {
  if (!learns) return chain(id, first);
  const cases = [
    { text: responseStart, chain: chains.outputOther },
    ...methods.map((method) => ({ text: requestStart(method), chain: chains.outputCalled })),
  ];
  return chain(id, [...first, draft('class', [], classify(transport, cases, chains.outputOther), origin)]);
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
  return chain(chains.outputCalled, [draft('learn', [], learn, origin), draft('pass', [], pass, origin)]);
}

export function calledSet(sizes: Sizes): LearnedSet {
  return {
    kind: 'learned',
    id: sets.called,
    name: sets.called,
    family: 'any',
    timeout: fiveMinutes,
    size: sizes.called,
    origin,
  };
}
