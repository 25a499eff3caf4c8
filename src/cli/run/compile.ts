import { resolve } from 'node:path';
import { type Compiled, compilePolicy } from '../../compile.js';
import { writeArtifacts } from '../../host/artifacts.js';
import { explainDefaults } from '../../parse/explain-defaults.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { CompileInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printForCompile } from './findings.js';
import { rulesText, summaryText } from './summary.js';
import { systemWords } from './system-words.js';
import { whichPolicy } from './which-policy.js';

/** `vosguard compile [FILE] [-o DIR]`. Findings go to stderr, the result to stdout or into the folder. */
export async function compile(invocation: CompileInvocation, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const holding = await heldIn(invocation.audit, io);
  if (holding.kind === 'refused') return complain(io, holding.status, holding.words);
  const { html } = invocation;
  const { findings, compiled, status } = compileFile(
    (input, report) => compilePolicy(input, report, 'whole', { html, held: holding.held }),
    path,
    invocation,
    io,
  );
  const { kept } = printForCompile(findings, invocation, io, io.stderr);
  if (compiled === undefined) return status;
  if (invocation.explainDefaults) io.stdout.write(explainDefaults(compiled.document));
  if (invocation.output !== undefined) return write(compiled, invocation.output, kept, io);
  if (!invocation.explainDefaults)
    io.stdout.write(`${summaryText(compiled)}${keptLine(kept)}\n${rulesText(compiled)}`);
  return exitStatus.done;
}

/** What the switch holds, from a file; nothing where none is named. The reader is loaded when it is needed. */
async function heldIn(from: string | undefined, io: Io) {
  if (from === undefined) return { kind: 'held' as const, held: undefined };
  const { heldInFile } = await import('./vos/held-of.js');
  return heldInFile(from, io);
}

const keptLine = (notes: number): string =>
  notes === 0
    ? ''
    : `# ${notes === 1 ? 'a note' : `${notes} notes`} on how the backends do it: --verbose shows them, manifest.json lists them\n`;

function write(compiled: Compiled, folder: string, kept: number, io: Io): ExitStatus {
  const result = writeArtifacts(resolve(io.cwd, folder), compiled.artifacts);
  switch (result.kind) {
    case 'written':
      io.stderr.write(`${summaryText(compiled, { folder, removed: result.removed })}${keptLine(kept)}`);
      return exitStatus.done;
    case 'failed': {
      const state = result.restored
        ? 'nothing was changed'
        : 'and what was there before could not all be put back';
      return complain(io, exitStatus.failed, `cannot write ${systemWords(result.fault)}; ${state}`);
    }
  }
}
