import { checkPolicy } from './check/check-policy.js';
import { withinMemory } from './compile/memory-fit.js';
import { legalizeAll, legalizeObserving, placeIn, saidIn, tellFallbacks } from './compile/rulesets.js';
import type { Diagnostic, Report } from './diagnostics/diagnostic.js';
import { words } from './diagnostics/words/index.js';
import { artifactTexts, type LegalRulesets, type Lists, printedOf, xtablesOf } from './emit/artifacts.js';
import type { LongList } from './emit/long-lists.js';
import { manifestText, type Printed } from './emit/manifest.js';
import { memoryWhenFull } from './emit/memory.js';
import { fitSettings } from './legalize/settings.js';
import type { Told } from './legalize/tell.js';
import { lower } from './lower/lower.js';
import { lowerSettings } from './lower/settings.js';
import type { Document } from './parse/document.js';
import { type ParseInput, parse } from './parse/parse.js';
import type { Platform } from './platform/platform.js';
import { type Host, hostOf } from './platform/resolve.js';
import type { BackendName, Policy } from './policy/policy.js';
import type { Ruleset } from './ruleset/ruleset.js';
import type { HostSettings } from './ruleset/settings.js';
import { settle } from './suppressions/settle.js';
import { validate } from './validate/validate.js';
import { makeAudit } from './vos3000/audit/make-audit.js';
import type { Held } from './vos3000/held/held.js';

// The way of a policy: parse, validate, check (`lintPolicy`), lower, legalize (`legalizePolicy`), emit (`compilePolicy`).
// What a stage finds goes to `report`; without errors, a stage hands on what it made.

export interface CompileInput extends ParseInput {
  /** YYYY-MM-DD: entries whose `until` is before it are mistakes. Nothing else depends on the day. */
  readonly today: string;
  /** The row of the host that was asked, or of the command line: it counts in the place of `target.platform`. */
  readonly platform?: Platform | undefined;
}

/** A policy without errors. */
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
  const valid = document && validate(document, input.files, watch);
  if (document === undefined || valid === undefined) return { document, linted: undefined };
  const policy = withinMemory(valid, document, watch);
  checkPolicy(policy, document, input.today, watch);
  return { document, linted: errors.length === 0 ? { policy, document } : undefined };
}

/** Lints, goes further with what is sound, and reports what no comment of the policy suppresses. */
export function settling<T>(
  input: CompileInput,
  report: Report,
  further: (linted: Linted, collect: Report) => T | undefined,
): T | undefined {
  const findings: Diagnostic[] = [];
  const collect: Report = (finding) => findings.push(finding);
  const { document, linted } = lintPolicy(input, collect);
  const result = linted && further(linted, collect);
  const left = document === undefined ? findings : settle(findings, document);
  left.forEach(report);
  return result;
}

/** Everything that can be wrong is known now; only the text is missing. */
export interface Legalized extends Linted {
  readonly host: Host;
  readonly platform: Host['platform'];
  /** What the policy asks for, before any backend is thought of. */
  readonly ruleset: Ruleset;
  readonly legal: LegalRulesets;
  readonly settings: HostSettings;
  readonly told: readonly Told[];
}

/** Goes the whole way but for printing, which finds nothing: what comes back from here compiles. */
export const legalizePolicy = (input: CompileInput, report: Report): Legalized | undefined =>
  settling(input, report, ({ policy, document }, collect) => {
    const at = placeIn(document);
    const host = hostOf(policy.target, at, collect, input.platform);
    if (host === undefined) return undefined;
    const { platform } = host;
    const ruleset = lower(policy);
    const legal = legalizeAll(ruleset, host);
    const settings = fitSettings(lowerSettings(policy), platform, xtablesOf(legal));
    const told = tellFallbacks(legal, at, collect);
    return { policy, document, host, platform, ruleset, legal, settings, told };
  });

export interface Compiled extends Omit<Legalized, 'host' | 'told'> {
  /** File name to text, the manifest included. */
  readonly artifacts: ReadonlyMap<string, string>;
  readonly printed: readonly Printed[];
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
  const { policy, document, platform, ruleset, legal, settings, told } = legalized;
  const rules = { legal, observing: legalizeObserving(legalized), settings };
  const sheets = { html, audit: auditOf(policy, held) };
  const { texts, sums, lists: long } = artifactTexts(policy, platform, rules, sheets, lists);
  const printed = printedOf(legal);
  const placeOf = saidIn(document);
  const manifest = manifestText({ policy, policyPath: input.path, platform, sums, printed, told, placeOf });
  const artifacts = new Map([...texts, ['manifest.json', manifest]]);
  const memory = memoryWhenFull(printed);
  return { artifacts, policy, document, platform, ruleset, legal, settings, printed, lists: long, memory };
}

const auditOf = ({ vos3000 }: Policy, held: Held | undefined) =>
  vos3000 === undefined || held === undefined ? undefined : makeAudit(vos3000, held);
