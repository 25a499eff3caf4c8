import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Bans, Logging, RateBan, Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Chain, Meter } from '../ruleset/ruleset.js';
import { bucketMeter } from './meters.js';
import { chains, meters, sets } from './names.js';
import { chain, type Draft, draft, drop, type Part, part, refuseTo } from './write.js';

/** The end of every refused packet: counted towards a flood ban, logged a few times a minute, dropped. */
export function lowerRefusals(bans: Bans, sizes: Sizes, logging: Logging | undefined): Part {
  const flood = bans.flood;
  const floodRule =
    flood === undefined
      ? []
      : [draft('flood', [{ kind: 'limit', meter: meters.flood }], refuseTo(chains.banFlood), flood.path)];
  return part({
    chains: [
      chain(chains.refuse, [...floodRule, ...ending('refused', logging, ['sip', 'strangers'])]),
      chain(chains.calledRefused, ending('called', logging, ['sip', 'known', 'limits'])),
      ...(flood === undefined ? [] : [ban(chains.banFlood, 'flood', flood, logging)]),
      ...(bans.signature === undefined ? [] : [ban(chains.banSignature, 'scanner', bans.signature, logging)]),
    ],
    sets: [banned(sizes)],
    meters: flood === undefined ? [] : [floodMeter(flood, sizes)],
  });
}

function ban(
  id: ChainId,
  reason: string,
  { time, path }: { readonly time: Milliseconds; readonly path: PolicyPath },
  logging: Logging | undefined,
): Chain {
  const learn = draft('learn', [], { kind: 'learn', set: sets.banned, side: 'source', timeout: time }, path);
  return chain(id, [learn, ...ending(`ban ${reason}`, logging, path)]);
}

/** The log line names the reason; all log rules share one bucket, so that no attack floods the log. */
export function ending(reason: string, logging: Logging | undefined, origin: PolicyPath): readonly Draft[] {
  const log =
    logging === undefined
      ? []
      : [
          draft(
            'log',
            [{ kind: 'limit', meter: meters.log }],
            { kind: 'log', prefix: `${logging.prefix}${reason} ` },
            logging.path,
          ),
        ];
  return [...log, draft('drop', [], drop, origin)];
}

export function logMeter(logging: Logging): Meter {
  const size = 1 as Count;
  return bucketMeter(meters.log, logging, {
    key: 'all',
    sense: 'within',
    size,
    whenFull: 'closed',
    origin: logging.path,
  });
}

/** `either`: a source that the full table cannot take is still refused, it only is not banned. */
function floodMeter(flood: RateBan, sizes: Sizes): Meter {
  return bucketMeter(meters.flood, flood, {
    key: 'source',
    sense: 'over',
    size: sizes.sources,
    whenFull: 'either',
    origin: flood.path,
  });
}

/**
 * Rules give each ban its own time. The set's is for what an operator adds by hand, and always the same: ipset
 * refuses to create a set that exists with another timeout, so a changed ban would break the next load.
 */
const bannedByHand = 3_600_000 as Milliseconds;

function banned(sizes: Sizes): Part['sets'][number] {
  return {
    kind: 'learned',
    id: sets.banned,
    name: sets.banned,
    family: 'any',
    timeout: bannedByHand,
    size: sizes.banned,
    origin: ['sip', 'bans'],
  };
}
