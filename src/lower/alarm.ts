import { isDeepStrictEqual } from 'node:util';
import { emptySet } from '../net/address-set.js';
import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Alarm, Policy, Strangers } from '../policy/policy.js';
import { type ChainId, chainId, meterId, ruleId, setId, tableId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import { chainsAfter, keepReachable } from '../ruleset/references.js';
import type { Action, Chain, LearnedSet, Rule, Ruleset } from '../ruleset/ruleset.js';
import { address } from './entry.js';
import { bucketMeter } from './meters.js';
import { learnedSet, meters, chains as names, sets } from './names.js';
import { chain, draft, jumpTo } from './write.js';

/** Longer than any attack, and what ipset and nft both keep. */
const sinceTime = (24 * 86_400_000) as Milliseconds;

/** The ends of what is refused of strangers. */
const ends: readonly ChainId[] = [names.refuse, names.tcpRefused, names.outside];

/** The policy whose strangers are those of the profile. Nobody is known where they are denied, so there they come from nowhere instead. */
export function stricter(policy: Policy, { strangers, path }: Alarm): Policy {
  const { sip } = policy;
  if (sip.strangers === 'deny') return policy;
  const denied: Strangers = { ...sip.strangers, from: { ...policy.trusted, set: emptySet, lists: [], path } };
  return { ...policy, sip: { ...sip, strangers: strangers === 'deny' ? denied : strangers } };
}

/**
 * The ruleset in which strangers meet the limits of the profile instead of their own, for as long as the one entry of `alarm` stands. A chain
 * that says something else with the profile asks for it where that begins, and goes on in its copy; the others are the same for both.
 * What is refused too often of strangers writes the entry, and writes it anew as long as that goes on. A pure function of what `lower` made
 * of both.
 *
 * @param strict The ruleset of `stricter`.
 */
export function whileAlarmed(ruleset: Ruleset, strict: Ruleset, alarm: Alarm): Ruleset {
  const rename = renamed(ruleset, strict);
  const other = strict.chains.map((one) => ({ ...one, rules: one.rules.map(rename.rule) }));
  const base = new Map(ruleset.chains.map((one) => [one.id, one]));
  const pairs = differing(base, other);
  const asked = askedFirst(ruleset.chains, new Set(pairs.keys()));
  const isShort = (id: ChainId) => asked.has(id) && (pairs.get(id)?.rules.length ?? 0) <= mostWrittenOut;
  const changed: ReadonlySet<ChainId> = new Set([...pairs.keys()].filter((id) => !isShort(id)));
  const copies: Copies = { base, changed, alarm };
  const chains = ruleset.chains.flatMap((one) => {
    const pair = pairs.get(one.id);
    if (pair === undefined) return [one];
    if (isShort(one.id)) return [withinItself(one, pair, copies)];
    return besideIt(one, pair, asked.has(one.id), copies);
  });
  const fresh = other.flatMap((one) =>
    base.has(one.id) ? [] : [{ ...one, rules: one.rules.map((rule) => told(rule, copies)) }],
  );
  const all = { ...ruleset, ...rename.declared(alarm), chains: [...chains, ...fresh] };
  return raised(keepReachable(all), alarm);
}

interface Copies {
  readonly base: ReadonlyMap<ChainId, Chain>;
  /** Those that have a copy beside them. */
  readonly changed: ReadonlySet<ChainId>;
  readonly alarm: Alarm;
}

const stands: Match = address('source', sets.alarm);

/** A short one: each rule of the profile asks for the alarm. */
function withinItself(one: Chain, { same, rules }: Differs, copies: Copies): Chain {
  const own = rules.map((rule): Rule => {
    const copy = copied(rule, one, copies);
    return { ...copy, matches: [stands, ...copy.matches] };
  });
  return { ...one, rules: [...one.rules.slice(0, same), ...own, ...one.rules.slice(same)] };
}

/** Where it begins to differ, a rule leads to the copy. */
function besideIt(one: Chain, { same, rules }: Differs, asks: boolean, copies: Copies): readonly Chain[] {
  const id = copyOf(one.id);
  const enter: Rule = {
    id: ruleId(id),
    family: 'any',
    matches: [stands],
    action: { kind: 'goto', chain: id },
    origin: copies.alarm.path,
  };
  const gate = asks ? [enter] : [];
  const copy = { id, name: id, hook: undefined, rules: rules.map((rule) => copied(rule, one, copies)) };
  return [
    { ...one, rules: [...one.rules.slice(0, same), ...gate, ...one.rules.slice(same)] },
    writtenOut(copy, copies),
  ];
}

function copied(rule: Rule, { id, rules }: Chain, copies: Copies): Rule {
  const isSame = rules.some((before) => isDeepStrictEqual(before, rule));
  const one = isSame ? { ...rule, action: redirected(rule.action, copies.changed) } : told(rule, copies);
  return { ...one, id: ruleId(copyOf(id) + rule.id.slice(id.length)) };
}

/** The way to a copy is one step longer, and this one shorter, so that a packet goes no deeper than without. */
function writtenOut(one: Chain, { base, changed }: Copies): Chain {
  const last = one.rules.at(-1);
  const next =
    last?.action.kind === 'goto' && last.matches.length === 0 ? base.get(last.action.chain) : undefined;
  if (next === undefined || changed.has(next.id) || next.rules.length > mostWrittenOut) return one;
  const rules = next.rules.map((rule) => ({ ...rule, id: ruleId(one.id + rule.id.slice(next.id.length)) }));
  return { ...one, rules: [...one.rules.slice(0, -1), ...rules] };
}

/** Those that a packet can come to from a chain without a copy. The others are behind one that has asked: a kernel's stack is not deep. */
function askedFirst(chains: readonly Chain[], changed: ReadonlySet<ChainId>): ReadonlySet<ChainId> {
  const outside = chains.filter(({ id }) => !changed.has(id));
  const entered = outside.flatMap(({ rules }) =>
    rules.filter(({ action }) => action.kind !== 'jump').flatMap(chainsAfter),
  );
  return new Set([...entered, ...chains.flatMap(({ id, hook }) => (hook === undefined ? [] : [id]))]);
}

const jumped = ({ action }: Rule): readonly ChainId[] => (action.kind === 'jump' ? [action.chain] : []);

/** So many rules stand in the place of a step to a chain of them: a kernel's stack is not deep. */
const mostWrittenOut = 4;

/** A rule that the profile alone has. */
const told = (rule: Rule, { changed, alarm }: Copies): Rule => ({
  ...rule,
  action: redirected(rule.action, changed),
  origin: ofProfile(alarm, rule.origin),
});

const ofProfile = ({ profile }: Alarm, origin: PolicyPath): PolicyPath => ['profiles', profile, ...origin];

const copyOf = (id: ChainId): ChainId => chainId(`${id}.alarm`);

/** Too much of what strangers send is refused: the entry is written, and when it was not there, since when as well. */
function raised(ruleset: Ruleset, { over, hold, path }: Alarm): Ruleset {
  const write = (name: string, matches: readonly Match[], set: LearnedSet['id'], timeout: Milliseconds) =>
    draft(name, matches, { kind: 'learn', set, side: 'source', timeout }, path);
  const absent: Match = { kind: 'address', side: 'source', set: sets.alarm, negate: true };
  const meter = bucketMeter(meters.alarm, over, {
    ...{ key: 'all', sense: 'over', size: 1 as Count, whenFull: 'closed', origin: path },
  });
  const tells: Omit<Rule, 'id'> = {
    family: 'any',
    matches: [{ kind: 'limit', meter: meters.alarm }],
    action: jumpTo(names.alarm),
    origin: path,
  };
  const counted = ruleset.chains.map((one) =>
    ends.includes(one.id)
      ? { ...one, rules: [{ ...tells, id: ruleId(`${one.id}.alarm`) }, ...one.rules] }
      : one,
  );
  const writing = chain(names.alarm, [
    write('begins', [absent], sets.alarmed, sinceTime),
    write('holds', [], sets.alarm, hold),
  ]);
  const one = 1 as Count;
  return {
    ...ruleset,
    chains: [...counted, writing],
    meters: [...ruleset.meters, meter],
    sets: [
      ...ruleset.sets,
      learnedSet('alarm', hold, one, path, 'all'),
      learnedSet('alarmed', sinceTime, one, path, 'all'),
    ],
  };
}

interface Named {
  readonly id: string;
  readonly origin: PolicyPath;
}

const ofAlarm = (id: string): string => `${id}.alarm`;

/** The name of what the profile counts or lists otherwise, and the policy's line that says so. */
const named = <T extends Named>({ id, origin }: T, alarm: Alarm) => ({
  id: ofAlarm(id) as T['id'],
  name: ofAlarm(id),
  origin: ofProfile(alarm, origin),
});

/** What is new or otherwise than before. */
function changedIds<T extends { readonly id: string }>(
  before: readonly T[],
  now: readonly T[],
): ReadonlySet<string> {
  const known = new Map(before.map((one) => [one.id, one]));
  return new Set(now.filter((one) => !isDeepStrictEqual(known.get(one.id), one)).map(({ id }) => id));
}

/** What the strict rules count and list otherwise has names of its own. */
function renamed(ruleset: Ruleset, strict: Ruleset) {
  // What rules have learned is the same whoever asks.
  const listed = strict.sets.filter(({ kind }) => kind === 'static');
  const [ofMeters, ofTables, ofLists] = [
    changedIds(ruleset.meters, strict.meters),
    changedIds(ruleset.tables, strict.tables),
    changedIds(ruleset.sets, listed),
  ];
  const to = (id: string, names: ReadonlySet<string>) => (names.has(id) ? ofAlarm(id) : id);
  const match = (one: Match): Match => {
    if (one.kind === 'limit') return { ...one, meter: meterId(to(one.meter, ofMeters)) };
    if (one.kind === 'connections') return { ...one, table: tableId(to(one.table, ofTables)) };
    return one.kind === 'address' ? { ...one, set: setId(to(one.set, ofLists)) } : one;
  };
  const known = new Set(ruleset.sets.map(({ id }) => id));
  return {
    rule: (rule: Rule): Rule => ({ ...rule, matches: rule.matches.map(match) }),
    declared: (alarm: Alarm) => {
      const fresh = <T extends Named>(all: readonly T[], names: ReadonlySet<string>) =>
        all.filter(({ id }) => names.has(id)).map((one) => ({ ...one, ...named(one, alarm) }));
      return {
        meters: [...ruleset.meters, ...fresh(strict.meters, ofMeters)],
        tables: [...ruleset.tables, ...fresh(strict.tables, ofTables)],
        sets: [
          ...ruleset.sets,
          ...fresh(listed, ofLists),
          ...strict.sets.filter(({ id, kind }) => kind !== 'static' && !known.has(id)),
        ],
      };
    },
  };
}

/** From where on a chain is another one with the profile: how many rules are the same, and those that follow. */
interface Differs {
  readonly same: number;
  readonly rules: readonly Rule[];
}

/** Chains that are others with the profile, those that go through one, and those that stand between them alone. */
function differing(
  base: ReadonlyMap<ChainId, Chain>,
  other: readonly Chain[],
): ReadonlyMap<ChainId, Differs> {
  const found = new Map<ChainId, Differs>();
  const leadsIn = (rule: Rule) => chainsAfter(rule).some((next) => found.has(next));
  const between = (id: ChainId) =>
    [...base.values()].every((one) => found.has(one.id) || !one.rules.flatMap(chainsAfter).includes(id));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { id, hook, rules } of other) {
      const own = base.get(id)?.rules;
      if (own === undefined || found.has(id)) continue;
      const inner = hook === undefined && rules.some(leadsIn) && between(id);
      const first = rules.findIndex(
        (rule, index) =>
          !isDeepStrictEqual(own[index], rule) || (leadsIn(rule) && (inner || jumped(rule).length > 0)),
      );
      const same = first < 0 ? rules.length : first;
      if (first >= 0 || own.length > rules.length) found.set(id, { same, rules: rules.slice(same) });
    }
  }
  return found;
}

function redirected(action: Action, changed: ReadonlySet<ChainId>): Action {
  const to = (id: ChainId) => (changed.has(id) ? copyOf(id) : id);
  switch (action.kind) {
    case 'goto':
    case 'jump':
      return { ...action, chain: to(action.chain) };
    case 'classify':
      return {
        ...action,
        cases: action.cases.map((one) => ({ ...one, chain: to(one.chain) })),
        otherwise: to(action.otherwise),
      };
    case 'learn':
      return action.full === undefined ? action : { ...action, full: to(action.full) };
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
