import { exampleFinding } from '../../src/compile/examples.js';
import type { Severity } from '../../src/diagnostics/diagnostic.js';
import { findingInFull } from '../../src/diagnostics/render/pretty.js';
import { type Code, type Topic, topics, words } from '../../src/diagnostics/words/index.js';

const means: { readonly [S in Severity]: string } = {
  error: 'nothing is compiled, and no comment can suppress it',
  warning: 'the policy compiles, with a risk',
  note: 'the policy compiles; something may be other than it looks',
};

/** docs/checks: a page for each topic and the list of all codes, by file name. Made of the words, whose examples the tests run. */
export function checkPages(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', index()],
    ...topics.map((topic) => [`${topic.page}.md`, page(topic)] as const),
  ]);
}

function page({ title, codes }: Topic): string {
  return `# ${title}

${codes.map(section).join('\n')}
[All codes](README.md)
`;
}

/** The heading is the code alone, so that its anchor stays when a title is worded anew. */
function section(code: Code): string {
  const { severity, title, example } = words[code];
  const finding = exampleFinding(code);
  return `## ${code}

**${capital(title)}.** ${capital(severity)}: ${means[severity]}.

${fenced(example.wrong, 'yml')}
${finding === undefined ? '' : `${fenced(findingInFull(finding), 'text')}\n`}Right:

${fenced(example.right, 'yml')}${suppressing(code, severity)}`;
}

/** Not `yaml`: such blocks in documents are policies without mistakes. */
const fenced = (text: string, language: 'yml' | 'text'): string =>
  `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

function suppressing(code: Code, severity: Severity): string {
  if (severity === 'error' || code.startsWith('VG7')) return '';
  return `
Where it is meant: \`# vosguard-disable-next-line ${code} -- why this is right here\`
`;
}

function index(): string {
  const tables = topics.map(
    (topic) =>
      `## [${topic.title}](${topic.page}.md)\n\n| code | severity | |\n|---|---|---|\n${topic.codes.map((code) => row(topic, code)).join('')}`,
  );
  return `# Codes

What \`lint\` and \`compile\` can say; \`vosguard explain CODE\` prints the same as these pages. How to suppress a finding: [lint.md](../lint.md).
These pages are made of the program's own words by \`npm run build\`.

${tables.join('\n')}`;
}

function row({ page }: Topic, code: Code): string {
  const { severity, title } = words[code];
  return `| [${code}](${page}.md#${code.toLowerCase()}) | ${severity} | ${title} |\n`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
