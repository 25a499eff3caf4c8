import { legalizeObserving, legalizePolicy, saidIn } from './compile/legalize-policy.js';
import type { CompileInput } from './compile/lint-policy.js';
import type { Report } from './diagnostics/diagnostic.js';
import { artifactTexts, type LegalRulesets, type Lists, printedOf } from './emit/artifacts.js';
import type { LongList } from './emit/long-lists.js';
import { manifestText, type Printed } from './emit/manifest.js';
import { memoryWhenFull } from './emit/memory.js';
import type { Document } from './parse/document.js';
import type { Platform } from './platform/platform.js';
import type { BackendName, Policy } from './policy/policy.js';
import type { Ruleset } from './ruleset/ruleset.js';
import { makeAudit } from './vos3000/audit/make-audit.js';
import type { Held } from './vos3000/held/held.js';

export interface Compiled {
  /** File name to text, the manifest included. */
  readonly artifacts: ReadonlyMap<string, string>;
  readonly policy: Policy;
  readonly document: Document;
  readonly platform: Platform;
  /** What the policy asks for, before any backend is thought of. */
  readonly ruleset: Ruleset;
  readonly printed: readonly Printed[];
  /** What the artifacts print, for the evaluator. */
  readonly legal: LegalRulesets;
  readonly lists: readonly LongList[];
  /** Bytes of kernel memory by backend, should every table be full. */
  readonly memory: ReadonlyMap<BackendName, number>;
}

/** What the worksheets for the switch are made from, beside the policy. */
export interface SheetInput {
  readonly html: boolean;
  readonly held: Held | undefined;
}

/** Compiles a policy to the text of its artifacts. `undefined` where it has errors; nothing is written here. */
export function compilePolicy(
  input: CompileInput,
  report: Report,
  lists: Lists = 'whole',
  { html, held }: SheetInput = { html: false, held: undefined },
): Compiled | undefined {
  const legalized = legalizePolicy(input, report);
  if (legalized === undefined) return undefined;
  const { policy, document, platform, ruleset, legal, told } = legalized;
  const both = { legal, observing: legalizeObserving(legalized) };
  const sheets = { html, audit: auditOf(policy, held) };
  const { texts, sums, lists: long } = artifactTexts(policy, platform, both, sheets, lists);
  const printed = printedOf(legal);
  const manifest = manifestText({
    policy,
    policyPath: input.path,
    platform,
    sums,
    printed,
    told,
    placeOf: saidIn(document),
  });
  return {
    artifacts: new Map([...texts, ['manifest.json', manifest]]),
    policy,
    document,
    platform,
    ruleset,
    printed,
    legal,
    lists: long,
    memory: memoryWhenFull(printed),
  };
}

const auditOf = ({ vos3000 }: Policy, held: Held | undefined) =>
  vos3000 === undefined || held === undefined ? undefined : makeAudit(vos3000, held);
