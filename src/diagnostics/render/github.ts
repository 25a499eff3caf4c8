import type { Diagnostic, Severity } from '../diagnostic.js';
import { inOrder, moreText, shownOf, type Told } from '../order.js';
import type { Location } from '../position.js';
import { visible } from '../visible.js';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** One workflow command a finding: GitHub shows it as an annotation at the line of a pull request. */
export function renderGithub(findings: readonly Diagnostic[]): string {
  const { told, more } = shownOf(inOrder(findings));
  const rest = more.length === 0 ? '' : `::notice title=more findings::${escapedData(moreText(more))}\n`;
  return told.map(annotation).join('') + rest;
}

function annotation({ finding, severity, title, what, why, instead, location }: Told): string {
  const properties = [
    ...(location === undefined ? [] : placeProperties(location)),
    ['title', `${finding.code} ${title}`] as const,
  ];
  const told = properties.map(([name, value]) => `${name}=${escapedProperty(value)}`).join(',');
  return `::${commands[severity]} ${told}::${escapedData(`${what}\n${why}\n${instead}`)}\n`;
}

/** GitHub takes columns only where a finding begins and ends on one line. */
function placeProperties({ path, start, end }: Location): readonly (readonly [string, string])[] {
  const columns = [
    ['col', String(start.column)],
    ['endColumn', String(end.column)],
  ] as const;
  return [
    ['file', path],
    ['line', String(start.line)],
    ['endLine', String(end.line)],
    ...(start.line === end.line ? columns : []),
  ];
}

/**
 * As the toolkit of GitHub's actions escapes what stands behind the second `::` (actions/toolkit, packages/core/src/command.ts).
 * Line ends of ours stay line ends there; those of input have been made visible before.
 */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
