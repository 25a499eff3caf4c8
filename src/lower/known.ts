import type { PolicyPath } from '../policy/path.js';
import type { Known, Limits, Sizes } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Transport } from '../ruleset/match.js';
import type { Chain } from '../ruleset/ruleset.js';
import { type Method, methods } from '../sip/method.js';
import { allOnly, entriesFor } from './classes.js';
import { classify, requestStart } from './classifier.js';
import { limitDrafts, meterList } from './limits.js';
import { chains } from './names.js';
import { asks } from './remember.js';
import { chain, draft, type Part, part, pass } from './write.js';

const origin: PolicyPath = ['sip', 'known', 'limits'];
const classChain = (method: Method): ChainId => chainId(`known.${method}`);

/**
 * The lane of sources that the switch has answered with a 200: their own limits and nothing else, before any ban. REGISTER
 * and INVITE are written down here too: only their 200 keeps a source known, so that a customer who is one no more, and is
 * still answered 200 to his OPTIONS, is forgotten in time.
 */
export function lowerKnown(known: Known, sizes: Sizes, encrypted: boolean): Part {
  const named = methods.filter((method) => known.limits.has(method) || asks(method).length > 0);
  return part({
    chains: [
      entry(chains.knownUdp, 'udp', named),
      entry(chains.knownTcp, 'tcp', named),
      ...named.map((method) => lane(classChain(method), known.limits, method)),
      lane(chains.knownOther, known.limits, 'other'),
      ...(encrypted ? [unread(known.limits)] : []),
    ],
    meters: meterList('known', known.limits, { ...sizes, sources: sizes.known }, () => 'closed'),
  });
}

function entry(id: ChainId, transport: Transport, named: readonly Method[]): Chain {
  const cases = named.map((method) => ({ text: requestStart(method), chain: classChain(method) }));
  return chain(id, [draft('class', [], classify(transport, cases, chains.knownOther), origin)]);
}

function lane(id: ChainId, limits: Limits, name: Method | 'other'): Chain {
  return chain(id, [
    ...limitDrafts('known', entriesFor(limits, name), chains.knownRefused),
    ...asks(name),
    draft('pass', [], pass, origin),
  ]);
}

function unread(limits: Limits): Chain {
  return chain(chains.knownEncrypted, [
    ...limitDrafts('known', allOnly(limits), chains.knownRefused),
    draft('pass', [], pass, origin),
  ]);
}
