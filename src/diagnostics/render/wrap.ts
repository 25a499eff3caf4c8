const columns = 100;

/** Text in lines of at most 100 columns: `first` begins the first line, `rest` the others. A longer word stays whole. */
export function wrap(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (empty || longer.length <= columns) {
      line = longer;
    } else {
      lines.push(line);
      line = rest + word;
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}
