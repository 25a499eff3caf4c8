export interface Word {
  readonly text: string;
  /** What stood in quotes is never an option. */
  readonly quoted: boolean;
}

/** The words of a line of iptables-save. Double quotes hold words together; a backslash keeps the next character as it is. */
function splitWords(line: string): readonly Word[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|[^\s"\\])+)/g)].map(
    ([, inQuotes, bare = '']): Word => ({
      text: (inQuotes ?? bare).replace(/\\(.)/g, '$1'),
      quoted: inQuotes !== undefined,
    }),
  );
}

export interface Option {
  /** Without its dashes: `hashlimit-above`. */
  readonly name: string;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** A match or a target with what it was told. The tool's own options (`-p`, `-s`) are those of a part without a name. */
export interface Part {
  readonly kind: 'own' | 'match' | 'jump' | 'goto';
  readonly name: string;
  readonly options: readonly Option[];
}

const long: ReadonlyMap<string, string> = new Map([
  ['--protocol', '-p'],
  ['--source', '-s'],
  ['--destination', '-d'],
  ['--in-interface', '-i'],
  ['--out-interface', '-o'],
  ['--match', '-m'],
  ['--jump', '-j'],
  ['--goto', '-g'],
]);
const kinds: ReadonlyMap<string, 'match' | 'jump' | 'goto'> = new Map([
  ['-m', 'match'],
  ['-j', 'jump'],
  ['-g', 'goto'],
]);

/** What stands behind `-A CHAIN`, in parts. */
export function parseRule(line: string): readonly Part[] {
  const words = splitWords(line);
  const parts: { kind: Part['kind']; name: string; options: Option[] }[] = [];
  let negated = false;
  for (let at = 0; at < words.length; ) {
    const word = words[at] as Word;
    at += 1;
    if (isNot(word)) {
      negated = true;
      continue;
    }
    // Old tools print `--option ! value` where new ones print `! --option value`.
    if (words[at] !== undefined && isNot(words[at] as Word)) {
      negated = true;
      at += 1;
    }
    const name = long.get(word.text) ?? word.text;
    const end = valuesEnd(words, at);
    const values = words.slice(at, end).map(({ text }) => text);
    at = end;
    const kind = kinds.get(name);
    if (kind !== undefined) parts.push({ kind, name: values.join(' '), options: [] });
    else partFor(parts, name).push({ name: name.replace(/^--?/, ''), values, negated });
    negated = false;
  }
  return parts;
}

/** Options with one dash are the tool's own, wherever they stand; the others belong to the part before them. */
function partFor(parts: { kind: Part['kind']; name: string; options: Option[] }[], name: string): Option[] {
  const last = parts.at(-1);
  if (last !== undefined && (name.startsWith('--') || last.kind === 'own')) return last.options;
  const own: Option[] = [];
  parts.push({ kind: 'own', name: '', options: own });
  return own;
}

const isNot = ({ text, quoted }: Word): boolean => text === '!' && !quoted;

function valuesEnd(words: readonly Word[], from: number): number {
  for (let at = from; at < words.length; at++) {
    const { text, quoted } = words[at] as Word;
    if (!quoted && /^(?:!$|--?[a-z])/i.test(text)) return at;
  }
  return words.length;
}
