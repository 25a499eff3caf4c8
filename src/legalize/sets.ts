import { cidrs } from '../net/cidrs.js';
import type { Capabilities } from '../platform/capabilities.js';
import { type SetId, setId } from '../ruleset/ids.js';
import { keepReachable } from '../ruleset/references.js';
import type { LearnedSet, Rule, Ruleset, SetDeclaration, Shortcut, StaticSet } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

/**
 * For a SET target that gives no time: an entry lives as long as its set says, so each time that rules ask for gets a
 * set of its own beside the one that an operator fills by hand. A rule that asks the set asks all of them.
 */
export function setForEachTime(ruleset: Ruleset): Ruleset {
  const timed = timedSets(ruleset);
  const all = (id: SetId): readonly SetId[] => [id, ...(timed.get(id) ?? []).map((set) => set.id)];
  const rules = mapRules(ruleset, (rule) => {
    const { action } = rule;
    if (action.kind === 'learn') {
      const own = timed.get(action.set)?.find(({ timeout }) => timeout === action.timeout);
      return [own === undefined ? rule : { ...rule, action: { ...action, set: own.id } }];
    }
    const asked = inEachSet(rule, all);
    if (action.kind !== 'forget') return asked;
    return asked.flatMap((one) => all(action.set).map((set) => ({ ...one, action: { ...action, set } })));
  });
  return { ...rules, sets: ruleset.sets.flatMap((set) => [set, ...(timed.get(set.id) ?? [])]) };
}

/** `banned.86400` for a ban of a day, of the same size as `banned`. */
function timedSets({ chains, sets }: Ruleset): ReadonlyMap<SetId, readonly LearnedSet[]> {
  const actions = chains.flatMap(({ rules }) => rules.map(({ action }) => action));
  return new Map(
    sets.flatMap((set) => {
      if (set.kind !== 'learned') return [];
      const times = actions.flatMap((action) =>
        action.kind === 'learn' && action.set === set.id && action.timeout !== set.timeout
          ? [action.timeout]
          : [],
      );
      const own = [...new Set(times)].map((timeout) => {
        const id = setId(`${set.id}.${Math.ceil(timeout / 1000)}`);
        return { ...set, id, timeout, name: set.name.replace(set.id, id) };
      });
      return [[set.id, own] as const];
    }),
  );
}

/** In any of them: a rule for each. In none of them: one rule that asks all. */
function inEachSet(rule: Rule, all: (id: SetId) => readonly SetId[]): readonly Rule[] {
  return rule.matches.reduce<readonly Rule[]>(
    (rules, match) =>
      rules.flatMap((one) => {
        if (match.kind !== 'address') return [{ ...one, matches: [...one.matches, match] }];
        const asked = all(match.set).map((set) => ({ ...match, set }));
        return match.negate
          ? [{ ...one, matches: [...one.matches, ...asked] }]
          : asked.map((question) => ({ ...one, matches: [...one.matches, question] }));
      }),
    [{ ...rule, matches: [] }],
  );
}

/** Each packet is compared with one rule after the other; a thousand comparisons cost about as much as all other rules. */
const mostNetworks = 1000;

/**
 * For ip6tables 1.4.7, which has no sets: a short list is written into the rules, a long one cannot be, and
 * what is learned has no place. A rule that asks a set which is not there never matches, as if the set were empty.
 */
export function withoutSets(ruleset: Ruleset, note: NoteFallback): Ruleset {
  const gone = new Set(ruleset.sets.filter((set) => fallsAway(set, note)).map(({ id }) => id));
  const rules = mapRules(ruleset, (rule) => withoutSet(rule, gone));
  const inline = (set: StaticSet): StaticSet => ({ ...set, inline: true });
  return keepReachable({
    ...rules,
    sets: ruleset.sets.flatMap((set) => (set.kind === 'static' && !gone.has(set.id) ? [inline(set)] : [])),
  });
}

function fallsAway(set: SetDeclaration, note: NoteFallback): boolean {
  const { id, origin } = set;
  if (set.kind !== 'static') {
    note({ kind: 'no-ipv6-learning', set: id, origin });
    return true;
  }
  const networks = [...cidrs(set.addresses, 'ipv6')].length;
  if (networks <= mostNetworks) return false;
  note({ kind: 'list-too-long', set: id, networks, most: mostNetworks, origin });
  return true;
}

function withoutSet(rule: Rule, gone: ReadonlySet<SetId>): readonly Rule[] {
  const { action } = rule;
  if ((action.kind === 'learn' || action.kind === 'forget') && gone.has(action.set)) return [];
  const asks = rule.matches.filter((match) => match.kind === 'address' && gone.has(match.set));
  if (asks.some((match) => match.kind === 'address' && !match.negate)) return [];
  // "Not yet counted" would hold for every packet, and a limit on such ones would count them all.
  if (asks.length > 0 && rule.matches.some(({ kind }) => kind === 'limit')) return [];
  return asks.length === 0
    ? [rule]
    : [{ ...rule, matches: rule.matches.filter((match) => !asks.includes(match)) }];
}

/** One set of what the host fetches is enough where hosts and networks are changed alike, and each set costs a lookup. */
export function withoutHosts(ruleset: Ruleset): Ruleset {
  const gone = new Set(ruleset.sets.flatMap((set) => (set.kind === 'fetched' && set.hosts ? [set.id] : [])));
  if (gone.size === 0) return ruleset;
  const rules = mapRules(ruleset, (rule) => withoutSet(rule, gone));
  return { ...rules, sets: ruleset.sets.filter(({ id }) => !gone.has(id)) };
}

/** Where no rule can take an address out of a set, it stays until its time is over. */
export function withoutForgets(ruleset: Ruleset, { forgets }: Capabilities, note: NoteFallback): Ruleset {
  if (forgets) return ruleset;
  return mapRules(ruleset, (rule) => {
    if (rule.action.kind !== 'forget') return [rule];
    note({ kind: 'no-forget', set: rule.action.set, origin: rule.origin });
    return [];
  });
}

/** The others fall away without a word: what they would drop is dropped a little later. Devices were asked for, so that is said. */
export function withoutShortcuts(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const atDevices = ruleset.devices.length > 0;
  const buckets = can.shortcuts === 'bucket' && (can.ingress || !atDevices);
  if (atDevices && !buckets) note({ kind: 'no-ingress', origin: ['target', 'devices'] });
  const kept: Shortcut = buckets ? 'bucket' : 'order';
  if (!ruleset.chains.some(({ rules }) => rules.some((rule) => isIdle(rule, kept)))) return ruleset;
  const without = mapRules(ruleset, (rule) => (isIdle(rule, kept) ? [] : [rule]));
  if (buckets) return keepReachable(without);
  const chains = without.chains.filter(({ hook }) => hook !== 'ingress');
  return keepReachable({ ...without, chains, devices: [] });
}

/** A shortcut of the other kind, or what shortcuts of this kind have asked before. */
const isIdle = ({ shortcut, askedBy }: Rule, kept: Shortcut): boolean =>
  (shortcut !== undefined && shortcut !== kept) || askedBy === kept;
