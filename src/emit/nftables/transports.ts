import type { ChainId } from '../../ruleset/ids.js';
import type { Transport } from '../../ruleset/match.js';
import { chainsAfter } from '../../ruleset/references.js';
import type { Chain, Rule, Ruleset } from '../../ruleset/ruleset.js';
import { lookup } from '../lookup.js';
import { transportOf } from './place.js';

/** The protocol of every packet that comes into a chain; `undefined` where several do, or any. */
export type Transports = (id: ChainId) => Transport | undefined;

/**
 * An expression at a raw offset must be told which protocol it reads, unless the way to its chain has made sure of it: one
 * comparison less for each packet, and a shorter line.
 */
export function transports(ruleset: Ruleset): Transports {
  const { chain } = lookup(ruleset);
  const seen = new Map<ChainId, Transport | undefined>();
  const walk = ({ id, rules }: Chain, comes: Transport | undefined): void => {
    if (seen.has(id) && (seen.get(id) === undefined || seen.get(id) === comes)) return;
    const sure = seen.has(id) ? undefined : comes;
    seen.set(id, sure);
    for (const rule of rules)
      for (const next of chainsAfter(rule)) walk(chain(next), madeSure(rule, next) ?? sure);
  };
  for (const start of ruleset.chains) if (start.hook) walk(start, undefined);
  return (id) => seen.get(id);
}

/** What a rule's matches and its map say of the packets that it sends to this chain. */
function madeSure({ matches, action }: Rule, next: ChainId): Transport | undefined {
  const told = matches.map(transportOf).findLast((transport) => transport !== undefined);
  if (action.kind !== 'classify' || action.otherwise === next) return told;
  return action.transport;
}
