import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { isCode } from '../../diagnostics/explain.js';
import type { Span } from '../../diagnostics/source.js';
import { type Code, words } from '../../diagnostics/words/index.js';
import type { SuppressedCode, Suppression } from '../../parse/suppressions.js';
import { finding } from '../check.js';

export const forms = ['-next-line', '-line', '-file'] as const;
export type Form = (typeof forms)[number];

/** One code of a comment that can suppress it. */
export interface Effect {
  readonly form: Form;
  readonly code: Code;
  /** Of the code. */
  readonly place: Span;
  readonly comment: Span;
}

/** What a comment suppresses, and what is wrong with it. Without a reason it suppresses nothing. */
export function effectOf(suppression: Suppression): {
  readonly effects: readonly Effect[];
  readonly faults: readonly Diagnostic[];
} {
  const { codes, reason, place } = suppression;
  const form = forms.find((one) => one === suppression.form);
  if (form === undefined) {
    const args = { form: suppression.form };
    return { effects: [], faults: [finding('VG704', place, args)] };
  }
  if (codes.length === 0) return { effects: [], faults: [finding('VG705', place, {})] };
  const faults = [...(reason === '' ? [finding('VG700', place, {})] : []), ...codes.flatMap(faultOf)];
  const effects = codes.flatMap(({ text, place: at }) =>
    reason !== '' && isCode(text) && canBeSuppressed(text)
      ? [{ form, code: text, place: at, comment: place }]
      : [],
  );
  return { effects, faults };
}

function faultOf({ text, place }: SuppressedCode): readonly Diagnostic[] {
  if (!isCode(text)) return [finding('VG702', place, { code: text })];
  return canBeSuppressed(text) ? [] : [finding('VG703', place, { code: text, title: words[text].title })];
}

/** An error leaves nothing to compile; and a comment that is itself at fault is not mended by another. */
function canBeSuppressed(code: Code): boolean {
  return words[code].severity !== 'error' && !code.startsWith('VG7');
}
