import type { HeldParameter } from '../held/held.js';
import type { PlannedWrites } from './plan-writes.js';
import type { Saved } from './saved.js';
import type { Write } from './write.js';

/** The rows to change so that each holds again what it held before `vos set`. With `force` over whatever it holds now. */
export function planRestore(saved: Saved, held: readonly HeldParameter[], force: boolean): PlannedWrites {
  const byId = new Map(held.map((row) => [row.id, row]));
  const planned = saved.rows.map((row) => planOne(row, byId.get(row.id), force));
  const refusals = planned.flatMap((one) => (typeof one === 'string' ? [one] : []));
  return {
    refusals,
    writes: refusals.length > 0 ? [] : planned.flatMap((one) => (typeof one === 'string' ? [] : one)),
  };
}

function planOne(
  { id, name, from: old, to: written }: Write,
  now: HeldParameter | undefined,
  force: boolean,
): readonly Write[] | string {
  if (now === undefined || now.name !== name)
    return `${name}: row ${id} is no longer there, or has another name`;
  if (now.value === old) return [];
  if (now.value !== written && !force)
    return `${name}: row ${id} holds ${now.value ?? 'NULL'}, which vos set has not written; --force overwrites it`;
  return [{ id, name, moid: now.moid, from: now.value, to: old }];
}
