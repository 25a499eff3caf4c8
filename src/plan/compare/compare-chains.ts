import type { ListedChain } from '../listing.js';
import type { ChainChange, FieldChange, Origin, RuleChange } from '../plan.js';
import { type ChainDifference, compareChain, type RuleDifference } from './compare-chain.js';
import { compareFields } from './compare-fields.js';

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
