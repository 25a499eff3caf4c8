import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import type { HostIdentity } from '../plan/plan-file.js';
import { readRegular } from './reading.js';
import { runTool } from './run-tool.js';

/** Where tools are run and files are read: this host, or another one over ssh. */
export interface Machine {
  readonly run: typeof runTool;
  /** Their texts; one that is not there, or may not be read, is left out. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly isRoot: () => Promise<boolean>;
}

/** What conntrack holds of a million flows is two thirds of it. */
const LARGEST = 256 * 2 ** 20;

export const thisMachine: Machine = {
  run: runTool,
  read: async (paths) => new Map(paths.flatMap(textAt)),
  isRoot: async () => process.getuid?.() === 0,
};

function textAt(path: string): readonly (readonly [string, string])[] {
  try {
    const bytes = readRegular(realpathSync(path), LARGEST);
    return typeof bytes === 'string' ? [] : [[path, new TextDecoder().decode(bytes)]];
  } catch {
    return [];
  }
}

/** Two hosts may have one name, so with a digest over machine-id(5), which is not to be told itself; `null` where there is none. */
export function hostIdentity(): HostIdentity {
  return { name: hostname(), id: machineId() };
}

/** The second place is that of CentOS 6. */
function machineId(): string | null {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') return createHash('sha256').update(`vosguard ${text}`).digest('hex').slice(0, 16);
    } catch {
      // Not there.
    }
  }
  return null;
}

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
