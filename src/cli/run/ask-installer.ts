import { resolve } from 'node:path';
import { installerAlone } from '../../compile/artifacts-of.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { complain, type Io } from '../io.js';

/** Of a table of a hundred thousand sources, in seconds. */
const PATIENCE = 120;

/** What `install.sh` prints to these words on the host of `there`; where it prints nothing, it is said and the status is returned. */
export async function askInstaller(
  there: Io,
  name: string,
  root: string | undefined,
  words: readonly string[],
): Promise<string | ExitStatus> {
  const machine = await there.machine();
  const fail = (text: string) => complain(there, exitStatus.failed, text);
  if (!(await machine.isRoot())) return fail('only root can read the rules of a host');
  const at = root === undefined ? [] : ['--root', resolve(there.cwd, root)];
  const input = installerAlone().get('install.sh') ?? '';
  const ran = await machine.run('sh', ['-s', '--', ...words, ...at], { input, timeout: PATIENCE });
  if (ran.kind === 'missing') return fail(`there is no sh on ${name}`);
  return ran.kind === 'failed' ? fail(`${name} cannot tell: ${ran.words}`) : ran.output;
}
