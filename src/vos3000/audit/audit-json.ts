import { visibleJson } from '../../diagnostics/visible.js';
import { pathText } from '../../policy/path.js';
import { type Audit, type Item, isDifference, verdicts } from './audit.js';
import type { PlaceOf } from './audit-text.js';

export interface AuditedPolicy {
  readonly name: string;
  readonly sha256: string;
  readonly profile: string | undefined;
}

/** The audit for programs. What is not known is `null`, not left out. */
export function auditJson(audit: Audit, { profile, ...policy }: AuditedPolicy, placeOf: PlaceOf): string {
  const { server, schema, items, notes } = audit;
  const json = {
    format: 1,
    policy: { ...policy, profile: profile ?? null },
    server: { database: server.database ?? null, version: server.version ?? null },
    schema: schema ?? null,
    items: items.map((item) => itemJson(item, placeOf)),
    notes,
    summary: {
      differences: items.filter(isDifference).length,
      ...Object.fromEntries(
        verdicts.map((one) => [one, items.filter(({ verdict }) => verdict === one).length]),
      ),
    },
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

const itemJson = (
  { kind, what, moid, verdict, held, wanted, range, remark, path }: Item,
  placeOf: PlaceOf,
) => ({
  ...{ kind, what, moid: moid ?? null, verdict, held: held ?? null, wanted: wanted ?? null },
  ...{ range: range ?? null, remark: remark ?? null, policy: pathText(path), at: placeOf(path) ?? null },
});
