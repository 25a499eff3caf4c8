import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Location } from '../../diagnostics/locate.js';
import type { Place, SourceFile } from '../../diagnostics/source.js';
import type { Document } from '../../parse/document.js';
import type { Effect } from './effect.js';

/** Whether a finding is one that the comment speaks of. */
export function coverOf(
  { form, code, comment }: Effect,
  document: Document,
  locate: (place: Place) => Location,
): (finding: Diagnostic) => boolean {
  const { file } = comment;
  // A finding about defaults has no place: it belongs to the policy itself.
  const isIn = ({ place }: Diagnostic) => (place === undefined ? document.files[0] : place.file) === file;
  const own = locate(comment).start.line;
  const line = form === '-file' ? undefined : form === '-line' ? own : lineAfter(file, own);
  return (finding) =>
    finding.code === code &&
    isIn(finding) &&
    (line === undefined || (finding.place !== undefined && locate(finding.place).start.line === line));
}

/** The next line that says something: comments may stand above each other. Lines count from 1. */
function lineAfter({ text }: SourceFile, line: number): number {
  const after = text.split('\n').slice(line);
  const skipped = after.findIndex((one) => !/^\s*(#|$)/.test(one));
  return line + 1 + Math.max(0, skipped);
}
