import type { ChainId, MeterId, SetId, TableId } from './ids.js';
import type { Match } from './match.js';
import type { Action, Chain, Rule, Ruleset } from './ruleset.js';

/** The chains that a rule may lead to. */
export function chainsAfter(rule: Rule): readonly ChainId[] {
  switch (rule.action.kind) {
    case 'goto':
    case 'jump':
      return [rule.action.chain];
    case 'classify':
      return [...rule.action.cases.map(({ chain }) => chain), rule.action.otherwise];
    case 'learn':
      return rule.action.full === undefined ? [] : [rule.action.full];
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
      return [];
  }
}

const matchesOf = <K extends Match['kind']>(rule: Pick<Rule, 'matches'>, kind: K) =>
  rule.matches.filter((match): match is Extract<Match, { kind: K }> => match.kind === kind);

/** The sets that a rule looks up, adds to or takes from. */
export function setOf({ action, ...rule }: Rule): readonly SetId[] {
  const changed =
    action.kind === 'learn' || action.kind === 'forget' || action.kind === 'note' ? [action.set] : [];
  return [...matchesOf(rule, 'address').map(({ set }) => set), ...changed];
}

/** The meters that a rule charges or refills. */
export function meterOf({ action, ...rule }: Rule): readonly MeterId[] {
  const refilled = action.kind === 'refill' ? [action.meter] : [];
  return [...matchesOf(rule, 'limit').map(({ meter }) => meter), ...refilled];
}

export const tableOf = (rule: Rule): readonly TableId[] =>
  matchesOf(rule, 'connections').map(({ table }) => table);

/** Whether a packet that an action takes meets no later rule of its chain. */
export function isFinal({ kind }: Action): boolean {
  switch (kind) {
    case 'pass':
    case 'accept':
    case 'drop':
    case 'reject':
    case 'reset':
    case 'goto':
    case 'classify':
      return true;
    case 'jump':
    case 'learn':
    case 'forget':
    case 'refill':
    case 'note':
    case 'count':
    case 'log':
    case 'untrack':
    case 'mark':
      return false;
  }
}

/**
 * The rules of a chain without the one at its end that lets through what is left: both kernels do so by themselves. Chains are entered by goto, so
 * that behind the last rule a packet is back at the hook (nf_tables_core.c), or behind the jump from the built-in chain (ip_tables.c). A chain that
 * is jumped to only refuses or falls through, and so do those to which it leads.
 */
export function withoutEnd(rules: readonly Rule[]): readonly Rule[] {
  const last = rules.at(-1);
  return last !== undefined && letsAllThrough(last) ? rules.slice(0, -1) : rules;
}

/** A chain that says nothing but that: who is sent there is let through at once. */
export const isEnd = ({ hook, rules }: Chain): boolean =>
  hook === undefined && withoutEnd(rules).length === 0;

const letsAllThrough = ({ matches, action: { kind } }: Rule): boolean =>
  matches.length === 0 && (kind === 'pass' || kind === 'accept');

/** Whether an action is about an address of the packet, so that it is for one family. */
export const actsOnAddress = ({ kind }: Action): boolean =>
  kind === 'learn' || kind === 'forget' || kind === 'refill' || kind === 'note';

/** The ids of `from` and of every chain that their rules can lead to. */
export function reachedFrom(from: readonly Chain[], chains: readonly Chain[]): ReadonlySet<ChainId> {
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  const reached = new Set<ChainId>();
  const visit = (chain: Chain): void => {
    if (reached.has(chain.id)) return;
    reached.add(chain.id);
    for (const id of chain.rules.flatMap(chainsAfter)) visit(chainById(byId, id));
  };
  for (const chain of from) visit(chain);
  return reached;
}

function chainById(chains: ReadonlyMap<ChainId, Chain>, id: ChainId): Chain {
  const chain = chains.get(id);
  if (chain === undefined) throw new Error(`no chain ${id}`);
  return chain;
}

/** Only what a hook, or a packet that cannot be read, can lead to, and only the sets, meters and tables that its rules speak of. */
export function keepReachable(ruleset: Ruleset): Ruleset {
  const hooked = ruleset.chains.filter(({ hook, id }) => hook !== undefined || id === ruleset.unreadable);
  const reached = reachedFrom(hooked, ruleset.chains);
  const chains = ruleset.chains.filter(({ id }) => reached.has(id));
  const rules = chains.flatMap((chain) => chain.rules);
  const sets = new Set(rules.flatMap(setOf));
  const meters = new Set(rules.flatMap(meterOf));
  const tables = new Set(rules.flatMap(tableOf));
  return {
    ...ruleset,
    chains,
    sets: ruleset.sets.filter(({ id }) => sets.has(id)),
    meters: ruleset.meters.filter(({ id }) => meters.has(id)),
    tables: ruleset.tables.filter(({ id }) => tables.has(id)),
  };
}

export const asksTime = ({ matches }: Pick<Rule, 'matches'>): boolean =>
  matches.some(({ kind }) => kind === 'time');
