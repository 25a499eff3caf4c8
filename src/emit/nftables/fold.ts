import { identifier } from './spelling.js';

/** A terminal at its widest; an indent of a tab counts as eight. */
const COLUMNS = 180;
const TAB = 8;

const width = (line: string) => line.replaceAll('\t', ' '.repeat(TAB)).length;

/** Before these words a line that is too long goes on in the next. Nothing else in a rule is quoted but what stands in quotes. */
const breaks: ReadonlySet<string> = new Set([
  'comment',
  'counter',
  'meta',
  'goto',
  'update',
  'delete',
  'log',
]);

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

/** A chain that fits into one line is one, unless its rules say several things. */
export function chainBlock(name: string, lines: readonly string[]): string {
  const joined = twinsTogether(lines);
  const short = `\tchain ${identifier(name)} { ${joined.map((line) => `${line};`).join(' ')} }`;
  if (joined.length === 1 && width(short) <= COLUMNS && !short.includes('\n')) return `${short}\n`;
  return openBlock(name, joined);
}

export function openBlock(name: string, lines: readonly string[]): string {
  return `\tchain ${identifier(name)} {\n${lines.map((line) => `\t\t${folded(line)}\n`).join('')}\t}\n`;
}

/** The two rules that are one but for the family stand in one line where they fit. */
function twinsTogether(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let previous: string | undefined;
  for (const line of lines) {
    const both = `${previous}; ${line}`;
    if (previous !== undefined && idOf(previous) === idOf(line) && isOneLine(both)) {
      joined[joined.length - 1] = both;
      previous = undefined;
    } else {
      joined.push(line);
      previous = idOf(line) === undefined ? undefined : line;
    }
  }
  return joined;
}

const isOneLine = (line: string) => width(`\t\t${line}`) <= COLUMNS && !line.includes('\n');
const idOf = (line: string) => / comment ("[^"]*")$/.exec(` ${line}`)?.[1];

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
