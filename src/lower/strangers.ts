import type { Count } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limit, LimitKey, Limits, Sip, Sizes, Strangers } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Action, Chain, LearnedSet, Meter } from '../ruleset/ruleset.js';
import { type Method, methods } from '../sip/signature.js';
import { provenDrops, toBanned } from './bans.js';
import { type ClassName, namedMethods } from './classes.js';
import { caseOf, classifier, keepaliveForms, responseStart } from './classifier.js';
import { hasEncrypted } from './entry.js';
import { greylistTime, meterList } from './limits.js';
import { byteMeter } from './meters.js';
import { chains, learnedSet, meters } from './names.js';
import { innocent, paying, shortestRequest } from './remember.js';
import { sharedCap, sharedMeters, sharedSets } from './shares.js';
import { type ClassOf, everyStranger, strangersClass } from './strangers-class.js';
import { chain, draft, goTo, type Part, part, refuseTo } from './write.js';

const origin: PolicyPath = ['sip', 'strangers'];
const classChain = (name: ClassName): ChainId => chainId(`strangers.${name}`);

/** ACK and BYE are apart from the others that no map names: they spoil nothing (`remembers`). */
const ownChain = (strangers: Strangers, method: Method): boolean =>
  innocent.has(method) || namedMethods(strangers).includes(method);

/** Where a stranger's request of this method goes. */
export const strangersChain = (strangers: Strangers, method: Method): ChainId =>
  ownChain(strangers, method) ? classChain(method) : chains.other;

/** The UDP lane of everybody who is neither trusted nor known nor called: by class, from the cheapest limit to the common cap. */
export function lowerStrangers(sip: Sip, strangers: Strangers, after: Action): Part {
  const classes = methods.filter((method) => ownChain(strangers, method));
  const every = everyStranger(strangers);
  const lane = (id: ChainId, name: ClassName, more: Partial<ClassOf> = {}) =>
    strangersClass(id, name, { strangers, every, after, requests: [], ...more });
  const lanes = classes.flatMap((name) => lane(classChain(name), name));
  return part({
    chains: [
      ...classifier(
        chains.strangersUdp,
        {
          origin,
          cases: [
            ...methods.map((method) => caseOf(method, strangersChain(strangers, method))),
            { text: responseStart, chain: chains.response },
          ],
          otherwise: chains.unrecognised,
          dropping: new Set(lanes.filter(refusesAll).map(({ id }) => id)),
        },
        [...provenDrops, { ...toBanned(chains.bannedUdp), askedBy: 'order' }],
      ),
      ...lanes,
      ...lane(chains.other, 'other'),
      ...lane(chains.keepalive, 'keepalive'),
      // A shorter one is no request: the first line and the header fields that each must have take more (RFC 3261 8.1.1).
      ...unrecognised(
        lane(chains.unrecognised, 'unrecognised', { requests: [{ kind: 'larger', bytes: shortestRequest }] }),
      ),
      ...paying({ pays: chains.pays, twice: chains.twice, after }, chains.refuse),
      responses(),
      ...every.chains,
    ],
    sets: [...greetedSet(strangers, sip.sizes), ...sharedSets(sip, strangers)],
    meters: [...metersOf(sip, strangers), ...sharedMeters(sip, strangers)],
  });
}

const refusesAll = ({ rules: [first] }: Chain): boolean => first !== undefined && first.matches.length === 0;

/** Keep-alives are told apart here, after everything that begins like SIP: four comparisons that few packets meet. */
function unrecognised([first, ...others]: readonly Chain[]): readonly Chain[] {
  if (first === undefined) return [];
  const keepalives = chain(
    first.id,
    keepaliveForms.map((form) =>
      draft(form, [{ kind: 'keepalive', form }], goTo(chains.keepalive), [...origin, 'limits', 'keepalive']),
    ),
  );
  return [{ ...first, rules: [...keepalives.rules, ...first.rules] }, ...others];
}

/** Answers to requests that the switch never sent: a flood of them passes every limit on methods. */
function responses(): Chain {
  return chain(chains.response, [draft('uncalled', [], refuseTo(chains.refuse), origin)]);
}

/** A first OPTIONS is remembered forty times as long as an idle bucket. */
const greetedPerSource = 4;

function greetedSet({ limits }: Strangers, { sources }: Sizes): readonly LearnedSet[] {
  const options = limits.get('OPTIONS');
  return options?.kind === 'greylist'
    ? [learnedSet('greeted', greylistTime, (sources * greetedPerSource) as Count, options.path)]
    : [];
}

function metersOf(sip: Sip, strangers: Strangers): readonly Meter[] {
  const { sizes, learn } = sip;
  const encrypted = hasEncrypted(sip);
  const whenFull = (key: LimitKey) => (capped(strangers.together, key, encrypted) ? 'open' : 'closed');
  // While customers are learned, what the whole cap would refuse is counted.
  const together = [...strangers.together].filter(
    ([key]) => learn !== undefined || sharedCap(strangers, key) === undefined,
  );
  const { udp } = strangers.bytes;
  const rest = { key: 'source', size: sizes.sources, whenFull: 'open' } as const;
  return [
    ...meterList('strangers', strangers.limits, sizes, whenFull),
    ...(udp === undefined ? [] : [byteMeter(meters.bytesUdp, udp, rest)]),
    ...meterList('subnet', strangers.perSubnet, sizes, whenFull),
    ...meterList('together', new Map(together), sizes, () => 'closed'),
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
