import type { SourceFile, Span } from '../../src/diagnostics/diagnostic.js';

/** A policy whose first `wanted` is the place of a finding. */
export function spanOf(text: string, wanted: string, path = 'policy.yaml'): Span {
  return spanIn({ path, text }, wanted);
}

export function spanIn(file: SourceFile, wanted: string): Span {
  const start = file.text.indexOf(wanted);
  if (start === -1) throw new Error(`no ${JSON.stringify(wanted)} in the text`);
  return { file, start, end: start + wanted.length };
}
