import type { Skipped } from './chains.js';
import type { Remark } from './draft.js';

/** Of rules that lead to others, and of those to which nothing comes. */
export const skippedRemarks = (skipped: readonly Skipped[]): readonly Remark[] =>
  skipped.map(({ origin, why }): Remark => {
    switch (why.kind) {
      case 'leads':
        return { kind: 'built-in', what: 'leads', origin };
      case 'returns':
        return { kind: 'built-in', what: 'returns', origin };
      case 'behind':
        return { kind: 'dead', by: why.by, origin };
      case 'nobody':
        return { kind: 'lost', why: { kind: 'nobody' }, origin };
      case 'too-many':
        return { kind: 'lost', why: { kind: 'too-many' }, origin };
    }
  });
