import { finding, isWritten, valueAt } from '../check/check.js';
import { checkPolicy } from '../check/check-policy.js';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import { words } from '../diagnostics/words/index.js';
import { fitMemory } from '../lower/fit-memory.js';
import type { Document } from '../parse/document.js';
import { type ParseInput, parse } from '../parse/parse.js';
import { hostOf } from '../platform/resolve.js';
import type { Policy, TableName } from '../policy/policy.js';
import { validate } from '../validate/validate.js';

export interface CompileInput extends ParseInput {
  /** YYYY-MM-DD: entries whose `until` is before it are mistakes. Nothing else depends on the day. */
  readonly today: string;
}

export interface Linted {
  readonly policy: Policy;
  readonly document: Document;
}

export interface Examined {
  /** `undefined` where a file could not be read or is not YAML. */
  readonly document: Document | undefined;
  /** `undefined` where there are errors; all of them are reported. */
  readonly linted: Linted | undefined;
}

/** Reads, validates and checks a policy. What its comments suppress is reported too: later stages have findings of their own. */
export function lintPolicy(input: CompileInput, report: Report): Examined {
  const errors: Diagnostic[] = [];
  const watch: Report = (finding) => {
    if (words[finding.code].severity === 'error') errors.push(finding);
    report(finding);
  };
  const document = parse(input, watch);
  const policy = document && validate(document, input.files, watch);
  if (document === undefined || policy === undefined) return { document, linted: undefined };
  const fitted = withinMemory(policy, document, watch);
  checkPolicy(fitted, document, input.today, watch);
  return { document, linted: errors.length === 0 ? { policy: fitted, document } : undefined };
}

const tables: readonly TableName[] = ['sources', 'subnets', 'banned', 'called', 'known', 'asked'];

/** The sizes that follow from `sip.sizes.memory`. */
function withinMemory(policy: Policy, document: Document, report: Report): Policy {
  const written = tables.filter((table) => isWritten(document, ['sip', 'sizes', table]));
  const backends =
    hostOf(
      policy.target,
      () => undefined,
      () => {},
    )?.backends ?? policy.target.backends;
  const { policy: fitted, needs } = fitMemory(policy, written, backends);
  if (needs !== undefined) {
    const place = valueAt(document, ['sip', 'sizes', 'memory']);
    const mebibytes = Math.floor((policy.sip.memory ?? 0) / mebibyte);
    report(finding('VG397', place, { mebibytes, needs: Math.ceil(needs / mebibyte) }));
  }
  return fitted;
}

const mebibyte = 1_048_576;
