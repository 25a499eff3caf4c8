import type { PolicyPath } from '../policy/path.js';
import { type ChainId, ruleId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type {
  Action,
  Chain,
  ConnectionTable,
  Hook,
  Meter,
  Rule,
  RuleFamily,
  SetDeclaration,
  Shortcut,
} from '../ruleset/ruleset.js';

/** What one part of `lower` adds to the ruleset. */
export interface Part {
  readonly chains: readonly Chain[];
  readonly sets: readonly SetDeclaration[];
  readonly meters: readonly Meter[];
  readonly tables: readonly ConnectionTable[];
}

export function part(parts: Partial<Part>): Part {
  return {
    chains: parts.chains ?? [],
    sets: parts.sets ?? [],
    meters: parts.meters ?? [],
    tables: parts.tables ?? [],
  };
}

export function join(parts: readonly Part[]): Part {
  return {
    chains: parts.flatMap((p) => p.chains),
    sets: parts.flatMap((p) => p.sets),
    meters: parts.flatMap((p) => p.meters),
    tables: parts.flatMap((p) => p.tables),
  };
}

/** A rule before it stands in a chain: `suffix` completes the chain's id to the rule's. */
export interface Draft {
  readonly suffix: string;
  readonly matches: readonly Match[];
  readonly action: Action;
  readonly origin: PolicyPath;
  readonly family: RuleFamily;
  readonly shortcut?: Shortcut;
  readonly askedBy?: Shortcut;
}

export function draft(
  suffix: string,
  matches: readonly Match[],
  action: Action,
  origin: PolicyPath,
  family: RuleFamily = 'any',
): Draft {
  return { suffix, matches, action, origin, family };
}

export function chain(id: ChainId, drafts: readonly Draft[], hook?: Hook): Chain {
  const rules: Rule[] = drafts.map(({ suffix, ...rest }) => ({ id: ruleId(`${id}.${suffix}`), ...rest }));
  return { id, name: id, hook, rules };
}

/** Ends a connection of TCP: its sender hears so at once. */
export const reset = (suffix: string, matches: readonly Match[], origin: PolicyPath): Draft =>
  draft(suffix, [{ kind: 'transport', transport: 'tcp' }, ...matches], { kind: 'reset' }, origin);

export const shortcut = (one: Draft, by: Shortcut = 'bucket'): Draft => ({ ...one, shortcut: by });

export const pass: Action = { kind: 'pass' };
export const accept: Action = { kind: 'accept' };
export const drop: Action = { kind: 'drop' };
export const goTo = (target: ChainId): Action => ({ kind: 'goto', chain: target });
export const jumpTo = (target: ChainId): Action => ({ kind: 'jump', chain: target });
/** On the way to be refused, and counted by the rule that says so. */
export const refuseTo = (target: ChainId): Action => ({ kind: 'goto', chain: target, counted: true });

/** Rules that several chains have in common, and the chain in which they stand. */
export interface Shared {
  readonly drafts: readonly Draft[];
  readonly chains: readonly Chain[];
}

/** One jump instead of the rules, where each of them refuses some packets and lets the others go on. */
export function shared(id: ChainId, drafts: readonly Draft[], origin: PolicyPath): Shared {
  const goesOn = drafts.every(({ matches, action }) => matches.length > 0 && action.kind === 'goto');
  if (drafts.length === 0 || !goesOn) return { drafts, chains: [] };
  return { drafts: [draft('every', [], jumpTo(id), origin)], chains: [chain(id, drafts)] };
}
