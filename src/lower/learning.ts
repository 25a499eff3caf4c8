import type { PolicyPath } from '../policy/path.js';
import type { Sip } from '../policy/policy.js';
import { type ChainId, chainId, ruleId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import { keepReachable } from '../ruleset/reachable.js';
import { chainsAfter, isFinal } from '../ruleset/references.js';
import type { Action, Chain, ClockSet, Rule, Ruleset } from '../ruleset/ruleset.js';
import { address } from './entry.js';
import { chains as names, sets } from './names.js';
import { isEndOfObserving, observing } from './observing.js';
import { isOutsideRule } from './strangers-from.js';

/** Where a packet enters the lanes: on the way in, and behind conntrack. */
const entrances: ReadonlySet<ChainId> = new Set([
  names.sipUdp,
  names.sipTcp,
  names.sipEncrypted,
  names.tcp,
  names.inputSip,
]);

const copyOf = (id: ChainId): ChainId => chainId(`${id}.learning`);

/**
 * The ruleset with a second set of lanes in it, which refuse nothing, for as long as the clock `learning` runs: what `observing` makes of
 * them. Whoever is trusted or blocked has left before the clock is asked. Services, `default` and the list of the blocked hold all the time.
 */
export function whileLearning(ruleset: Ruleset, { time, path }: NonNullable<Sip['learn']>): Ruleset {
  const observed = new Map(observing(ruleset, isOutsideRule).chains.map((chain) => [chain.id, chain]));
  const changed = differing(ruleset.chains, observed);
  const copied = (id: ChainId) => changed.has(id) && !isSearching(ruleset, id);
  const clock: Match = address('source', sets.learning);
  const chains = ruleset.chains.map((chain) => {
    const awake = chain.rules.map((rule) => (rule.shortcut ? afterwards(rule, clock) : rule));
    const first = awake.findIndex((rule) => !rule.shortcut && isTouched(rule, changed));
    if (!entrances.has(chain.id) || first < 0) return { ...chain, rules: awake };
    const enter: Rule = {
      id: ruleId(`${chain.id}.learning`),
      family: 'any',
      matches: [clock],
      action: { kind: 'goto', chain: copyOf(chain.id) },
      origin: path,
    };
    return { ...chain, rules: [...awake.slice(0, first), enter, ...awake.slice(first)] };
  });
  const copies = [...observed.values()].flatMap((chain) =>
    copied(chain.id) ? [copy(chain, ruleset, copied)] : isEndOfObserving(chain.id) ? [chain] : [],
  );
  return keepReachable({
    ...ruleset,
    sets: [...ruleset.sets, clockOf(time, path)],
    chains: [...chains, ...copies],
  });
}

const clockOf = (lasts: ClockSet['lasts'], origin: PolicyPath): ClockSet => ({
  kind: 'clock',
  id: sets.learning,
  name: sets.learning,
  family: 'any',
  lasts,
  origin,
});

const afterwards = (rule: Rule, clock: Match): Rule =>
  clock.kind === 'address' ? { ...rule, matches: [{ ...clock, negate: true }, ...rule.matches] } : rule;

/** The chains that refuse somebody, or lead to one that does; a hook has its packets once. */
function differing(chains: readonly Chain[], observed: ReadonlyMap<ChainId, Chain>): ReadonlySet<ChainId> {
  const changed = new Set<ChainId>();
  for (let before = -1; before < changed.size; ) {
    before = changed.size;
    for (const { id, hook, rules } of chains)
      if (hook === undefined && observed.has(id) && rules.some((rule) => isTouched(rule, changed)))
        changed.add(id);
  }
  return changed;
}

const isTouched = (rule: Rule, changed: ReadonlySet<ChainId>): boolean =>
  rule.noted !== undefined ||
  (rule.action.kind === 'learn' && rule.action.full !== undefined) ||
  chainsAfter(rule).some((id) => changed.has(id));

const isSearching = ({ chains }: Ruleset, id: ChainId): boolean =>
  chains.some((chain) => chain.id === id && chain.rules.some(searches));
const searches = ({ matches }: Rule): boolean => matches.some(({ kind }) => kind === 'contains');

function copy(chain: Chain, ruleset: Ruleset, copied: (id: ChainId) => boolean): Chain {
  const id = copyOf(chain.id);
  const rules = chain.rules.map((rule) => ({
    ...rule,
    id: ruleId(id + rule.id.slice(chain.id.length)),
    action: redirected(rule.action, ruleset, copied),
  }));
  return { ...chain, id, name: id, rules };
}

/** A search finds nobody who would be refused now, so what comes to it goes on as if nothing had been found. */
function redirected(action: Action, ruleset: Ruleset, copied: (id: ChainId) => boolean): Action {
  const to = (id: ChainId) => (copied(id) ? copyOf(id) : id);
  switch (action.kind) {
    case 'goto':
      return isSearching(ruleset, action.chain)
        ? endOf(ruleset, action.chain)
        : { ...action, chain: to(action.chain) };
    case 'classify':
      return {
        ...action,
        cases: action.cases.map((one) => ({ ...one, chain: to(one.chain) })),
        otherwise: to(action.otherwise),
      };
    case 'learn':
    case 'pass':
    case 'accept':
    case 'drop':
    case 'reject':
    case 'reset':
    case 'forget':
    case 'refill':
    case 'note':
    case 'count':
    case 'log':
    case 'untrack':
    case 'mark':
      return action;
  }
}

function endOf({ chains }: Ruleset, id: ChainId): Action {
  const last = chains.find((chain) => chain.id === id)?.rules.at(-1)?.action;
  if (last === undefined || !isFinal(last)) throw new Error(`${id} has no end`);
  return last;
}
