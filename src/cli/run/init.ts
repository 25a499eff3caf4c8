import { resolve } from 'node:path';
import { visible } from '../../diagnostics/visible.js';
import { readPackageFile } from '../../host/program.js';
import type { SystemFault } from '../../host/reading.js';
import { writeNewFile } from '../../host/writing.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { type InitInvocation, type Template, templates } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { starters } from '../starters.js';
import { systemWords } from './words.js';

/** A path of this machine would mean nothing to whoever opens the policy elsewhere. */
const modeline = '# yaml-language-server: $schema=policy.schema.json\n';

/** `vosguard init`. Asks nothing: what it writes is meant to be edited, and the other templates are named. */
export function init({ template, output }: InitInvocation, io: Io): ExitStatus {
  const fault = writeNewFile(resolve(io.cwd, output), modeline + readPackageFile(starters[template].file));
  if (fault !== undefined) return refused({ ...fault, path: output }, io);
  io.stdout.write(nextSteps(template, visible(output)));
  return exitStatus.done;
}

/** A name that cannot be meant is a matter of usage; a disk that will not take the file is a failure. */
function refused(fault: SystemFault, io: Io): ExitStatus {
  if (fault.code === 'EEXIST') {
    const message = `${fault.path} is there already and stays as it is; name another file with --output`;
    return complain(io, exitStatus.usage, message);
  }
  const status = misnamed.includes(fault.code) ? exitStatus.usage : exitStatus.failed;
  return complain(io, status, systemWords(fault));
}

const misnamed: readonly string[] = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'];

function nextSteps(template: Template, path: string): string {
  const others = templates.filter((one) => one !== template);
  return [
    `wrote ${path} from the template ${template}; --template takes ${others.join(', ')} too`,
    'next: put your own addresses in, then run',
    `  vosguard lint ${path}`,
    `  vosguard test ${path}`,
    `  vosguard compile ${path} -o out`,
    'for an editor that knows YAML, beside it: vosguard schema > policy.schema.json',
    '',
  ].join('\n');
}
