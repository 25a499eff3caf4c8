import { resolve } from 'node:path';
import { type Compiled, compilePolicy } from '../../compile.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { renderCompact } from '../../diagnostics/render/compact.js';
import { backendWords } from '../../diagnostics/words/backends.js';
import { words } from '../../diagnostics/words/index.js';
import type { Machine } from '../../host/machine.js';
import { thisMachine } from '../../host/machine.js';
import { writeText } from '../../host/write-text.js';
import { planJson } from '../../plan/render/plan-json.js';
import { planText } from '../../plan/render/plan-text.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { PlanOptions } from '../invocation.js';
import type { Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { printFindings } from './findings.js';
import { liveTexts } from './plan/live-texts-of.js';
import { type Made, madePlan } from './plan/made-plan.js';
import { tellPeers } from './plan/tell-peers.js';
import { systemWords } from './system-words.js';
import { whichPolicy } from './which-policy.js';

/** `vosguard plan [FILE]`. The plan goes to stdout, everything else to stderr. */
export async function plan(options: PlanOptions, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(options.file, io);
  if (path === undefined) return exitStatus.usage;
  const { findings, compiled, status } = compileFile(compilePolicy, path, options, io);
  if (compiled === undefined) {
    printFindings(findings, options, io, io.stderr);
    return status;
  }
  // The plan is what was asked for: warnings take a line each, and what a backend does in another way compile tells.
  const telling = ({ code }: Diagnostic) =>
    words[code].severity !== 'note' && !Object.hasOwn(backendWords, code);
  io.stderr.write(renderCompact(findings.filter(telling)));
  if (options.host === undefined) return planOn(thisMachine, compiled, options, io);
  const machine = await (await io.remote()).machine(options.host, { isInteractive: io.isInteractive });
  if (typeof machine === 'string')
    return complain(io, exitStatus.failed, `${options.host.host} cannot be asked: ${machine}`);
  const planned = await planOn(machine, compiled, options, io);
  await machine.close();
  return planned;
}

async function planOn(
  machine: Machine,
  compiled: Compiled,
  options: PlanOptions,
  io: Io,
): Promise<ExitStatus> {
  const live = await liveTexts(machine, compiled, options, io);
  if (typeof live === 'string') return complain(io, exitStatus.failed, live);
  const made = await madePlan(machine, compiled, live, options.backend);
  switch (made.kind) {
    case 'usage':
      return complain(io, exitStatus.usage, made.words);
    case 'failed':
      return complain(io, exitStatus.failed, made.words);
    case 'made': {
      const status = told(made, compiled, options, io);
      if (options.against === undefined) await tellPeers(machine, compiled, made.backend, io);
      return status;
    }
  }
}

type Told = Extract<Made, { kind: 'made' }>;

function told(made: Told, { policy }: Compiled, options: PlanOptions, io: Io): ExitStatus {
  const { plan: result, backend, state, notes } = made;
  const profile = policy.profile ?? null;
  const json = () =>
    planJson(result, {
      backend,
      state,
      notes,
      policy: { name: policy.name, sha256: policy.digest, profile },
    });
  for (const note of notes) complain(io, exitStatus.done, `note: ${note}`);
  const where = options.against ?? options.host?.host ?? 'this host';
  const heading = { backend, where, policy: policy.name, profile: policy.profile };
  io.stdout.write(options.json ? json() : planText(result, heading));
  if (options.output !== undefined) {
    const fault = writeText(resolve(io.cwd, options.output), json());
    if (fault !== undefined) return complain(io, exitStatus.failed, `cannot write ${systemWords(fault)}`);
  }
  return options.exitCode && result.changes.length > 0 ? exitStatus.problems : exitStatus.done;
}
