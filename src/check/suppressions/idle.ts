import type { Span } from '../../diagnostics/source.js';
import { type Document, nodeAt } from '../../parse/document.js';

/** Whether the place is in a profile that is not in use, whose part of the policy nothing has checked. */
export function isIdle({ file, start }: Span, { written, profile }: Document): boolean {
  const profiles = nodeAt(written, ['profiles']);
  if (profiles?.kind !== 'map') return false;
  return [...profiles.entries.values()].some(({ key, keySpan, value: { span } }) => {
    if (key === profile || keySpan === undefined || span === undefined) return false;
    return keySpan.file === file && keySpan.start <= start && start < span.end;
  });
}
