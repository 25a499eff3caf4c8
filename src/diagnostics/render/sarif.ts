import type { Diagnostic, Severity } from '../diagnostic.js';
import { inOrder, shownOf, type Told } from '../order.js';
import type { Location } from '../position.js';
import { visible, visibleJson } from '../visible.js';
import type { Entry } from '../words/entry.js';
import { type Code, words } from '../words/index.js';
import { fingerprints } from './json.js';

/** A path as a URI: relative to the folder that the command ran in, or with `file://` where it is absolute (RFC 8089). */
export function artifactUri(path: string): string {
  // Half of a surrogate pair has no UTF-8, and encodeURIComponent throws for it.
  const encoded = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}

/** What a log tells about each code that it has results of. */
export function sarifRules(codes: readonly Code[]) {
  return codes.map((id) => {
    const {
      severity,
      title,
      why,
      example,
    }: Pick<Entry<never>, 'severity' | 'title' | 'why' | 'example'> = words[id];
    return {
      id,
      name: pascalCase(title),
      shortDescription: { text: `${title.charAt(0).toUpperCase()}${title.slice(1)}.` },
      fullDescription: { text: why },
      help: { text: `Wrong:\n\n${example.wrong}\nRight:\n\n${example.right}` },
      defaultConfiguration: { level: severity },
    };
  });
}

/** Names of rules are identifiers by convention (SARIF 2.1.0, 3.49.7): `SshOpenToAnybody`. */
function pascalCase(title: string): string {
  return (title.match(/[A-Za-z0-9]+/g) ?? [])
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

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
