import type { ListNode } from '../parse/tree.js';

/** An address or network to be blocked, in canonical form, and what a comment says of it: one line of printable ASCII. */
export interface BlockedEntry {
  readonly entry: string;
  readonly comment: string;
}

/** YAML takes an IPv6 address in brackets, or with a colon behind it, for a key. */
const yamlEntry = ({ entry }: BlockedEntry): string => (entry.includes(':') ? `"${entry}"` : entry);

/** `\r\n` where the text has it. */
const endOfLine = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** A list file with the entries below what it has, a line each. */
export function addToListFile(text: string, entries: readonly BlockedEntry[]): string {
  const end = endOfLine(text);
  const before = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
  return `${before}${entries.map(({ entry, comment }) => `${entry} # ${comment}${end}`).join('')}`;
}

/**
 * The text of a policy with the entries at the end of a list in it, in the way in which the list is written: in brackets, or
 * with a line and a dash for each item. `undefined` where the list is written in neither.
 */
export function addToList(
  text: string,
  list: ListNode,
  entries: readonly BlockedEntry[],
): string | undefined {
  const { span, items } = list;
  if (span === undefined) return undefined;
  if (text[span.start] === '[' && text[span.end - 1] === ']') {
    const inner = text.slice(span.start + 1, span.end - 1).trimEnd();
    const comma = inner === '' || inner.endsWith(',') ? '' : ',';
    const at = span.start + 1 + inner.length;
    // Behind a comment at its end, the items go to the line of the bracket.
    const isComment = /#[^\n]*$/.test(inner);
    const place = isComment ? span.end - 1 : at;
    const space = inner === '' ? '' : ' ';
    const sign =
      isComment &&
      !inner
        .replace(/#[^\n]*$/, '')
        .trimEnd()
        .endsWith(',')
        ? ', '
        : `${comma}${space}`;
    return insert(text, place, `${sign}${entries.map(yamlEntry).join(', ')}`);
  }
  const last = items.at(-1)?.span;
  const lineStart = last === undefined ? -1 : text.lastIndexOf('\n', last.start - 1) + 1;
  const indent = last === undefined ? undefined : /^( *)- /.exec(text.slice(lineStart, last.start))?.[1];
  if (last === undefined || indent === undefined) return undefined;
  const end = endOfLine(text);
  const next = text.indexOf('\n', last.end - 1);
  const at = next === -1 ? text.length : next + 1;
  const lines = entries.map((one) => `${indent}- ${yamlEntry(one)} # ${one.comment}${end}`).join('');
  return insert(text, at, next === -1 ? `${end}${lines}` : lines);
}

const insert = (text: string, at: number, what: string): string =>
  `${text.slice(0, at)}${what}${text.slice(at)}`;

/** The same for a policy that has no such list: one under a key at its end. */
export function addKey(text: string, key: string, entries: readonly BlockedEntry[]): string {
  const end = endOfLine(text);
  const before = text === '' || text.endsWith('\n') ? text : `${text}${end}`;
  const lines = entries.map((one) => `  - ${yamlEntry(one)} # ${one.comment}${end}`);
  return `${before}${key}:${end}${lines.join('')}`;
}
