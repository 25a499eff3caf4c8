import { isDeepStrictEqual } from 'node:util';
import { settle } from '../check/suppressions.js';
import type { Diagnostic, Place, Report } from '../diagnostics/diagnostic.js';
import type { LegalRulesets } from '../emit/artifacts.js';
import { forNftables, legalizeEach } from '../legalize/for-nftables.js';
import { type Told, tell } from '../legalize/tell.js';
import { observing } from '../lower/learning.js';
import { lower } from '../lower/lower.js';
import { type Document, nodeAt, placeOf } from '../parse/document.js';
import { capabilitiesOf, companionOf } from '../platform/capabilities.js';
import type { Platform } from '../platform/platform.js';
import { type Host, hostOf } from '../platform/resolve.js';
import type { PolicyPath } from '../policy/path.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import { type CompileInput, type Linted, lintPolicy } from './lint-policy.js';

/** Where a file says the very value, or its key where that is a map: what stands above a default does not say it. */
export const saidIn =
  (document: Document) =>
  (origin: PolicyPath): Place | undefined => {
    const node = nodeAt(document.root, origin);
    if (node?.span === undefined) return undefined;
    return placeOf(document.root, origin, node.kind === 'map' ? 'key' : 'value');
  };

/**
 * What `tell` said of signatures that a backend cannot search for, where no other backend of the target carries them: that
 * is a risk of the policy, which lint tells too.
 */
function uncarriedSignatures({ diagnostic }: Told): Diagnostic {
  if (diagnostic.code !== 'VG411') return diagnostic;
  const { signatures } = diagnostic.args;
  return { ...diagnostic, code: 'VG365', args: { signatures } };
}

/** Everything that can be wrong is known now; only the text is missing. */
export interface Legalized extends Linted {
  readonly platform: Platform;
  /** What the policy asks for, before any backend is thought of. */
  readonly ruleset: Ruleset;
  readonly legal: LegalRulesets;
  readonly host: Host;
  readonly told: readonly Told[];
}

/**
 * Goes the whole way but for printing, which finds nothing: what comes back from here compiles. What the policy's comments
 * suppress is not reported.
 */
export const legalizePolicy = (input: CompileInput, report: Report): Legalized | undefined =>
  settled(input, report, ({ policy, document }, collect) => {
    const at = placeIn(document);
    const host = hostOf(policy.target, at, collect);
    if (host === undefined) return undefined;
    const ruleset = lower(policy);
    const legal = legalizeAll(ruleset, host);
    const told = tellFallbacks(legal, at, collect);
    return { policy, document, platform: host.platform, host, ruleset, legal, told };
  });

/**
 * The same for many policies, of which the rules are not kept: what differs from the one before in nothing but its name has the same
 * fallbacks, so that of a fleet which shares a policy the rules are made once.
 */
export function lintingWhole(): (input: CompileInput, report: Report) => Linted | undefined {
  let last: { readonly document: Document; readonly legal: LegalRulesets } | undefined;
  return (input, report) =>
    settled(input, report, (linted, collect) => {
      const { policy, document } = linted;
      const at = placeIn(document);
      const host = hostOf(policy.target, at, collect);
      if (host === undefined) return undefined;
      const legal = last && isAlike(last.document, document) ? last.legal : legalizeAll(lower(policy), host);
      last = { document, legal };
      tellFallbacks(legal, at, collect);
      return linted;
    });
}

/** Whether two documents say the same, of the same files, in all but the name. */
function isAlike({ root: one }: Document, { root: other }: Document): boolean {
  if (one.entries.size !== other.entries.size) return false;
  return [...one.entries].every(
    ([key, { value }]) => key === 'name' || isDeepStrictEqual(value, other.entries.get(key)?.value),
  );
}

/** Lints, goes further with what is sound, and reports what no comment suppresses. */
function settled<T>(
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

type PlaceOfOrigin = (origin: PolicyPath) => Place | undefined;

function tellFallbacks(legal: LegalRulesets, at: PlaceOfOrigin, report: Report): readonly Told[] {
  const told = tell(fallbacksOf(legal), at);
  for (const one of told) report(legal.iptables === undefined ? uncarriedSignatures(one) : one.diagnostic);
  return told;
}

/** The same policy while it only observes; no signatures apart, since those of `legal` decide nothing by themselves. */
export const legalizeObserving = ({ ruleset, host }: Pick<Legalized, 'ruleset' | 'host'>): LegalRulesets =>
  legalizeAll(observing(ruleset), host);

/** Where the policy says what a rule comes from; `undefined` where it is a default. */
const placeIn = (document: Document) => (origin: PolicyPath) =>
  nodeAt(document.written, origin.slice(0, 1)) === undefined
    ? undefined
    : placeOf(document.root, origin, 'value');

function legalizeAll(ruleset: Ruleset, { platform, backends }: Host): LegalRulesets {
  const wants = (backend: 'iptables' | 'nftables') => backends.includes(backend);
  return {
    iptables: wants('iptables') ? legalizeEach(ruleset, capabilitiesOf.iptables(platform)) : undefined,
    ...(wants('nftables')
      ? forNftables(ruleset, capabilitiesOf.nftables(platform), companionOf(platform))
      : { nftables: undefined, companion: undefined }),
  };
}

function fallbacksOf({ iptables, nftables, companion }: LegalRulesets) {
  const all = [iptables?.ipv4, iptables?.ipv6, nftables, companion?.ipv4, companion?.ipv6];
  return all.flatMap((legal) => legal?.fallbacks ?? []);
}
