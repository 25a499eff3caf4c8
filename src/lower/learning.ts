import type { PolicyPath } from '../policy/path.js';
import type { Sip } from '../policy/policy.js';
import { type ChainId, chainId, type RuleId, ruleId, wouldSuffix } from '../ruleset/ids.js';
import type { Match, Side } from '../ruleset/match.js';
import { chainsAfter, isFinal, keepReachable } from '../ruleset/references.js';
import type { Action, Chain, ClockSet, Rule, Ruleset } from '../ruleset/ruleset.js';
import { address } from './entry.js';
import { chains as names, sets } from './names.js';
import { isBan } from './noted.js';
import { waits } from './remember.js';
import { isOutsideRule } from './strangers-from.js';

const origin: PolicyPath = ['sip', 'known'];

/** What would have been refused whole, and what finds no place in `taint`. */
const unheard = chainId('observed.refused');
const unteachable = chainId('observed.taint.full');

const isEndOfObserving = (id: ChainId): boolean => id === unheard || id === unteachable;

/**
 * The rules of a policy that refuse nothing but the blocked: every rule that would refuse or ban says so and lets the packet go on to
 * the next one, so that it is remembered, and its answer teaches, as if it had passed. What is refused whatever it asks (a dropped
 * method, a closed port) passes too; in the lanes it spoils the 200 that it may earn, since in force it would never have had one.
 * What `holds` names stays as it is.
 * A pure function of what `lower` and `noteRefusing` made, so that it follows whatever they say.
 */
export function observing(ruleset: Ruleset, holds: (rule: Rule) => boolean = () => false): Ruleset {
  const taints = ruleset.sets.some(({ id }) => id === sets.taint);
  // At the devices only bans are met, sooner than elsewhere.
  const here = ruleset.chains.filter(({ hook }) => hook !== 'ingress');
  const jumpedTo = new Set(
    here.flatMap(({ rules }) =>
      rules.flatMap(({ action }) => (action.kind === 'jump' ? [action.chain] : [])),
    ),
  );
  const all = here.map((chain) => {
    const rules = chain.rules.flatMap((rule) => (holds(rule) ? [rule] : observedRule(rule)));
    return jumpedTo.has(chain.id) ? { ...chain, rules } : withEnd({ ...chain, rules }, taints);
  });
  const more = taints ? { unreadable: unheard, chains: [...all, ...tainting()] } : { chains: all };
  return keepReachable({ ...ruleset, devices: [], ...more });
}

/** One chain of it, with an end of its own where the last rule had been one that refuses everything. */
function withEnd(chain: Chain, taints: boolean): Chain {
  const last = chain.rules.at(-1);
  const ends = last !== undefined && last.matches.length === 0 && isFinal(last.action);
  const end: Rule = {
    id: ruleId(`${chain.id}.observed`),
    family: 'any',
    matches: [],
    action: taints && spoils(chain.id) ? { kind: 'goto', chain: unheard } : { kind: 'pass' },
    origin,
  };
  return ends ? chain : { ...chain, rules: [...chain.rules, end] };
}

/** A response is no request, and earns no 200. */
const spoils = (id: ChainId): boolean => id.startsWith('strangers.') && id !== names.response;

function observedRule(rule: Rule): readonly Rule[] {
  const { action, noted, shortcut } = rule;
  if (shortcut || action.kind === 'log' || countsBans(action)) return [];
  const banned = whomABanEnds(rule);
  if (banned !== undefined) return [would({ ...rule, noted: noted ?? banned })];
  // While sip.learn runs, some only say so already.
  if (noted !== undefined) return [action.kind === 'count' ? rule : would(rule)];
  if (action.kind === 'learn' && action.full !== undefined)
    return [{ ...rule, action: { ...action, full: unteachable } }];
  return [rule];
}

/** Nobody is banned, so nobody comes back. */
const countsBans = (action: Action): boolean =>
  action.kind === 'learn' && (action.set === sets.returned || action.set.startsWith(`${sets.returned}.`));

const would = ({ askedBy: _, ...rule }: Rule): Rule => ({
  ...rule,
  id: ruleId(`${rule.id}${wouldSuffix}`),
  action: { kind: 'count' },
});

/** The side of whom a rule drops because he is banned. */
function whomABanEnds({ matches, action }: Rule): Side | undefined {
  if (!isFinal(action) || action.kind === 'pass') return undefined;
  return matches.flatMap((match) =>
    match.kind === 'address' && isBan(match.set) && !match.negate ? [match.side] : [],
  )[0];
}

/** Where `taint` is full, nothing that has been asked teaches: a full set would be the way to become known. */
function tainting(): readonly Chain[] {
  const rule = (id: RuleId, action: Action): Rule => ({ id, family: 'any', matches: [], action, origin });
  const whole = (id: ChainId, rules: readonly Rule[]): Chain => ({ id, name: id, hook: undefined, rules });
  return [
    whole(unheard, [
      rule(ruleId(`${unheard}.taint`), {
        kind: 'learn',
        set: sets.taint,
        side: 'source',
        timeout: waits.taint,
        full: unteachable,
      }),
      rule(ruleId(`${unheard}.pass`), { kind: 'pass' }),
    ]),
    whole(unteachable, [
      ...([sets.asked, sets.ringing] as const).map((set) =>
        rule(ruleId(`${unteachable}.${set}`), { kind: 'forget', set, side: 'source' }),
      ),
      rule(ruleId(`${unteachable}.pass`), { kind: 'pass' }),
    ]),
  ];
}

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
    case 'jump':
      return { ...action, chain: to(action.chain) };
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
