import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The shells of hosts: that of Debian, and that of small ones. */
export const shells: readonly (readonly [name: string, ...words: string[]])[] = [
  ['dash', 'dash'],
  ['busybox', 'busybox', 'sh'],
];

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly said: string;
}

/** Runs a script by the shell of these words. */
export function runShell([, command = 'sh', ...words]: readonly string[], script: string): Ended {
  const { status, stdout, stderr } = spawnSync(command, [...words, '-c', script], { encoding: 'utf8' });
  return { status, out: stdout, said: stderr };
}

/** A folder for each test, gone when it has ended. */
export function folders(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vosguard-shell-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
