/** The sets that a script has made, each with the line that made it and its entries as they were added. */
export type ScriptSets = Map<string, ScriptSet>;

export interface ScriptSet {
  /** The type and its options. */
  readonly type: string;
  /** By the entry, with what was said of it. */
  readonly entries: Map<string, string>;
}

/** One call of ipset, with what it read where it restores. */
export function takeSet(
  sets: ScriptSets,
  call: { readonly words: readonly string[]; readonly input: string },
): void {
  const words = plainWords(call.words);
  if (words[0] === 'restore' || words[0] === '-R')
    for (const line of call.input.split('\n')) takeLine(sets, plainWords(line.trim().split(/\s+/)));
  else takeLine(sets, words);
}

const plainWords = (words: readonly string[]): readonly string[] =>
  words.filter((word) => !/^(-exist|-!|--exist|-quiet|-q)$/.test(word));

function takeLine(sets: ScriptSets, [verb = '', name = '', third = '', ...more]: readonly string[]): void {
  const change = verbs.get(verb);
  if (change !== undefined && (name !== '' || /^(flush|destroy|-F|-X)$/.test(verb)))
    change(sets, name, third, more.join(' '));
}

type Verb = (sets: ScriptSets, name: string, third: string, more: string) => void;

const create: Verb = (sets, name, type, more) => {
  if (!sets.has(name)) sets.set(name, { type: `${type} ${more}`.trim(), entries: new Map() });
};

const flush: Verb = (sets, name) => {
  for (const set of name === '' ? sets.values() : [sets.get(name)]) set?.entries.clear();
};

const rename: Verb = (sets, name, to) => {
  const set = sets.get(name);
  if (set === undefined || to === '') return;
  sets.delete(name);
  sets.set(to, set);
};

const swap: Verb = (sets, name, other) => {
  const [first, second] = [sets.get(name), sets.get(other)];
  if (first !== undefined && second !== undefined) sets.set(name, second).set(other, first);
};

const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ...['create', '-N'].map((word) => [word, create] as const),
  ...['add', '-A'].map(
    (word) =>
      [
        word,
        (sets: ScriptSets, name: string, entry: string, more: string) =>
          void sets.get(name)?.entries.set(entry, more),
      ] as const,
  ),
  ...['del', '-D'].map(
    (word) =>
      [
        word,
        (sets: ScriptSets, name: string, entry: string) => void sets.get(name)?.entries.delete(entry),
      ] as const,
  ),
  ...['flush', '-F'].map((word) => [word, flush] as const),
  ...['destroy', '-X'].map(
    (word) =>
      [
        word,
        (sets: ScriptSets, name: string) => (name === '' ? sets.clear() : void sets.delete(name)),
      ] as const,
  ),
  ...['rename', '-E'].map((word) => [word, rename] as const),
  ...['swap', '-W'].map((word) => [word, swap] as const),
]);

/** As `ipset save` would print them. */
export const setsText = (sets: ScriptSets): string =>
  [...sets]
    .flatMap(([name, { type, entries }]) => [
      `create ${name} ${type}`,
      ...[...entries].map(([entry, more]) => `add ${name} ${entry} ${more}`.trim()),
    ])
    .join('\n');
