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
import { chains as names, learnedSet, meters, sets } from './names.js';
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
 * The ruleset with a second set of the strangers' lanes in it, with the limits of the profile, for as long as the one entry of `alarm` stands.
 * What is refused too often of strangers writes the entry, and writes it anew as long as that goes on. Whoever is trusted, known or called
 * meets nothing of it. A pure function of what `lower` made of both.
 *
 * @param strict The ruleset of `stricter`.
 */
export function whileAlarmed(ruleset: Ruleset, strict: Ruleset, alarm: Alarm): Ruleset {
  const rename = renamed(ruleset, strict);
  const other = new Map(strict.chains.map((one) => [one.id, { ...one, rules: one.rules.map(rename.rule) }]));
  const base = new Map(ruleset.chains.map((one) => [one.id, one]));
  const inside = differing(base, other);
  const stands: Match = address('source', sets.alarm);
  const gated = ruleset.chains.map((one) => (inside.has(one.id) ? one : { ...one, rules: one.rules.flatMap(gate) }));
  const copies = [...other.values()].flatMap((one) => (inside.has(one.id) ? [copy(one)] : []));

  function gate(rule: Rule): readonly Rule[] {
    if (rule.shortcut !== undefined || !chainsAfter(rule).some((id) => inside.has(id))) return [rule];
    const enter: Rule = {
      ...rule,
      id: ruleId(`${rule.id}.alarm`),
      matches: [...rule.matches, stands],
      action: redirected(rule.action, inside),
      origin: alarm.path,
    };
    return [enter, rule];
  }

  function copy(one: Chain): Chain {
    const id = copyOf(one.id);
    const same = base.get(one.id)?.rules ?? [];
    const rules = one.rules.map((rule) => ({
      ...rule,
      id: ruleId(id + rule.id.slice(one.id.length)),
      action: redirected(rule.action, inside),
      origin: same.some((before) => isDeepStrictEqual(before, rule)) ? rule.origin : ofProfile(alarm, rule.origin),
    }));
    return { ...one, id, name: id, rules };
  }

  return raised(keepReachable({ ...ruleset, ...rename.declared(alarm), chains: [...gated, ...copies] }), alarm);
}

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
    ends.includes(one.id) ? { ...one, rules: [{ ...tells, id: ruleId(`${one.id}.alarm`) }, ...one.rules] } : one,
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

/** What the strict rules count and list otherwise has names of its own. */
function renamed(ruleset: Ruleset, strict: Ruleset) {
  const own = <T extends { readonly id: string }>(before: readonly T[], now: readonly T[]): ReadonlySet<string> => {
    const known = new Map(before.map((one) => [one.id, one]));
    return new Set(now.flatMap((one) => (isDeepStrictEqual(known.get(one.id), one) ? [] : [one.id])));
  };
  // What rules have learned is the same whoever asks.
  const listed = strict.sets.filter(({ kind }) => kind === 'static');
  const [ofMeters, ofTables, ofLists] = [
    own(ruleset.meters, strict.meters),
    own(ruleset.tables, strict.tables),
    own(ruleset.sets, listed),
  ];
  const to = (id: string, names: ReadonlySet<string>) => (names.has(id) ? `${id}.alarm` : id);
  const match = (one: Match): Match => {
    if (one.kind === 'limit') return { ...one, meter: meterId(to(one.meter, ofMeters)) };
    if (one.kind === 'connections') return { ...one, table: tableId(to(one.table, ofTables)) };
    return one.kind === 'address' ? { ...one, set: setId(to(one.set, ofLists)) } : one;
  };
  const known = new Set(ruleset.sets.map(({ id }) => id));
  return {
    rule: (rule: Rule): Rule => ({ ...rule, matches: rule.matches.map(match) }),
    declared: (alarm: Alarm) => {
      const fresh = <T extends { readonly id: string; readonly origin: PolicyPath }>(
        all: readonly T[],
        names: ReadonlySet<string>,
      ) =>
        all.flatMap((one) =>
          names.has(one.id)
            ? [{ ...one, id: to(one.id, names) as T['id'], name: to(one.id, names), origin: ofProfile(alarm, one.origin) }]
            : [],
        );
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

/** Of the strangers alone, so that the others are not asked whether the alarm stands. */
const ofStrangers = (id: ChainId): boolean => /^(?:strangers|banned|encrypted|tcp)\./.test(id);

/** The chains that are others with the profile, and those of strangers that lead to one. A rule that counts cannot be asked twice. */
function differing(
  base: ReadonlyMap<ChainId, Chain>,
  other: ReadonlyMap<ChainId, Chain>,
): ReadonlySet<ChainId> {
  const inside = new Set(
    [...other.values()].flatMap((one) => (isDeepStrictEqual(base.get(one.id), one) ? [] : [one.id])),
  );
  for (let before = -1; before < inside.size; ) {
    before = inside.size;
    for (const { id, rules } of other.values()) {
      const leading = rules.filter((rule) => chainsAfter(rule).some((next) => inside.has(next)));
      const charges = leading.some(({ matches }) => matches.some(({ kind }) => kind === 'limit' || kind === 'connections'));
      if (leading.length > 0 && (ofStrangers(id) || charges)) inside.add(id);
    }
  }
  return inside;
}

function redirected(action: Action, inside: ReadonlySet<ChainId>): Action {
  const to = (id: ChainId) => (inside.has(id) ? copyOf(id) : id);
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
