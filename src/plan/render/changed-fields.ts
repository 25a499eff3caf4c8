import type { FieldChange } from '../plan.js';
import { shortText } from './short-text.js';

/** `rate over 10/second burst 20 -> over 5/second burst 10`. */
export const changedFields = (fields: readonly FieldChange[]): string =>
  fields
    .map(
      ({ key, old, new: next }) => `${key} ${shortText(old ?? '(none)')} -> ${shortText(next ?? '(none)')}`,
    )
    .join(', ');
