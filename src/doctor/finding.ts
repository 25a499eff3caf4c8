import type { Facts } from './facts-script.js';

/** One thing about a host that a policy has to do with. */
export interface Finding {
  readonly id: string;
  /** `problem`: something works against the rules, or does not work. `note`: good to know. */
  readonly severity: 'problem' | 'note';
  readonly what: string;
  readonly means: string;
  /** For the policy, or what to do. */
  readonly write: string | undefined;
}

/** What a host said of a name; empty where it said nothing. */
export const said = (facts: Facts, name: string): string => facts.get(name) ?? '';

export const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
