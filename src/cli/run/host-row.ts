import type { CompileInput } from '../../compile.js';
import { readFacts, rowScript } from '../../doctor/facts-script.js';
import { rowOf } from '../../doctor/platform-row.js';
import type { Destination } from '../../host/remote/ssh.js';
import type { ToolResult } from '../../host/run-tool.js';
import { nodeAt } from '../../parse/document.js';
import { parse } from '../../parse/parse.js';
import { AUTO } from '../../platform/platform.js';
import type { ExitStatus } from '../exit-status.js';
import { exitStatus } from '../exit-status.js';
import type { PolicyOptions } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { compileFile } from './compile-file.js';
import { onHost } from './remote/on-host.js';

/** Whether the policy leaves the row to the host. What is wrong with it, the compiler tells later. */
function leavesItToTheHost(path: string, options: PolicyOptions, io: Io): boolean {
  const target = (input: CompileInput) => {
    const document = parse(input, () => {});
    return document && nodeAt(document.root, ['target', 'platform']);
  };
  const { compiled: node } = compileFile(target, path, options, io);
  return node?.kind === 'scalar' && node.value === AUTO;
}

/**
 * The options with the row of the host, where the policy says `platform: auto` and the command line does not say which. A status, and said
 * so, where the host does not tell.
 */
export async function withRow<T extends PolicyOptions>(
  path: string,
  options: T,
  host: Destination | undefined,
  io: Io,
): Promise<T | ExitStatus> {
  if (options.platform !== undefined || !leavesItToTheHost(path, options, io)) return options;
  let asked: ToolResult | undefined;
  const status = await onHost(host, io, async (there) => {
    const machine = await there.machine();
    asked = await machine.run('sh', ['-s'], { input: rowScript });
    return exitStatus.done;
  });
  if (asked === undefined) return status;
  const facts = asked.kind === 'done' ? readFacts(asked.output) : undefined;
  const platform = facts && rowOf(facts);
  if (platform === undefined) {
    const words = asked.kind === 'failed' ? asked.words : 'its shell does not tell the versions';
    return complain(io, exitStatus.failed, `the host cannot be asked for platform: auto: ${words}`);
  }
  complain(io, exitStatus.done, `platform: auto is ${platform.name} here`);
  return { ...options, platform };
}
