import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { Policy } from '../../src/policy/policy.js';
import { judged } from '../bad/report.js';
import { memoryFiles } from '../parse/memory-files.js';

export interface Validated {
  readonly policy: Policy | undefined;
  readonly findings: readonly Diagnostic[];
  /** `2:5 VG201`, in the order of printing. */
  readonly lines: readonly string[];
}

type Files = Parameters<typeof memoryFiles>[0];

/** Reads and validates `policy.yaml` out of files in memory; a single text is what follows `vosguard: 1`, its line 1. */
export function validated(input: string | Files, profile?: string): Validated {
  const files = typeof input === 'string' ? { 'policy.yaml': `vosguard: 1\n${input}` } : input;
  return judged('policy.yaml', memoryFiles(files), profile);
}

/** The policy, where it must be valid and without warnings. */
export function valid(input: string | Files, profile?: string): Policy {
  const { policy, lines } = validated(input, profile);
  if (policy === undefined || lines.length > 0) throw new Error(`not valid: ${lines.join(', ')}`);
  return policy;
}
