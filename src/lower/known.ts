import type { PolicyPath } from '../policy/path.js';
import type { Known, Sizes } from '../policy/policy.js';
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
  const named = methods.filter(
    (method) => known.limits.has(method) || known.perPort.has(method) || asks(method).length > 0,
  );
  const own = { ...sizes, sources: sizes.known };
  return part({
    chains: [
      entry(chains.knownUdp, 'udp', named),
      entry(chains.knownTcp, 'tcp', named),
      ...named.map((method) => lane(classChain(method), known, method)),
      lane(chains.knownOther, known, 'other'),
      ...(encrypted ? [unread(known)] : []),
    ],
    meters: [
      ...meterList('known.port', known.perPort, own, () => 'open'),
      ...meterList('known', known.limits, own, () => 'closed'),
    ],
  });
}

function entry(id: ChainId, transport: Transport, named: readonly Method[]): Chain {
  const cases = named.map((method) => ({ text: requestStart(method), chain: classChain(method) }));
  return chain(id, [draft('class', [], classify(transport, cases, chains.knownOther), origin)]);
}

/**
 * The port first: what one machine behind an office's address has too much is not counted against its colleagues. Whoever
 * changes his port meets the limit of the source.
 */
function lane(id: ChainId, known: Known, name: Method | 'other'): Chain {
  return chain(id, [
    ...limitDrafts('known.port', entriesFor(known.perPort, name), chains.knownRefused),
    ...limitDrafts('known', entriesFor(known.limits, name), chains.knownRefused),
    ...asks(name),
    draft('pass', [], pass, origin),
  ]);
}

function unread({ limits, perPort }: Known): Chain {
  return chain(chains.knownEncrypted, [
    ...limitDrafts('known.port', allOnly(perPort), chains.knownRefused),
    ...limitDrafts('known', allOnly(limits), chains.knownRefused),
    draft('pass', [], pass, origin),
  ]);
}
