import { byteRateText, leastBytes } from '../net/byte-rate.js';
import type { Count } from '../net/units.js';
import { type MeterId, ruleId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import type { Algorithm, Meter, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

type Bytes = Extract<Algorithm, { kind: 'bytes' }>;

/** As far as an IP header can tell. */
const longestPacket = 65_535;

/** What a full segment takes on Ethernet, in an IP packet. */
const fullPacket = 1_500;

/** For a tool that cannot count bytes: as many full packets. */
export function bytesAsPackets(ruleset: Ruleset, note: NoteFallback): Ruleset {
  return mapBytes(ruleset, (meter, { perSecond, burst }) => {
    if (perSecond < leastBytes) return inPackets({ kind: 'bytes', perSecond, burst });
    const count = Math.max(1, Math.floor(perSecond / fullPacket)) as Count;
    const packets = Math.max(count, Math.floor(burst / fullPacket)) as Count;
    note({ kind: 'bytes-as-packets', meter: meter.id, origin: meter.origin });
    return { kind: 'bucket', rate: { count, unit: 'second' }, burst: packets };
  });
}

/** xt_hashlimit counts in chunks of so many bytes. */
const chunk = 16;
const parts = 0xffffffff;

/**
 * xt_hashlimit keeps a rate as the part of a second that one chunk costs, in 32 bits, and a burst as a number of whole seconds'
 * worth beside the first one (libxt_hashlimit.c, xt_hashlimit.c). iptables-save cuts both to the largest unit below (seen with
 * 1.8.9: 17,952 bytes come back as 17kb). Both are taken as they survive that, or every later plan would see a difference.
 */
export function roundBytes(ruleset: Ruleset, note: NoteFallback): Ruleset {
  return guarded(
    mapBytes(ruleset, (meter, wanted) => {
      if (wanted.perSecond < leastBytes) return inPackets(wanted);
      const perSecond = listed(wholeUnits(wanted.perSecond));
      const kept: Bytes = {
        kind: 'bytes',
        perSecond: perSecond as Count,
        burst: (perSecond + more(perSecond, wanted.burst - perSecond)) as Count,
      };
      if (differs(kept.perSecond, wanted.perSecond) || differs(kept.burst, wanted.burst))
        note({
          kind: 'rate-rounded',
          meter: meter.id,
          from: byteRateText(wanted),
          to: byteRateText(kept),
          origin: meter.origin,
        });
      return kept;
    }),
  );
}

/** What a segment with several answers has at least. A rate below one packet a second cannot be kept in bytes: each would cost the same. */
const severalAnswers = 1_000;

function inPackets({ perSecond, burst }: Bytes): Algorithm {
  const aMinute = Math.max(1, Math.floor((60 * perSecond) / severalAnswers)) as Count;
  const packets = Math.max(1, Math.floor(burst / severalAnswers)) as Count;
  return { kind: 'bucket', rate: { count: aMinute, unit: 'minute' }, burst: packets };
}

/**
 * A packet that is larger than a second's worth costs no more than that (measured on 6.18: 14,500 bytes passed a limit of 2 kB
 * a second), so what the network card has merged would pass once a second, whatever it holds.
 */
function guarded(ruleset: Ruleset): Ruleset {
  const most = new Map<MeterId, number>(
    ruleset.meters.flatMap(({ id, algorithm }) =>
      algorithm.kind === 'bytes' && algorithm.perSecond < longestPacket ? [[id, algorithm.perSecond]] : [],
    ),
  );
  return mapRules(ruleset, (rule) => {
    const limit = rule.matches.find((match) => match.kind === 'limit' && most.has(match.meter));
    const bytes = limit?.kind === 'limit' ? most.get(limit.meter) : undefined;
    if (bytes === undefined) return [rule];
    const longer: Match = { kind: 'longer', bytes };
    const matches = rule.matches.map((match) => (match === limit ? longer : match));
    return [{ ...rule, id: ruleId(`${rule.id}.larger`), matches }, rule];
  });
}

/** cost_to_bytes(bytes_to_cost(bytes)) of libxt_hashlimit.c. */
function listed(bytes: number): number {
  const cost = Math.floor(parts / (Math.floor(bytes / chunk) + 1));
  return Math.max(1, Math.floor(parts / cost) - 1) * chunk;
}

const wholeUnits = (bytes: number): number => bytes - (bytes % unitOf(bytes));
const unitOf = (bytes: number): number => (bytes >= 1_048_576 ? 1_048_576 : bytes >= 1_024 ? 1_024 : 1);

/** The most that is a whole number of seconds' worth, and is printed without a fraction cut off. */
function more(perSecond: number, wanted: number): number {
  for (let bytes = Math.floor(wanted / perSecond) * perSecond; bytes > 0; bytes -= perSecond)
    if (bytes % unitOf(bytes) === 0) return bytes;
  return 0;
}

/** More than drowns in the noise of a tick. */
const differs = (kept: number, wanted: number): boolean => Math.abs(kept - wanted) > wanted * 0.05;

function mapBytes(ruleset: Ruleset, rewrite: (meter: Meter, bytes: Bytes) => Algorithm): Ruleset {
  const meters = ruleset.meters.map((meter): Meter => {
    const { algorithm } = meter;
    return algorithm.kind === 'bytes' ? { ...meter, algorithm: rewrite(meter, algorithm) } : meter;
  });
  return { ...ruleset, meters };
}
