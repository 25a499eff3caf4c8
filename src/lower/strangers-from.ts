import type { Logging, Strangers } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Chain, Rule } from '../ruleset/ruleset.js';
import { address } from './entry.js';
import { chains, sets } from './names.js';
import { ending } from './refuse.js';
import { chain, type Draft, draft, goTo, refuseTo } from './write.js';

/**
 * The way to a lane of strangers. With `from`, one lookup decides: whoever is inside goes on, all others are refused as with
 * `strangers: deny`, so they are neither counted nor banned. Asked with "is in" alone: a list that is written into the rules
 * (`without-sets`) cannot say "is not in".
 */
export function toStrangers(name: string, { from }: Strangers, lane: ChainId): readonly Draft[] {
  if (from === undefined) return [draft(name, [], goTo(lane), ['sip', 'strangers'])];
  return [
    draft(name, [address('source', sets.strangersFrom)], goTo(lane), from.path),
    draft('outside', [], refuseTo(chains.outside), from.path),
  ];
}

/** Where datagrams of strangers go. */
export const strangersEntrance = ({ from }: Strangers): ChainId =>
  from === undefined ? chains.strangersUdp : chains.strangersFrom;

export function lowerOutside(strangers: Strangers, logging: Logging | undefined): readonly Chain[] {
  const { from } = strangers;
  if (from === undefined) return [];
  return [
    chain(chains.strangersFrom, toStrangers('inside', strangers, chains.strangersUdp)),
    chain(chains.outside, ending('outside', logging, from.path)),
  ];
}

/** It holds while customers are learned: nobody from outside is to become known. */
export const isOutsideRule = ({ action }: Rule): boolean =>
  action.kind === 'goto' && action.chain === chains.outside;
