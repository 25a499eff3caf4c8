import type { PolicyPath } from '../policy/path.js';
import type { Limit, LimitKey, Limits, Sizes, Strangers } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Action, Chain, Meter } from '../ruleset/ruleset.js';
import { type ClassName, entriesFor, namedMethods, sourceEntriesFor } from './classes.js';
import { classifier, keepaliveForms } from './classifier.js';
import { banned } from './entry.js';
import { limitDrafts, meterList } from './limits.js';
import { chains } from './names.js';
import { chain, type Draft, draft, goTo, type Part, part, refuseTo } from './write.js';

const origin: PolicyPath = ['sip', 'strangers'];
const classChain = (name: ClassName): ChainId => chainId(`strangers.${name}`);

/** The lane of everybody who is neither trusted nor called: by class, from the cheapest limit to the common cap. */
export function lowerStrangers(strangers: Strangers, sizes: Sizes, after: Action, encrypted: boolean): Part {
  const named = namedMethods(strangers);
  const target = (name: ClassName) =>
    named.some((method) => method === name) ? classChain(name) : chains.other;
  const classes: readonly ClassName[] = [...named, 'other', 'keepalive'];
  return part({
    chains: [
      classifier(chains.strangersUdp, 'udp', origin, target, chains.response, chains.unrecognised, [banned]),
      classifier(chains.strangersTcp, 'tcp', origin, target, chains.response, chains.other, [banned]),
      ...classes.map((name) => chain(classChain(name), limitsOf(strangers, name, after))),
      unrecognised(strangers, after),
      responses(),
    ],
    meters: metersOf(strangers, sizes, encrypted),
  });
}

/** Keep-alives are told apart here, after everything that begins like SIP: four comparisons that few packets meet. */
function unrecognised(strangers: Strangers, after: Action): Chain {
  const keepalives = keepaliveForms.map((form) =>
    draft(form, [{ kind: 'keepalive', form }], goTo(chains.keepalive), [...origin, 'limits', 'keepalive']),
  );
  return chain(chains.unrecognised, [...keepalives, ...limitsOf(strangers, 'unrecognised', after)]);
}

/** Answers to requests that the switch never sent: a flood of them passes every limit on methods. */
function responses(): Chain {
  return chain(chains.response, [draft('uncalled', [], refuseTo(chains.refuse), origin)]);
}

/** `max_size`, method or `other`, `all`, per subnet, together, and then on. What one limit refuses, the later ones do not count. */
function limitsOf(strangers: Strangers, name: ClassName, after: Action): readonly Draft[] {
  return untilUnconditional([
    ...entriesFor(strangers.maxSize, name).map(({ key, value }) =>
      draft(`size.${key}`, largerThan(value.bytes), refuseTo(chains.refuse), value.path),
    ),
    ...limitDrafts('strangers', sourceEntriesFor(strangers.limits, name)),
    ...limitDrafts('subnet', entriesFor(strangers.perSubnet, name)),
    ...limitDrafts('together', entriesFor(strangers.together, name)),
    draft('next', [], after, origin),
  ]);
}

/** Behind a rule that takes every packet, such as a method that is dropped, nothing else is reached. */
function untilUnconditional(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.slice(0, drafts.findIndex(({ matches }) => matches.length === 0) + 1);
}

/** A stream has no size of its own: UDP only. */
const largerThan = (bytes: number): readonly Match[] => [
  { kind: 'transport', transport: 'udp' },
  { kind: 'larger', bytes },
];

function metersOf(strangers: Strangers, sizes: Sizes, encrypted: boolean): readonly Meter[] {
  const whenFull = (key: LimitKey) => (capped(strangers.together, key, encrypted) ? 'open' : 'closed');
  return [
    ...meterList('strangers', strangers.limits, sizes, whenFull),
    ...meterList('subnet', strangers.perSubnet, sizes, whenFull),
    ...meterList('together', strangers.together, sizes, () => 'closed'),
  ];
}

/**
 * Whether everything that a per-source limit counts meets a common cap later. Only then may a full table let new
 * sources through. Encrypted ports have no common cap, so what they share with the others must close.
 */
function capped(together: Limits, key: LimitKey, encrypted: boolean): boolean {
  if (key === 'all' && encrypted) return false;
  if (isCap(together.get('all'))) return true;
  if (key !== 'all' && key !== 'other') return isCap(together.get(key) ?? together.get('other'));
  return isCap(together.get('other')) && [...together.values()].every(isCap);
}

const isCap = (limit: Limit | undefined) => limit !== undefined && limit.kind !== 'allow';
