import { identifier, indent } from './spelling.js';

/** A terminal at its widest. */
const COLUMNS = 180;

/** Before what stands in a chain or a set, and before what goes on there. */
export const body = indent.repeat(2);
export const further = indent.repeat(3);

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
  const line = `${indent}${noun} ${identifier(name)} { ${parts.map((part) => `${part};`).join(' ')} }`;
  if (means === '') return `${line}\n`;
  const remark = `# ${means}`;
  const one = `${line}  ${remark}`;
  return one.length <= COLUMNS ? `${one}\n` : `${indent}${remark}\n${line}\n`;
}

/**
 * A chain that fits into one line is one. Where it begins stands its hook, if it has one, else a rule that counts each of its packets; it ends behind
 * its last rule.
 */
export function chainBlock(name: string, all: readonly string[], hook?: string): string {
  const [first = '', ...others] = all;
  const counts = hook === undefined && /^counter comment "[^"]*"$/.test(first) && others.length > 0;
  return counts ? inBlock(name, others, first) : inBlock(name, all, hook);
}

function inBlock(name: string, lines: readonly string[], head: string | undefined): string {
  const joined = relatedTogether(lines);
  const inner = [...told(head), ...joined].map((line) => `${line};`);
  const short = [`${indent}chain ${identifier(name)} {`, ...inner, '}'].join(' ');
  return short.length <= COLUMNS && !short.includes('\n') ? `${short}\n` : openBlock(name, joined, head);
}

export function openBlock(name: string, lines: readonly string[], hook?: string): string {
  const head = [`${indent}chain ${identifier(name)} {`, ...told(hook).map((line) => `${line};`)].join(' ');
  const last = lines.length - 1;
  const rules = lines.map((line, index) => `\n${body}${folded(index === last ? `${line}; }` : line)}`);
  return lines.length === 0 ? `${head} }\n` : `${head}${rules.join('')}\n`;
}

const told = (hook: string | undefined): readonly string[] => (hook === undefined ? [] : [hook]);

/**
 * The two rules that are one but for the family stand in one line where they fit, and so do those that send what begins with one text or another to
 * the same place, or count it.
 */
function relatedTogether(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let begun: string | undefined;
  for (const [index, line] of lines.entries()) {
    const last = joined.at(-1);
    const isTwin = idOf(line) !== undefined && idOf(line) === idOf(lines[index - 1]);
    // A map ends in a line of its own, and what goes elsewhere stands behind it.
    const end = last?.slice(last.lastIndexOf('\n') + 1);
    const fits = end !== undefined && isOneLine(`${end}; ${line}`);
    const isBegun = begun !== undefined && begun === (isTwin ? idOf(line) : targetOf(line));
    if (fits && isBegun) joined[joined.length - 1] = `${last}; ${line}`;
    else joined.push(line);
    if (isTwin && isBegun) begun = undefined;
    else if (!(fits && isBegun)) begun = idOf(line) === idOf(lines[index + 1]) ? idOf(line) : targetOf(line);
  }
  return joined;
}

const isOneLine = (line: string) => body.length + line.length <= COLUMNS && !line.includes('\n');
const idOf = (line = '') => / comment ("[^"]*")$/.exec(` ${line}`)?.[1];

/** Where a rule leads, or that it counts, that looks at the beginning of a message and at nothing else. */
const targetOf = (line: string) =>
  /^(?:@[it]h,\d+,\d+ 0x[0-9a-f]+ )+(goto \S+|counter) comment "[^"]*"$/.exec(line)?.[1];

/** nft reads on behind a backslash at the end of a line. */
function folded(line: string): string {
  if (isOneLine(line) || line.includes('\n')) return line;
  const words = line.match(/"[^"]*"|[^\s"]+/g) ?? [];
  const lines: string[] = [];
  let current: readonly string[] = [];
  for (const piece of pieces(words)) {
    const before = lines.length === 0 ? body : further;
    if (current.length > 0 && `${before}${[...current, piece].join(' ')} \\`.length > COLUMNS) {
      lines.push(current.join(' '));
      current = [piece];
    } else current = [...current, piece];
  }
  return [...lines, current.join(' ').replace(/ ; \}$/, '; }')].join(` \\\n${further}`);
}

/** In lines of a map, which end with a remark. */
export function filled<T>(all: readonly T[], widthOf: (one: T) => number): readonly (readonly T[])[] {
  const lines: T[][] = [];
  let left = 0;
  for (const one of all) {
    if (lines.length === 0 || widthOf(one) > left) {
      lines.push([]);
      left = COLUMNS - further.length - ' #'.length;
    }
    lines.at(-1)?.push(one);
    left -= widthOf(one);
  }
  return lines;
}

function pieces(words: readonly string[]): readonly string[] {
  const starts = words.flatMap((word, index) => (index === 0 || breaks.has(word) ? [index] : []));
  return starts.map((start, index) => words.slice(start, starts[index + 1]).join(' '));
}
