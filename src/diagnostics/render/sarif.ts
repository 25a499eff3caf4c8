import type { Diagnostic } from '../diagnostic.js';
import type { Location } from '../locate.js';
import { inOrder, type Told } from '../order.js';
import type { Severity } from '../severity.js';
import { shownOf } from '../shown.js';
import { visible, visibleJson } from '../visible.js';
import { fingerprints } from './fingerprint.js';
import { sarifRules } from './sarif-rules.js';
import { artifactUri } from './uri.js';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const levels = { error: 'error', warning: 'warning', note: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** A SARIF 2.1.0 log of one run, for code scanning. `version` is that of the program. */
export function renderSarif(findings: readonly Diagnostic[], version: string): string {
  const { told, more } = shownOf(inOrder(findings));
  const prints = fingerprints(told);
  const codes = [...new Set(told.map(({ finding }) => finding.code))].sort();
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vosguard', version, rules: sarifRules(codes) } },
        // Columns are counted as in every other format.
        columnKind: 'unicodeCodePoints',
        ...(more.length === 0 ? {} : { properties: { notShown: Object.fromEntries(more) } }),
        results: told.map((one, index) => ({
          ruleId: one.finding.code,
          ruleIndex: codes.indexOf(one.finding.code),
          level: levels[one.severity],
          message: { text: plainText(`${one.what} ${one.instead}`) },
          locations: one.location === undefined ? [] : [{ physicalLocation: physical(one.location) }],
          ...relatedOf(one),
          // GitHub looks at the first name only and counts by itself where it is missing.
          partialFingerprints: {
            primaryLocationLineHash: prints[index],
            'vosguardFinding/v1': prints[index],
          },
        })),
      },
    ],
  };
  return `${visibleJson(JSON.stringify(log, undefined, 2))}\n`;
}

function relatedOf({ related }: Told) {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.map(({ label, location }, index) => ({
      id: index + 1,
      physicalLocation: physical(location),
      message: { text: plainText(visible(label)) },
    })),
  };
}

function physical({ path, start, end }: Location) {
  return {
    artifactLocation: { uri: artifactUri(path) },
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
  };
}

/** A viewer makes a link of `[text](target)` in a message (SARIF 2.1.0, 3.11.6): no policy may put one there. */
function plainText(text: string): string {
  return text.replaceAll('](', '] (');
}
