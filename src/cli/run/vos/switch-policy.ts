import { type Linted, lintPolicy } from '../../../compile/lint-policy.js';
import { renderCompact } from '../../../diagnostics/render/compact.js';
import { words } from '../../../diagnostics/words/index.js';
import type { Vos3000 } from '../../../policy/vos3000.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { PolicyOptions } from '../../invocation.js';
import type { Io } from '../../io.js';
import { compileOrTell } from '../compile-or-tell.js';
import { whichPolicy } from '../which-policy.js';
import { dsnAsArgument, isDsn } from './dsn-of.js';

export type SwitchPolicy =
  | ({ readonly kind: 'policy'; readonly path: string } & Linted)
  /** It has been said why not. */
  | { readonly kind: 'none'; readonly status: ExitStatus };

/** The policy of a command that is about the switch. Warnings take a line each, as in `plan`. */
export function switchPolicy(file: string | undefined, options: PolicyOptions, io: Io): SwitchPolicy {
  if (file !== undefined && isDsn(file))
    return { kind: 'none', status: complain(io, exitStatus.usage, dsnAsArgument) };
  const path = whichPolicy(file, io);
  if (path === undefined) return { kind: 'none', status: exitStatus.usage };
  const outcome = compileOrTell((input, report) => lintPolicy(input, report).linted, path, options, io);
  if (typeof outcome === 'number') return { kind: 'none', status: outcome };
  const { compiled, findings } = outcome;
  io.stderr.write(renderCompact(findings.filter(({ code }) => words[code].severity !== 'note')));
  return { kind: 'policy', path, ...compiled };
}

/** What the policy says of the switch; `undefined`, and said so, where it says nothing. */
export function vos3000Of({ policy }: Linted, io: Io): Vos3000 | undefined {
  if (policy.vos3000 === undefined)
    complain(io, exitStatus.usage, 'the policy says nothing about the switch: it has no key vos3000');
  return policy.vos3000;
}
