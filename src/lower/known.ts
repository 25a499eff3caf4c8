import type { PolicyPath } from '../policy/path.js';
import type { Known, Limits, Sizes } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Chain, ClassifyCase } from '../ruleset/ruleset.js';
import { type Method, methods } from '../sip/signature.js';
import { allOnly, entriesFor } from './classes.js';
import { caseOf, classifier, responseStart } from './classifier.js';
import { limitDrafts, meterList } from './limits.js';
import { chains } from './names.js';
import { asks, innocent, knownPaying, shortestRequest } from './remember.js';
import { chain, type Draft, draft, goTo, type Part, part, pass, type Shared, shared } from './write.js';

const origin: PolicyPath = ['sip', 'known', 'limits'];
const classChain = (name: string): ChainId => chainId(`known.${name}`);
const tainting = classChain('tainting');
const unread = classChain('unread');
const pays: readonly Draft[] = [draft('pays', [], goTo(chains.knownPays), origin)];

/**
 * The lane of sources that the switch has answered with a 200: their own limits and nothing else, before any ban. REGISTER
 * and INVITE are written down here too, and what may be answered 200 beside them: only their 200 keeps a source known, so
 * that a customer who is one no more, and is still answered 200 to his OPTIONS, is forgotten in time.
 */
export function lowerKnown(known: Known, sizes: Sizes, encrypted: boolean): Part {
  const asking = methods.filter((method) => asks(method).length > 0);
  const limited = methods.filter((method) => known.limits.has(method) || known.perPort.has(method));
  const named = methods.filter((method) => asking.includes(method) || limited.includes(method));
  const own = { ...sizes, sources: sizes.known };
  // What remains taints, as does whatever begins like nothing known: a request is longer than what `unread` lets go.
  const told = (method: Method): readonly ClassifyCase[] => {
    if (named.includes(method)) return [caseOf(method, classChain(method))];
    return innocent.has(method) ? [caseOf(method, chains.knownOther)] : [];
  };
  const every = shared(
    chains.knownEvery,
    limitDrafts('known', allOnly(known.limits), chains.knownRefused),
    origin,
  );
  const larger: Match = { kind: 'larger', bytes: shortestRequest };
  return part({
    chains: [
      ...classifier(
        chains.knownUdp,
        {
          origin,
          cases: [
            ...methods.flatMap((method) => told(method)),
            { text: responseStart, chain: chains.knownOther },
          ],
          otherwise: unread,
        },
        every.drafts,
      ),
      ...named.map((method) => lane(classChain(method), known, method)),
      lane(tainting, known, 'other', pays),
      ...knownPaying(pass),
      lane(chains.knownOther, known, 'other'),
      chain(unread, [
        draft('long', [larger], goTo(tainting), origin),
        draft('short', [], goTo(chains.knownOther), origin),
      ]),
      ...(encrypted ? [unreadable(known, every)] : []),
      ...every.chains,
    ],
    meters: [
      ...meterList('known', known.limits, own, () => 'closed'),
      ...meterList('known.port', known.perPort, own, () => 'open'),
    ],
  });
}

/**
 * `all` of the source first: whoever forges a customer's address with all its ports fills no table that other customers need
 * (measured with xt_hashlimit, which drops what it cannot take). The ports then, so that what one machine behind an office's
 * address sends too much is not counted against its colleagues; the source's own limit for the method last.
 */
function lane(
  id: ChainId,
  { limits, perPort }: Known,
  name: Method | 'other',
  remembered: readonly Draft[] = innocent.has(name) || name === 'other' || asks(name).length > 0
    ? asks(name)
    : pays,
): Chain {
  const refused = chains.knownRefused;
  const withoutAll = (map: Limits): Limits => new Map([...map].filter(([key]) => key !== 'all'));
  return chain(id, [
    ...limitDrafts('known.port', entriesFor(perPort, name), refused),
    ...limitDrafts('known', entriesFor(withoutAll(limits), name), refused),
    ...remembered,
    ...(remembered === pays ? [] : [draft('pass', [], pass, origin)]),
  ]);
}

function unreadable({ perPort }: Known, every: Shared): Chain {
  return chain(chains.knownEncrypted, [
    ...every.drafts,
    ...limitDrafts('known.port', allOnly(perPort), chains.knownRefused),
    draft('pass', [], pass, origin),
  ]);
}
