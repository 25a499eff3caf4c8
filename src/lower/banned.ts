import type { Count } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limit, Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Chain } from '../ruleset/ruleset.js';
import { requestStart } from './classifier.js';
import { address } from './entry.js';
import { bucketMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { chain, type Draft, draft, drop, goTo, type Part, part } from './write.js';

const origin: PolicyPath = ['sip', 'bans'];

/** A REGISTER, the challenge, and the REGISTER with credentials: what a phone needs to leave a ban that was forged in its name. */
export const parole = { rate: { count: 12 as Count, unit: 'minute' }, burst: 2 as Count } as const;

/** A ban stops strangers only: whom the switch itself called keeps its lane, since anybody can forge a trunk's address. */
export const bannedDrop: Draft = draft('banned', [address('source', sets.banned)], drop, origin);

/** What a connection showed holds for datagrams too, without a trickle. */
export const provenDrop: Draft = draft('proven', [address('source', sets.proven)], drop, origin);

export const toBanned = (target: ChainId): Draft =>
  draft('banned', [address('source', sets.banned)], goTo(target), origin);

/**
 * Where the datagrams of a banned source go: a trickle on to the strangers' lane, the rest nowhere. Encrypted ones have no
 * trickle: no REGISTER can be told.
 */
export function lowerBanned(
  register: ChainId,
  registers: Limit | undefined,
  sizes: Sizes,
  encrypted: boolean,
): Part {
  const begins: Match = { kind: 'payload', transport: 'udp', offset: 0, text: requestStart('REGISTER') };
  const within = (meter: typeof meters.parole): Match => ({ kind: 'limit', meter });
  const udp =
    registers?.kind === 'drop'
      ? []
      : [draft('parole', [begins, within(meters.parole)], goTo(register), origin)];
  const bucket = {
    key: 'source',
    sense: 'within',
    size: sizes.banned,
    whenFull: 'closed',
    origin,
  } as const;
  return part({
    chains: [ending(chains.bannedUdp, udp), ...(encrypted ? [ending(chains.bannedEncrypted, [])] : [])],
    meters: [bucketMeter(meters.parole, parole, bucket)],
  });
}

const ending = (id: ChainId, first: readonly Draft[]): Chain =>
  chain(id, [...first, draft('drop', [], drop, origin)]);
