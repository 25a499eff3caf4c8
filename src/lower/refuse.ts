import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { BanAgain, Bans, Logging, RateBan, Sizes } from '../policy/policy.js';
import type { ChainId, MeterId } from '../ruleset/ids.js';
import type { Chain, Meter } from '../ruleset/ruleset.js';
import { banDrafts, banSets, provenDrafts } from './bans.js';
import { bucketMeter, widened } from './meters.js';
import { chains, meters } from './names.js';
import { chain, type Draft, draft, drop, type Part, part, refuseTo, reset } from './write.js';

/** The end of every refused packet: counted towards a flood ban, logged a few times a minute, dropped. */
export function lowerRefusals(
  bans: Bans,
  sizes: Sizes,
  logging: Logging | undefined,
  tracked: boolean,
): Part {
  const { flood, signature, again } = bans;
  const more = { logging, tracked, again };
  const floodRule = (meter: MeterId, target: ChainId) =>
    flood === undefined ? [] : [draft('flood', [{ kind: 'limit', meter }], refuseTo(target), flood.path)];
  return part({
    chains: [
      chain(chains.refuse, [
        ...floodRule(meters.flood, chains.banFlood),
        ...ending('refused', logging, ['sip', 'strangers']),
      ]),
      chain(chains.tcpRefused, [
        ...floodRule(meters.tcpFlood, chains.banTcpFlood),
        ...ending('refused TCP', logging, ['sip', 'strangers', 'bytes']),
      ]),
      chain(chains.knownRefused, ending('known', logging, ['sip', 'known', 'limits'])),
      chain(chains.calledRefused, ending('called', logging, ['sip', 'known', 'limits'])),
      ...(flood === undefined ? [] : banning(chains.banFlood, chains.banTcpFlood, 'flood', flood, more)),
      ...(signature === undefined
        ? []
        : banning(chains.banSignature, chains.banTcpSignature, 'scanner', signature, more)),
    ],
    sets: banSets(sizes.banned, again),
    meters:
      flood === undefined
        ? []
        : [
            floodMeter(meters.flood, flood, sizes),
            floodMeter(meters.tcpFlood, widened(flood, repeated), sizes),
          ],
  });
}

interface BanningMore {
  readonly logging: Logging | undefined;
  readonly tracked: boolean;
  readonly again: BanAgain | undefined;
}

/**
 * What UDP shows bans for UDP; what a connection shows bans for both and ends it. Where nothing is tracked a segment may be forged: there it
 * shows nothing, and is refused alone. No ban grows by what UDP shows.
 */
function banning(
  udp: ChainId,
  tcp: ChainId,
  reason: string,
  { time, path }: { readonly time: Milliseconds; readonly path: PolicyPath },
  { logging, tracked, again }: BanningMore,
): readonly Chain[] {
  const ban = { side: 'source', time, path } as const;
  return [
    chain(udp, [...banDrafts({ ...ban, again: undefined }, drop), ...ending(`ban ${reason}`, logging, path)]),
    chain(tcp, [
      ...(tracked ? provenDrafts({ ...ban, again }, drop) : []),
      ...logDrafts(`ban ${reason}`, logging),
      reset('reset', [], path),
    ]),
  ];
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

/**
 * TCP by itself sends again what was refused, and ten segments of each connection at once (RFC 6928): eighty phones of an office that come back
 * in the same moment were banned by that (measured). So over TCP a flood is ten times as much.
 */
const repeated = { rate: 10, burst: 10 } as const;

/** `either`: a source that the full table cannot take is still refused, it only is not banned. */
function floodMeter(id: MeterId, flood: RateBan, sizes: Sizes): Meter {
  return bucketMeter(id, flood, {
    key: 'source',
    sense: 'over',
    size: sizes.sources,
    whenFull: 'either',
    origin: flood.path,
  });
}
