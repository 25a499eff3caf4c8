const CONTEXT = 3;

/**
 * One hunk that turns `before` into `after`, in the form of diff -u, which git apply and patch -p1 take. `path` is relative
 * to where they run. Empty where both are the same.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const old = linesOf(before);
  const next = linesOf(after);
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start] === next[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end++;
  if (start === old.length && start === next.length) return '';
  const from = Math.max(0, start - CONTEXT);
  const behind = Math.min(end, CONTEXT);
  const counts = { old: old.length - end + behind - from, next: next.length - end + behind - from };
  const name = path.includes(' ') ? `${path}\t` : path;
  return [
    `--- a/${name}\n+++ b/${name}\n`,
    `@@ -${rangeOf(from, counts.old)} +${rangeOf(from, counts.next)} @@\n`,
    ...old.slice(from, start).map(marked(' ')),
    ...old.slice(start, old.length - end).map(marked('-')),
    ...next.slice(start, next.length - end).map(marked('+')),
    ...old.slice(old.length - end, old.length - end + behind).map(marked(' ')),
  ].join('');
}

/** With their ends: the last line may have none. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A range without lines is counted from the line before it. */
const rangeOf = (from: number, count: number): string => (count === 0 ? `${from},0` : `${from + 1},${count}`);

const marked =
  (sign: string) =>
  (line: string): string =>
    line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
