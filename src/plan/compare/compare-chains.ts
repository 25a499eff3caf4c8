import type { ListedChain, ListedRule } from '../listing.js';
import type { ChainChange, FieldChange, Origin, RuleChange, Verb } from '../plan.js';
import { compareFields, compareGroup, fieldsText, moved } from './compare-rules.js';

/** A rule id of one chain that is not as it should be. */
export interface RuleDifference {
  readonly verb: Verb;
  readonly id: string | undefined;
  readonly fields: readonly FieldChange[];
  readonly text: string;
}

export interface ChainDifference {
  readonly rules: readonly RuleDifference[];
  readonly unchanged: number;
}

/** Compares by rule id: first what is wanted, in its order, then what is there and not wanted. */
function compareChain(live: ListedChain | undefined, wanted: ListedChain | undefined): ChainDifference {
  const before = byId(live?.rules ?? []);
  const after = byId(wanted?.rules ?? []);
  const shifted = moved([...before.keys()], [...after.keys()]);
  const differences = [...after].flatMap(([key, rules]): readonly RuleDifference[] => {
    const old = before.get(key);
    const [{ id } = { id: undefined }] = rules;
    if (old === undefined) return [{ verb: 'add', id, fields: [], text: groupText(rules) }];
    const fields = compareGroup(old, rules);
    if (fields.length > 0) return [{ verb: 'change', id, fields, text: '' }];
    return shifted.has(key) ? [{ verb: 'move', id, fields: [], text: '' }] : [];
  });
  const gone = [...before].filter(([key]) => !after.has(key));
  const removals = gone.map(
    ([, rules]): RuleDifference => ({ verb: 'remove', id: rules[0]?.id, fields: [], text: groupText(rules) }),
  );
  return { rules: [...differences, ...removals], unchanged: after.size - differences.length };
}

/** A rule may be several lines. What bears no id of ours is a group for itself, known by its words. */
function byId(rules: readonly ListedRule[]): ReadonlyMap<string, readonly ListedRule[]> {
  const groups = new Map<string, ListedRule[]>();
  for (const rule of rules) {
    const key = rule.id ?? `\0${fieldsText(rule.fields)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return groups;
}

function groupText(rules: readonly ListedRule[]): string {
  const first = fieldsText(rules[0]?.fields ?? []);
  const more = rules.length - 1;
  return more > 0 ? `${first} (and ${more} ${more === 1 ? 'line' : 'lines'} more)` : first;
}

export interface ChainsDifference {
  readonly changes: readonly (RuleChange | ChainChange)[];
  readonly unchanged: number;
}

/** Names that are digests over other words of the rule: they change with those, and alone say nothing to a reader. */
const followers: ReadonlySet<string> = new Set(['hashlimit-name']);

/** All chains, in the order of the policy; a rule that both families carry is one change. */
export function compareChains(
  live: readonly ListedChain[],
  wanted: readonly ListedChain[],
  originOf: (id: string) => Origin | undefined,
): ChainsDifference {
  const keyOf = ({ place, name }: ListedChain) => `${place} ${name}`;
  const before = new Map(live.map((chain) => [keyOf(chain), chain]));
  const after = new Map(wanted.map((chain) => [keyOf(chain), chain]));
  const merged = new Map<string, RuleChange | ChainChange>();
  const unchanged = new Set<string>();
  for (const key of new Set([...after.keys(), ...before.keys()])) {
    const [old, next] = [before.get(key), after.get(key)];
    const { name, place } = (next ?? old) as ListedChain;
    const difference = compareChain(old, next);
    for (const rule of difference.rules) merge(merged, ruleChange(rule, name, place, originOf));
    const chain = chainChange(old, next, difference);
    if (chain !== undefined) merge(merged, chain);
    for (const { id } of next?.rules ?? []) unchanged.add(`${name} ${id}`);
  }
  for (const change of merged.values())
    if (change.kind === 'rule') unchanged.delete(`${change.chain} ${change.id}`);
  return { changes: [...merged.values()], unchanged: unchanged.size };
}

function ruleChange(
  { verb, id, fields, text }: RuleDifference,
  chain: string,
  place: string,
  originOf: (id: string) => Origin | undefined,
): RuleChange {
  const origin = id === undefined ? undefined : originOf(id);
  const telling = fields.filter(({ key }) => !followers.has(key));
  return {
    kind: 'rule',
    verb,
    id,
    chain,
    places: [place],
    text,
    origin,
    fields: telling.length > 0 ? telling : fields,
  };
}

/** A chain that has rules is told by them. */
function chainChange(
  old: ListedChain | undefined,
  next: ListedChain | undefined,
  { rules }: ChainDifference,
): ChainChange | undefined {
  const { name: chain, place } = (next ?? old) as ListedChain;
  const common = { kind: 'chain', chain, places: [place], origin: undefined } as const;
  if (old === undefined || next === undefined) {
    const verb = old === undefined ? 'add' : 'remove';
    return rules.length > 0 ? undefined : { ...common, verb, fields: [] };
  }
  const fields = compareFields(old.attributes, next.attributes);
  return fields.length === 0 ? undefined : { ...common, verb: 'change', fields };
}

const fieldText = (field: FieldChange): string => JSON.stringify(field);

function merge(changes: Map<string, RuleChange | ChainChange>, change: RuleChange | ChainChange): void {
  const name = change.kind === 'rule' ? (change.id ?? `\0${change.text}`) : '';
  const key = [change.kind, change.verb, change.chain, name].join(' ');
  const found = changes.get(key);
  if (found === undefined) {
    changes.set(key, change);
    return;
  }
  const told = new Set(found.fields.map(fieldText));
  const fields = [...found.fields, ...change.fields.filter((one) => !told.has(fieldText(one)))];
  changes.set(key, { ...found, fields, places: [...new Set([...found.places, ...change.places])] });
}
