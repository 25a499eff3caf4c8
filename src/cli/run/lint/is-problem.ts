import type { Diagnostic } from '../../../diagnostics/diagnostic.js';
import type { Severity } from '../../../diagnostics/severity.js';
import { words } from '../../../diagnostics/words/index.js';
import type { FailLevel } from '../../invocation.js';

const problems: { readonly [L in FailLevel]: readonly Severity[] } = {
  error: ['error'],
  warning: ['error', 'warning'],
  info: ['error', 'warning', 'note'],
};

/** Whether a finding is as grave as `--fail-level` says, or graver. */
export function isProblem({ code }: Diagnostic, level: FailLevel): boolean {
  return problems[level].includes(words[code].severity);
}
