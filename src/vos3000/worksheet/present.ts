import type { PolicyPath } from '../../policy/path.js';
import type { Audit } from '../audit/audit.js';
import { itemsAt } from '../audit/items-at.js';
import { blank, code, type Text } from './worksheet.js';

/** What the switch holds where the policy wants something; room to write where nobody has looked. */
export type Present = (path: PolicyPath) => Text;

/** Several switches have several values of one name, and all of them are shown. */
export function presentIn(audit: Audit | undefined): Present {
  const itemsOf = itemsAt(audit);
  return (path) => {
    const items = itemsOf(path);
    const held = items.flatMap(({ held }) => (held === undefined ? [] : [held]));
    if (held.length === 0) return [blank];
    return held.flatMap((value, at) => [at === 0 ? '' : ', ', code(shortened(value))]);
  };
}

/** A cell of a table is no place for more. */
const mostCharacters = 100;

const shortened = (value: string): string =>
  value.length > mostCharacters ? `${value.slice(0, mostCharacters)}...` : value;
