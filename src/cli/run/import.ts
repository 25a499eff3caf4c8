import { dirname, join, resolve } from 'node:path';
import { lintPolicy } from '../../compile.js';
import { inert, visibleJson } from '../../diagnostics/visible.js';
import { writeNewFile } from '../../host/writing.js';
import type { Draft } from '../../import/draft.js';
import { type Input, importRules, unknownText } from '../../import/import.js';
import { remarkJson, remarkText } from '../../import/remark-words.js';
import { writePolicy } from '../../import/write-policy.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ImportInvocation } from '../import-invocation.js';
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

function writeImported(inputs: readonly Input[], invocation: ImportInvocation, io: Io): ExitStatus {
  const imported = importRules(inputs, invocation.sip);
  if (imported.kind === 'unknown') return complain(io, exitStatus.usage, unknownText(imported));
  const { draft } = imported;
  const names = inputs.map(({ name }) => name);
  const problems = lintText(writePolicy(draft, names, 'first').text, io);
  if (problems !== exitStatus.done) return problems;
  const { text } = writePolicy(draft, names, 'whole');
  if (invocation.json) {
    const whole = { format: 1, policy: text, remarks: draft.remarks.map(remarkJson) };
    io.stdout.write(visibleJson(`${JSON.stringify(whole, undefined, 2)}\n`));
    return exitStatus.done;
  }
  if (invocation.output !== undefined) return writeFiles(draft, names, invocation.output, io);
  io.stdout.write(inert(text));
  return exitStatus.done;
}

/** The lists first: a policy that stands there has all that it names. */
function writeFiles(draft: Draft, names: readonly string[], output: string, io: Io): ExitStatus {
  const { text, lists } = writePolicy(draft, names, 'files');
  const path = resolve(io.cwd, output);
  const files = [
    ...[...lists].map(([name, list]) => [join(dirname(path), name), list] as const),
    [path, text] as const,
  ];
  for (const [file, content] of files) {
    const fault = writeNewFile(file, content);
    if (fault !== undefined) return complain(io, exitStatus.failed, `cannot write ${systemWords(fault)}`);
  }
  const told = draft.remarks.map((remark) => `  ${remarkText(remark)}\n`).join('');
  io.stderr.write(
    inert(
      `${output} is written.${told === '' ? '' : ` What else the old rules did, also at its end:\n${told}`}\n`,
    ),
  );
  return exitStatus.done;
}

/** What is written is read once more, as lint reads it: a policy that has errors is a mistake of ours and is not handed out. */
function lintText(text: string, io: Io): ExitStatus {
  const options = { profile: undefined, allowOutside: false, format: 'compact', colour: undefined } as const;
  const given = new TextEncoder().encode(text);
  const path = resolve(io.cwd, 'policy.yaml');
  const { findings, status } = compileFile(
    (input, report) => lintPolicy(input, report).linted,
    path,
    options,
    io,
    { given },
  );
  if (status === exitStatus.done) return status;
  printFindings(findings, options, io, io.stderr);
  return complain(io, exitStatus.failed, 'the policy that these rules make has errors; please report');
}
