import { identifier } from './spelling.js';

/** A terminal at its widest; an indent of a tab counts as eight. */
const COLUMNS = 180;
const TAB = 8;

const width = (line: string) => line.replaceAll('\t', ' '.repeat(TAB)).length;

/** Before these words a line that is too long goes on in the next. Nothing else in a rule is quoted but what stands in quotes. */
const breaks: ReadonlySet<string> = new Set(['comment', 'counter', 'meta', 'goto', 'update', 'log']);

/** The declaration of a set or limit in one line, with what it means behind it. */
export function declaration(
  noun: 'set' | 'limit',
  name: string,
  parts: readonly string[],
  means: string,
): string {
  const line = `\t${noun} ${identifier(name)} { ${parts.map((part) => `${part};`).join(' ')} }`;
  if (means === '') return `${line}\n`;
  const remark = `# ${means}`;
  return width(`${line}  ${remark}`) <= COLUMNS ? `${line}  ${remark}\n` : `\t${remark}\n${line}\n`;
}

/** A chain of one rule that fits into one line is one. The installer finds rules, with their counters, by line: never two in one. */
export function chainBlock(name: string, lines: readonly string[]): string {
  if (lines.length > 1) return openBlock(name, lines);
  const short = `\tchain ${identifier(name)} { ${lines.map((line) => `${line};`).join(' ')} }`;
  if (lines.length > 0 && width(short) <= COLUMNS && !short.includes('\n')) return `${short}\n`;
  return openBlock(name, lines);
}

export function openBlock(name: string, lines: readonly string[]): string {
  return `\tchain ${identifier(name)} {\n${lines.map((line) => `\t\t${folded(line)}\n`).join('')}\t}\n`;
}

/** nft reads on behind a backslash at the end of a line. */
function folded(line: string): string {
  if (width(`\t\t${line}`) <= COLUMNS || line.includes('\n')) return line;
  const words = line.match(/"[^"]*"|[^\s"]+/g) ?? [];
  const lines: string[] = [];
  let current: readonly string[] = [];
  for (const piece of pieces(words)) {
    const indent = lines.length === 0 ? '\t\t' : '\t\t\t';
    if (current.length > 0 && width(`${indent}${[...current, piece].join(' ')} \\`) > COLUMNS) {
      lines.push(current.join(' '));
      current = [piece];
    } else current = [...current, piece];
  }
  return [...lines, current.join(' ')].join(' \\\n\t\t\t');
}

function pieces(words: readonly string[]): readonly string[] {
  const starts = words.flatMap((word, index) => (index === 0 || breaks.has(word) ? [index] : []));
  return starts.map((start, index) => words.slice(start, starts[index + 1]).join(' '));
}
