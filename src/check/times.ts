import { durationText } from '../net/duration.js';
import type { Milliseconds } from '../net/units.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Bans, Policy, RateBan } from '../policy/policy.js';
import type { When } from '../policy/sip.js';
import { alsoAt, type Check, finding, isWritten, keyAt, valueAt } from './check.js';

/** Hours without a zone: kernels count in UTC, and their writer may have looked at another clock. */
export const hoursOfUtc: Check = function* ({ policy, document }) {
  for (const { zoned, path } of whensOf(policy))
    if (!zoned) yield finding('VG390', keyAt(document, path), { path: pathText(path) });
};

function whensOf({ services, sip }: Policy): readonly When[] {
  const limits = [sip.known.limits, ...(sip.strangers === 'deny' ? [] : [sip.strangers.limits])];
  return [
    ...services.map(({ when }) => when),
    ...limits.flatMap((map) => [...map.values()].map((limit) => ('when' in limit ? limit.when : undefined))),
  ].filter((when) => when !== undefined);
}

const day = 86_400_000;

interface Ban {
  readonly time: Milliseconds;
  readonly path: PolicyPath;
}

/** A ban that outlives the day on which a forged packet caused it. */
export const longBan: Check = function* ({ policy, document }) {
  for (const { time, path } of bansOf(policy.sip.bans)) {
    if (time <= day) continue;
    yield finding('VG341', valueAt(document, path), { name: pathText(path), time: durationText(time) });
  }
};

function bansOf(bans: Bans): readonly Ban[] {
  return [...firstBans(bans), ...laterBans(bans)];
}

function firstBans({ signature, flood, challenged, refused }: Bans): readonly Ban[] {
  const timed = (ban: RateBan | undefined) => (ban ? [{ time: ban.time, path: [...ban.path, 'for'] }] : []);
  return [...(signature ? [signature] : []), ...timed(flood), ...timed(challenged), ...timed(refused)];
}

const laterBans = ({ again }: Bans): readonly Ban[] =>
  again === undefined
    ? []
    : again.times.map((time, index) => ({ time, path: [...again.path, 'for', index] }));

/** Bans of those who come back that do not grow, or are forgotten before they end. */
export const shrinkingBan: Check = function* ({ policy, document }) {
  const { again } = policy.sip.bans;
  if (again === undefined) return;
  let [longest] = firstBans(policy.sip.bans).toSorted((a, b) => b.time - a.time);
  for (const ban of laterBans(policy.sip.bans)) {
    if (longest !== undefined && ban.time < longest.time) {
      const related = alsoAt(document, longest.path, pathText(longest.path));
      const before = { before: pathText(longest.path), longer: durationText(longest.time) };
      yield finding(
        'VG393',
        valueAt(document, ban.path),
        { time: durationText(ban.time), ...before },
        related,
      );
    }
    if (longest === undefined || ban.time > longest.time) longest = ban;
  }
  if (longest !== undefined && again.within <= longest.time) {
    const path = isWritten(document, [...again.path, 'within']) ? [...again.path, 'within'] : again.path;
    const args = { within: durationText(again.within), longest: durationText(longest.time) };
    yield finding('VG383', valueAt(document, path), args);
  }
};

/** The common caps refuse nothing for longer than customers need to become known. */
export const longLearning: Check = function* ({ policy, document }) {
  const { learn, strangers } = policy.sip;
  if (strangers === 'deny' || learn === undefined || learn.time <= day) return;
  yield finding('VG345', valueAt(document, learn.path), { time: durationText(learn.time) });
};
