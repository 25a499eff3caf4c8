import { visibleJson } from '../../diagnostics/visible.js';
import { countChanges } from '../count-changes.js';
import type { Change, Plan } from '../plan.js';
import type { PlanBackend } from '../wanted.js';

export interface PlanFacts {
  readonly backend: PlanBackend;
  readonly policy: { readonly name: string; readonly sha256: string; readonly profile: string | null };
  /** Digest of what stood when the plan was made. */
  readonly state: string;
  readonly notes: readonly string[];
}

/** The plan for programs. It has the same bytes for the same policy on the same host. */
export function planJson(plan: Plan, { backend, policy, state, notes }: PlanFacts): string {
  const { add, change, remove, move } = countChanges(plan.changes);
  const json = {
    ...{ format: 1, backend, policy, state, notes },
    changes: plan.changes.map(changeJson),
    summary: { add, change, remove, move, unchanged: plan.unchanged },
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

/** What is not known is `null`, not left out. */
const changeJson = ({ kind, verb, origin, fields, ...more }: Change) => ({
  kind,
  verb,
  ...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, value ?? null])),
  policy: origin?.policy ?? null,
  at: origin?.at ?? null,
  fields: fields.map(({ key, old, new: next }) => ({ key, old: old ?? null, new: next ?? null })),
});
