import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Bans, Logging, RateBan, Sizes } from '../policy/policy.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Chain, Meter } from '../ruleset/ruleset.js';
import { banDrafts, banSets } from './bans.js';
import { bucketMeter } from './meters.js';
import { chains, meters } from './names.js';
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
      chain(chains.knownRefused, ending('known', logging, ['sip', 'known', 'limits'])),
      chain(chains.calledRefused, ending('called', logging, ['sip', 'known', 'limits'])),
      ...(flood === undefined ? [] : [ban(chains.banFlood, 'flood', flood, logging)]),
      ...(bans.signature === undefined ? [] : [ban(chains.banSignature, 'scanner', bans.signature, logging)]),
    ],
    sets: banSets(sizes.banned),
    meters: flood === undefined ? [] : [floodMeter(flood, sizes)],
  });
}

function ban(
  id: ChainId,
  reason: string,
  { time, path }: { readonly time: Milliseconds; readonly path: PolicyPath },
  logging: Logging | undefined,
): Chain {
  return chain(id, [...banDrafts('source', time, path, drop), ...ending(`ban ${reason}`, logging, path)]);
}

export function ending(reason: string, logging: Logging | undefined, origin: PolicyPath): readonly Draft[] {
  return [...logDrafts(reason, logging), draft('drop', [], drop, origin)];
}

/** The log line names the reason; all log rules share one bucket, so that no attack floods the log. */
export function logDrafts(reason: string, logging: Logging | undefined): readonly Draft[] {
  if (logging === undefined) return [];
  const within = [{ kind: 'limit', meter: meters.log }] as const;
  return [draft('log', within, { kind: 'log', prefix: `${logging.prefix}${reason} ` }, logging.path)];
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
