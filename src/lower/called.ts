import type { Count } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limits, Sip, Sizes, Strangers } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Chain, Meter } from '../ruleset/ruleset.js';
import type { Method } from '../sip/signature.js';
import { bannedDrop } from './bans.js';
import { allOnly, type ClassName, entriesFor } from './classes.js';
import { caseOf, classify, responseStart } from './classifier.js';
import { limitDrafts, meterList } from './limits.js';
import { bucketMeter } from './meters.js';
import { chains, meters } from './names.js';
import { asks, innocent, paying } from './remember.js';
import { strangersEntrance, toStrangers } from './strangers-from.js';
import { chain, draft, goTo, type Part, part, pass, type Shared, shared } from './write.js';

const origin: PolicyPath = ['sip', 'known', 'limits'];

/** What a called peer may send inside the dialogs that the switch began. */
const dialogMethods: readonly Method[] = [
  'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO', 'NOTIFY', 'REFER',
]; // biome-ignore format: a table

/** An online check every minute or two needs far less; OPTIONS beyond it goes the strangers' way. */
const optionsBucket = { rate: { count: 1 as Count, unit: 'second' }, burst: 5 as Count } as const;

/**
 * The lane of sources to which the switch sent a request in the last five minutes, or with which it is in a call: answers and in-dialog requests
 * within the known limits, outside the common caps. What is over those limits is dropped without being counted
 * towards a ban: anybody can forge a trunk's address.
 */
export function lowerCalled({ known, sizes }: Sip, strangers: Strangers, strangersOptions: ChainId): Part {
  const named = dialogMethods.filter((method) => known.limits.has(method) || asks(method).length > 0);
  const target = (method: Method) => {
    if (named.includes(method)) return calledChain(method);
    return innocent.has(method) ? chains.calledDialog : chains.calledRequests;
  };
  const { limits } = known;
  const every = shared(
    chains.calledEvery,
    limitDrafts('called', allOnly(limits), chains.calledRefused),
    origin,
  );
  const dialog = (id: ChainId, name: ClassName, answered: boolean) =>
    inDialog(id, { limits, every, answered }, name);
  return part({
    chains: [
      entry(target, strangersEntrance(strangers)),
      ...named.map((method) => dialog(calledChain(method), method, !innocent.has(method))),
      dialog(chains.calledDialog, 'other', false),
      dialog(chains.calledRequests, 'other', true),
      ...every.chains,
      ...options(strangers, strangersOptions),
      ...paying({ pays: chains.calledPays, twice: chains.calledTwice, after: pass }),
    ],
    meters: [
      ...meterList('called', withoutOptions(limits), { ...sizes, sources: sizes.called }, () => 'closed'),
      optionsMeter(sizes),
    ],
  });
}

/** A limit on OPTIONS of known sources is not that of called ones, and their meters would have one id. */
const withoutAll = (limits: Limits): Limits => new Map([...limits].filter(([key]) => key !== 'all'));

const withoutOptions = (limits: Limits): Limits => new Map([...limits].filter(([key]) => key !== 'OPTIONS'));

const calledChain = (method: Method): ChainId => chainId(`called.${method}`);

/** What begins with a blank line is a stranger's, who reads over it. The kernel follows sixteen chains and no more (nft_chain_validate). */
function entry(target: (method: Method) => ChainId, others: ChainId): Chain {
  const cases = [
    { text: responseStart, chain: chains.calledDialog },
    ...dialogMethods.map((method) => caseOf(method, target(method))),
    caseOf('OPTIONS', calledChain('OPTIONS')),
  ];
  return chain(chains.calledUdp, [draft('class', [], classify('udp', cases, others), origin)]);
}

/** What may be answered 200 is paid for here too: a peer that was called once must not become known by its CANCEL. */
function inDialog(
  id: ChainId,
  {
    limits,
    every,
    answered,
  }: { readonly limits: Limits; readonly every: Shared; readonly answered: boolean },
  name: ClassName,
): Chain {
  return chain(id, [
    ...limitDrafts('called', entriesFor(withoutAll(limits), name), chains.calledRefused),
    ...every.drafts,
    ...asks(name),
    answered ? draft('pays', [], goTo(chains.calledPays), origin) : draft('pass', [], pass, origin),
  ]);
}

function options(strangers: Strangers, beyond: ChainId): readonly Chain[] {
  return [
    chain(calledChain('OPTIONS'), [
      draft('within', [{ kind: 'limit', meter: meters.calledOptions }], goTo(chains.calledPays), origin),
      bannedDrop,
      ...(strangers.from === undefined
        ? [draft('beyond', [], goTo(beyond), origin)]
        : toStrangers('beyond', strangers, beyond)),
    ]),
  ];
}

function optionsMeter(sizes: Sizes): Meter {
  return bucketMeter(meters.calledOptions, optionsBucket, {
    key: 'source',
    sense: 'within',
    size: sizes.called,
    whenFull: 'closed',
    origin,
  });
}
