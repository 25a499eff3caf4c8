import type { Report } from '../diagnostics/diagnostic.js';
import type { LegalRulesets } from '../emit/artifacts.js';
import { forNftables } from '../legalize/for-nftables.js';
import { legalizeEach } from '../legalize/legalize-each.js';
import { type Told, tell } from '../legalize/tell.js';
import { lower } from '../lower/lower.js';
import { type Document, nodeAt, placeOf } from '../parse/document.js';
import { capabilitiesOf, companionOf } from '../platform/capabilities.js';
import { type Host, hostOf } from '../platform/host-of.js';
import type { Platform } from '../platform/platform.js';
import type { PolicyPath } from '../policy/path.js';
import type { Policy } from '../policy/policy.js';
import { type CompileInput, type Linted, lintPolicy } from './lint-policy.js';

/** Everything that can be wrong is known now; only the text is missing. */
export interface Legalized extends Linted {
  readonly platform: Platform;
  readonly legal: LegalRulesets;
  readonly told: readonly Told[];
}

/** Goes the whole way but for printing, which finds nothing: what comes back from here compiles. */
export function legalizePolicy(input: CompileInput, report: Report): Legalized | undefined {
  const linted = lintPolicy(input, report);
  if (linted === undefined) return undefined;
  const { policy, document } = linted;
  const at = placeIn(document);
  const host = hostOf(policy.target, at, report);
  if (host === undefined) return undefined;
  const { platform } = host;
  const legal = legalizeAll(policy, host);
  const told = tell(fallbacksOf(legal), at);
  for (const { diagnostic } of told) report(diagnostic);
  return { policy, document, platform, legal, told };
}

/** Where the policy says what a rule comes from; `undefined` where it is a default. */
const placeIn = (document: Document) => (origin: PolicyPath) =>
  nodeAt(document.written, origin.slice(0, 1)) === undefined
    ? undefined
    : placeOf(document.root, origin, 'value');

function legalizeAll(policy: Policy, { platform, backends }: Host): LegalRulesets {
  const ruleset = lower(policy);
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
