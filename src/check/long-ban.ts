import { durationText } from '../net/duration.js';
import type { Milliseconds } from '../net/units.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Bans, RateBan } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

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

function bansOf({ signature, flood, challenged, refused }: Bans): readonly Ban[] {
  const timed = (ban: RateBan | undefined) => (ban ? [{ time: ban.time, path: [...ban.path, 'for'] }] : []);
  return [...(signature ? [signature] : []), ...timed(flood), ...timed(challenged), ...timed(refused)];
}
