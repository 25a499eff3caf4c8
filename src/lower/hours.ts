import type { When } from '../policy/when.js';
import type { Match } from '../ruleset/match.js';

/** One rule each, which do not exclude each other: the parts of a week in which something holds. */
export interface Part {
  /** Behind the rule's name, where there are several. */
  readonly suffix: string;
  readonly matches: readonly Match[];
}

export const partsOf = (when: When | undefined): readonly Part[] =>
  when === undefined
    ? [{ suffix: '', matches: [] }]
    : when.windows.map((window, index) => ({
        suffix: index === 0 ? '' : `.${index + 1}`,
        matches: [{ kind: 'time', ...window }],
      }));
