import { dirname, join, resolve } from 'node:path';
import { lintPolicy } from '../../compile/lint-policy.js';
import { inert, visibleJson } from '../../diagnostics/visible.js';
import { createText } from '../../host/writing.js';
import { type Input, importRules } from '../../import/import.js';
import { remarkJson, remarkText } from '../../import/remark-words.js';
import type { WrittenPolicy } from '../../import/write-policy.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ImportInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';
import { readOldRules } from './import/read-old-rules.js';
import { onHost } from './remote/on-host.js';
import { systemWords } from './words.js';

/** `vosguard import [FILES]`. The policy goes to stdout or to a file, what is to be told of it to stderr. Changes no rule. */
export const importCommand = (invocation: ImportInvocation, io: Io): Promise<ExitStatus> =>
  onHost(invocation.host, io, (there) => importThere(invocation, there));

async function importThere(invocation: ImportInvocation, io: Io): Promise<ExitStatus> {
  const inputs = await readOldRules(invocation, io);
  if (typeof inputs === 'number') return inputs;
  if (invocation.compare !== undefined)
    return (await import('./import/compare.js')).compareRules(inputs, invocation.compare, invocation, io);
  return writeImported(inputs, invocation, io);
}

async function writeImported(inputs: readonly Input[], invocation: ImportInvocation, io: Io): Promise<ExitStatus> {
  const imported = importRules(inputs, invocation.sip);
  if (imported.kind === 'unknown')
    return complain(io, exitStatus.usage, `${imported.name} is nothing that can be read; --as says what it is`);
  const { written, draft } = imported;
  const problems = lintText(written, invocation, io);
  if (problems !== exitStatus.done) return problems;
  if (invocation.json) {
    const whole = { format: 1, policy: written.text, lists: Object.fromEntries(written.lists), remarks: draft.remarks.map(remarkJson) };
    io.stdout.write(visibleJson(`${JSON.stringify(whole, undefined, 2)}\n`));
    return exitStatus.done;
  }
  if (invocation.output === undefined) {
    io.stdout.write(inert(written.text));
    return exitStatus.done;
  }
  const path = resolve(io.cwd, invocation.output);
  for (const [file, text] of [[path, written.text], ...[...written.lists].map(([name, list]) => [join(dirname(path), name), list])] as const) {
    const fault = createText(file as string, text as string);
    if (fault !== undefined) return complain(io, exitStatus.failed, `cannot write ${systemWords(fault)}`);
  }
  io.stderr.write(inert(report(invocation.output, draft.remarks.map(remarkText))));
  return exitStatus.done;
}

function report(path: string, remarks: readonly string[]): string {
  const told = remarks.map((remark) => `  ${remark}\n`).join('');
  return `${path} is written.${remarks.length === 0 ? '' : ` What else the old rules did, also at its end:\n${told}`}\n`;
}

/** What is written is read once more, as lint reads it: a policy that has errors is a mistake of ours and is not handed out. */
function lintText({ text, lists }: WrittenPolicy, { output }: ImportInvocation, io: Io): ExitStatus {
  const path = resolve(io.cwd, output ?? 'policy.yaml');
  const options = { profile: undefined, allowOutside: false, format: 'compact', colour: undefined } as const;
  const given = new TextEncoder().encode(text);
  const files = new Map([...lists].map(([name, list]) => [join(dirname(path), name), list]));
  const { findings, status } = compileFile((input, report) => lintPolicy(input, report).linted, path, options, io, { given, beside: files });
  if (status === exitStatus.done) return status;
  printFindings(findings, options, io, io.stderr);
  return complain(io, exitStatus.failed, 'the policy that these rules make has errors; please report');
}
