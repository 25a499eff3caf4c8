import type { Severity } from '../../src/diagnostics/diagnostic.js';
import { codes } from '../../src/diagnostics/explain.js';
import type { Entry } from '../../src/diagnostics/words/entry.js';
import { type Code, words } from '../../src/diagnostics/words/index.js';

type Static = Pick<Entry<never>, 'severity' | 'title' | 'why' | 'example'>;

const means: { readonly [S in Severity]: string } = {
  error: 'nothing is compiled, and no comment can suppress it',
  warning: 'the policy compiles, with a risk',
  note: 'the policy compiles; something may be other than it looks',
};

const groups: readonly (readonly [prefix: string, about: string])[] = [
  ['VG1', 'Reading: files, YAML, includes'],
  ['VG2', 'Shape: keys, values, addresses, lists'],
  ['VG3', 'Checks: what is valid and still wrong'],
  ['VG4', 'Backends and platforms: what cannot be carried as it was asked'],
  ['VG5', 'VOS3000'],
  ['VG6', 'Tests of a policy'],
  ['VG7', 'Suppressions'],
];

/** docs/checks: a page for each code and the list of all, by file name. Made of the words, whose examples the tests run. */
export function checkPages(): ReadonlyMap<string, string> {
  return new Map([['README.md', index()], ...codes.map((code) => [`${code}.md`, page(code)] as const)]);
}

function page(code: Code): string {
  const { severity, title, why, example }: Static = words[code];
  return `# ${code}: ${title}

${capital(severity)}: ${means[severity]}.

${why}

Wrong:

${fenced(example.wrong)}
Right:

${fenced(example.right)}${suppressing(code, severity)}
[All codes](README.md)
`;
}

/** Not `yaml`: such blocks in documents are policies without mistakes. */
const fenced = (text: string): string => `\`\`\`yml\n${text.trimEnd()}\n\`\`\`\n`;

function suppressing(code: Code, severity: Severity): string {
  if (severity === 'error' || code.startsWith('VG7')) return '';
  return `
Where it is meant, say so on the line above, with the reason:

\`\`\`yml
# vosguard-disable-next-line ${code} -- why this is right here
\`\`\`
`;
}

function index(): string {
  const tables = groups.flatMap(([prefix, about]) => {
    const rows = codes.filter((code) => code.startsWith(prefix)).map(row);
    return rows.length === 0 ? [] : [`## ${about}\n\n| code | severity | |\n|---|---|---|\n${rows.join('')}`];
  });
  return `# Codes

What \`lint\` and \`compile\` can say; \`vosguard explain CODE\` prints the same as these pages. How to suppress a finding: [lint.md](../lint.md).
These pages are made of the program's own words by \`npm run build\`.

${tables.join('\n')}`;
}

function row(code: Code): string {
  const { severity, title }: Static = words[code];
  return `| [${code}](${code}.md) | ${severity} | ${title} |\n`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
