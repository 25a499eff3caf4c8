import { readFileSync } from 'node:fs';

/**
 * SSH_CONNECTION of this process, or of the next one above it that has one: sudo takes the variable away. As the installer
 * looks for it, to tell a new connection from the one that has applied.
 */
export function sshConnection(pid: number | string = process.pid, proc = '/proc'): string | undefined {
  for (let next = String(pid); next !== '' && next !== '0'; next = parentOf(next, proc)) {
    const found = textOf(`${proc}/${next}/environ`)
      .split('\0')
      .find((line) => line.startsWith(name));
    if (found !== undefined) return found.slice(name.length);
  }
  return undefined;
}

const name = 'SSH_CONNECTION=';

/** After the command in brackets, which may hold anything: the state, then the parent (proc(5)). */
function parentOf(pid: string, proc: string): string {
  return /.*\) \S (\d+)/s.exec(textOf(`${proc}/${pid}/stat`))?.[1] ?? '';
}

/** A process of somebody else may not be looked into, and one may be gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
