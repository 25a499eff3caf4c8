import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = dirname(dirname(import.meta.dirname));
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
    .toSorted();

/** What is written for people, by path from the top of the repository. */
export const documents = ['README.md', 'CONTRIBUTING.md', ...markdownIn('docs'), ...markdownIn('examples')];

export interface Block {
  readonly path: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** Every fenced block of every document, but for the pages of codes: what is wrong and right there stands in the words. */
export const blocks: readonly Block[] = documents.flatMap((path) => {
  if (path.startsWith('docs/checks/')) return [];
  const whole = read(path);
  return [...whole.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ index, 1: language = '', 2: text = '' }) => ({
    path,
    line: whole.slice(0, index).split('\n').length,
    language,
    text,
  }));
});

/** A block whose first line is `# name.ext` is the file of that name, for the others that include or list it. */
export const files: Readonly<Record<string, string>> = Object.fromEntries(
  blocks.flatMap(({ text }) => {
    const [, name] = /^# ([\w./-]+\.\w+)\n/.exec(text) ?? [];
    return name === undefined ? [] : [[name, text]];
  }),
);

/** The texts in backticks. */
export function spans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
}

/** The headings of a document as GitHub's anchors. */
export function anchorsIn(path: string): readonly string[] {
  const headings = [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
