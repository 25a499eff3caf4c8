import type { Rule } from '../ruleset/ruleset.js';

/** For the top of a file: what a chain without a last word means. */
export const endNote = 'A packet that comes to the end of a chain is let through.';

/**
 * The rules of a chain without the one at its end that lets through what is left: both kernels do so by themselves. Chains are entered by goto, so
 * that behind the last rule a packet is back at the hook (nf_tables_core.c), or behind the jump from the built-in chain (ip_tables.c). A chain that
 * is jumped to only refuses or falls through, and so do those to which it leads.
 */
export function withoutEnd(rules: readonly Rule[]): readonly Rule[] {
  const last = rules.at(-1);
  return last !== undefined && letsAllThrough(last) ? rules.slice(0, -1) : rules;
}

const letsAllThrough = ({ matches, action: { kind } }: Rule): boolean =>
  matches.length === 0 && (kind === 'pass' || kind === 'accept');
