import { lintPolicy } from '../../src/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { words } from '../../src/diagnostics/words/index.js';
import { type Input, importRules } from '../../src/import/import.js';
import { remarkText } from '../../src/import/remark-words.js';
import { writePolicy } from '../../src/import/write-policy.js';
import type { PolicyFiles } from '../../src/parse/files.js';
import type { Policy } from '../../src/policy/policy.js';
import { writtenIn } from './written.js';

export interface ImportedText {
  readonly text: string;
  /** Its keys and values, without comments and blank lines. */
  readonly plain: string;
  readonly remarks: readonly string[];
  readonly policy: Policy;
}

/** The policy that these texts become, which must lint without an error; the same each time. */
export function imported(...inputs: readonly Input[]): ImportedText {
  const once = importRules(inputs, []);
  const again = importRules(inputs, []);
  if (once.kind !== 'draft' || again.kind !== 'draft') throw new Error('one of the texts was not recognised');
  const names = inputs.map(({ name }) => name);
  const { text } = writePolicy(once.draft, names, 'whole');
  expect(writePolicy(again.draft, names, 'whole').text).toBe(text);
  expect(inputs.flatMap(writtenIn).filter((rule) => !text.includes(rule))).toEqual([]);
  const findings: Diagnostic[] = [];
  const bytes = new TextEncoder().encode(text);
  const files: PolicyFiles = {
    read: () => ({ kind: 'text', path: 'policy.yaml', identity: 'policy.yaml', outside: false, bytes }),
  };
  const input = { path: 'policy.yaml', files, profile: undefined, today: '2026-06-01' };
  const { linted } = lintPolicy(input, (finding) => findings.push(finding));
  const errors = findings.filter(({ code }) => words[code].severity === 'error').map(({ code }) => code);
  if (linted === undefined || errors.length > 0) throw new Error(`${errors.join(' ')}\n${text}`);
  const plain = text
    .split('\n')
    .map((line) => line.replace(/\s*#.*$/, ''))
    .filter((line) => line !== '')
    .join('\n');
  return { text, plain, remarks: once.draft.remarks.map(remarkText), policy: linted.policy };
}

export const save = (rules: string, input = 'DROP', name = 'iptables.save'): Input => ({
  name,
  text: `*filter\n:INPUT ${input} [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules.trim()}\nCOMMIT\n`,
});
