import { type BlockedEntry, endOfLine } from './blocked-entry.js';

/** A list file with the entries below what it has, a line each. */
export function addToListFile(text: string, entries: readonly BlockedEntry[]): string {
  const end = endOfLine(text);
  const before = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
  return `${before}${entries.map(({ entry, comment }) => `${entry} # ${comment}${end}`).join('')}`;
}
