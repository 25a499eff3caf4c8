import type { Finding, Severity } from './diagnostic.js';
import { visible } from './visible.js';
import type { Entry } from './words/entry.js';
import { type ArgsByCode, type Code, words } from './words/index.js';

/** A finding's words, ready to print: what input they quote has been made visible. */
export interface Sentences {
  readonly severity: Severity;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

const entries: { readonly [C in Code]: Entry<ArgsByCode[C]> } = words;

/** Says what a finding is, why it matters and what to write instead. */
export function sentences<C extends Code>({ code, args }: Finding<C>): Sentences {
  const { severity, title, what, why, instead } = entries[code];
  return { severity, title, what: visible(what(args)), why, instead: visible(instead(args)) };
}
