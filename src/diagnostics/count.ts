import type { Diagnostic } from './diagnostic.js';
import { inOrder, type Told } from './order.js';
import type { Severity } from './severity.js';

export type Counts = { readonly [S in Severity]: number };

/** How many findings of each severity would be printed, the same ones counted once. */
export function countFindings(findings: readonly Diagnostic[]): Counts {
  return countTold(inOrder(findings));
}

export function countTold(told: readonly Told[]): Counts {
  const count = (severity: Severity) => told.filter((one) => one.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}
