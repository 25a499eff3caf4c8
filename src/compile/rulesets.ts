import type { Legalized } from '../compile.js';
import type { Diagnostic, Place, Report } from '../diagnostics/diagnostic.js';
import type { LegalRulesets } from '../emit/artifacts.js';
import { forNftables, legalizeEach } from '../legalize/for-nftables.js';
import { type Told, tell } from '../legalize/tell.js';
import { observing } from '../lower/learning.js';
import { type Document, nodeAt, placeOf } from '../parse/document.js';
import { capabilitiesOf, companionOf } from '../platform/capabilities.js';
import type { Host } from '../platform/resolve.js';
import type { PolicyPath } from '../policy/path.js';
import type { Ruleset } from '../ruleset/ruleset.js';

/** Where a file says the very value, or its key where that is a map: what stands above a default does not say it. */
export const saidIn =
  (document: Document) =>
  (origin: PolicyPath): Place | undefined => {
    const node = nodeAt(document.root, origin);
    if (node?.span === undefined) return undefined;
    return placeOf(document.root, origin, node.kind === 'map' ? 'key' : 'value');
  };

/** Where the policy says what a rule comes from; `undefined` where it is a default. */
export const placeIn = (document: Document) => (origin: PolicyPath) =>
  nodeAt(document.written, origin.slice(0, 1)) === undefined
    ? undefined
    : placeOf(document.root, origin, 'value');

/** The ruleset as each backend of the host can have it. */
export function legalizeAll(ruleset: Ruleset, { platform, backends }: Host): LegalRulesets {
  const wants = (backend: 'iptables' | 'nftables') => backends.includes(backend);
  return {
    iptables: wants('iptables') ? legalizeEach(ruleset, capabilitiesOf.iptables(platform)) : undefined,
    ...(wants('nftables')
      ? forNftables(ruleset, capabilitiesOf.nftables(platform), companionOf(platform))
      : { nftables: undefined, companion: undefined }),
  };
}

/** The same policy while it only observes; no signatures apart, since those of `legal` decide nothing by themselves. */
export const legalizeObserving = ({ ruleset, host }: Pick<Legalized, 'ruleset' | 'host'>): LegalRulesets =>
  legalizeAll(observing(ruleset), host);

type PlaceOfOrigin = (origin: PolicyPath) => Place | undefined;

/** Reports where a backend has something else than the policy asks for. */
export function tellFallbacks(legal: LegalRulesets, at: PlaceOfOrigin, report: Report): readonly Told[] {
  const told = tell(fallbacksOf(legal), at);
  for (const one of told) report(legal.iptables === undefined ? uncarriedSignatures(one) : one.diagnostic);
  return told;
}

function fallbacksOf({ iptables, nftables, companion }: LegalRulesets) {
  const all = [iptables?.ipv4, iptables?.ipv6, nftables, companion?.ipv4, companion?.ipv6];
  return all.flatMap((legal) => legal?.fallbacks ?? []);
}

/**
 * What `tell` said of signatures that a backend cannot search for, where no other backend of the target carries them: that
 * is a risk of the policy, which lint tells too.
 */
function uncarriedSignatures({ diagnostic }: Told): Diagnostic {
  if (diagnostic.code !== 'VG411') return diagnostic;
  const { signatures } = diagnostic.args;
  return { ...diagnostic, code: 'VG365', args: { signatures } };
}
