import { visibleJson } from '../../diagnostics/visible.js';
import { type StateParts, stateOf } from '../make-plan.js';
import { type Change, countChanges, type Plan } from '../plan.js';
import { type HostIdentity, sealOf } from '../plan-file.js';
import type { PlanBackend } from '../wanted.js';

export interface PlanFacts {
  /** Of vosguard. */
  readonly version: string;
  /** `undefined`: made from a saved listing. */
  readonly host: HostIdentity | undefined;
  readonly backend: PlanBackend;
  readonly policy: { readonly name: string; readonly sha256: string; readonly profile: string | null };
  /** Digest of what the policy compiles to. */
  readonly artifacts: string;
  /** Of what stood when the plan was made. */
  readonly parts: StateParts;
  readonly notes: readonly string[];
}

/** The plan for programs. It has the same bytes for the same policy on the same host. */
export function planJson(plan: Plan, facts: PlanFacts): string {
  const { version, host = null, backend, policy, artifacts, parts, notes } = facts;
  const { add, change, remove, move } = countChanges(plan.changes);
  const json = {
    ...{ format: 1, version, host, backend, policy, artifacts, state: stateOf(parts), parts, notes },
    changes: plan.changes.map(changeJson),
    summary: { add, change, remove, move, unchanged: plan.unchanged },
  };
  const sealed = { ...json, seal: sealOf(json) };
  return visibleJson(`${JSON.stringify(sealed, undefined, 2)}\n`);
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
