const columns = 100;

/** The text behind its label, in lines of at most 100 columns, set in by two where it goes on. Long words stay whole. */
export function wrap(text: string, label: string): string {
  const lines: string[] = [];
  let line = label.trimEnd();
  for (const word of text.split(' ')) {
    const longer = line === '' ? `  ${word}` : `${line} ${word}`;
    if (longer.length <= columns) {
      line = longer;
    } else {
      lines.push(line);
      line = `    ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
