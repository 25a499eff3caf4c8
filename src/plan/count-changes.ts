import type { Change, Verb } from './plan.js';

export type Counts = Readonly<Record<Verb, number>>;

export function countChanges(changes: readonly Change[]): Counts {
  const of = (verb: Verb) => changes.filter((change) => change.verb === verb).length;
  return { add: of('add'), change: of('change'), remove: of('remove'), move: of('move') };
}
