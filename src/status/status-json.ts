import { byTimeLeft, sourceText } from '../bans/ban.js';
import { banJson } from '../bans/list-text.js';
import { visibleJson } from '../diagnostics/visible.js';
import { isNearlyFull } from './load.js';
import type { RefusedSource, Status } from './status.js';

/** Bans that are told; `vosguard bans export --format json` has all. */
const MOST_BANS = 50;

/** Sources that are told of each rule. */
const MOST_SOURCES = 50;

const sourceJson = ({ address, packets, more }: RefusedSource) => ({
  source: sourceText(address),
  packets,
  atLeast: more,
});

/** The status for programs. What is not known is `null`, not left out. */
export function statusJson(status: Status): string {
  const { policy, backend, age, isPending, differences, notes, refused, caps, banned, loads } = status;
  const json = {
    format: 1,
    policy: { ...policy, profile: policy.profile ?? null },
    note: status.note ?? null,
    backend,
    ageSeconds: age ?? null,
    pending: isPending,
    drift: differences.length > 0,
    differences,
    notes,
    ends: status.ends === undefined ? null : { ...status.ends, back: status.ends.back ?? null },
    begun: status.begun,
    byHand: status.byHand ?? null,
    leftOut: status.leftOut === undefined ? null : { signatures: status.leftOut },
    learning: { secondsLeft: status.learning ?? null },
    baseline: { registrations: status.registrations ?? null },
    caps,
    refused: refused.map(({ sources, ...rule }) => ({
      ...rule,
      sources: sources.slice(0, MOST_SOURCES).map(sourceJson),
    })),
    observed: status.observed,
    bans: {
      total: banned?.length ?? null,
      first: (banned ?? []).toSorted(byTimeLeft).slice(0, MOST_BANS).map(banJson),
    },
    loads: loads.map((load) => ({ ...load, entries: load.entries ?? null, nearlyFull: isNearlyFull(load) })),
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}
