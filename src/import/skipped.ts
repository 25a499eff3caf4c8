import type { Skip, Skipped } from './chains.js';
import type { Remark } from './draft.js';

/** Of rules that lead to others, and of those to which nothing comes. */
export const skippedRemarks = (skipped: readonly Skipped[]): readonly Remark[] =>
  skipped.map(({ origin, why }) => ({ origin, ...saidOf(why) }));

function saidOf(why: Skip) {
  switch (why.kind) {
    case 'leads':
    case 'returns':
      return { kind: 'built-in', what: why.kind } as const;
    case 'behind':
      return { kind: 'dead', by: why.by } as const;
    case 'nobody':
    case 'too-many':
      return { kind: 'lost', why: { kind: why.kind } } as const;
  }
}
