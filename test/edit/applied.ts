/** Applies a patch of one hunk as `patch` does, and insists on its context to the byte. */
export function applied(before: string, patch: string): string {
  if (patch === '') return before;
  const lines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const [, , head = '', ...body] = lines(patch);
  const [, from = '', count = ''] = /^@@ -(\d+),(\d+) \+\d+,\d+ @@\n$/.exec(head) ?? [];
  if (from === '') throw new Error(`no hunk: ${head}`);
  const hunk = body.flatMap((line, index) => {
    if (line.startsWith('\\')) return [];
    return body[index + 1]?.startsWith('\\') ? [line.slice(0, -1)] : [line];
  });
  const old = hunk.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
  const next = hunk.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
  const all = lines(before);
  const start = Number(count) === 0 ? Number(from) : Number(from) - 1;
  expect(all.slice(start, start + Number(count))).toEqual(old);
  return [...all.slice(0, start), ...next, ...all.slice(start + Number(count))].join('');
}
