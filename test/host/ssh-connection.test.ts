import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sshConnection } from '../../src/host/machine.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const folder = temporaryFolder();

function process(pid: number, command: string, parent: number, ...environment: string[]): void {
  mkdirSync(join(folder(), String(pid)));
  writeFileSync(join(folder(), String(pid), 'stat'), `${pid} (${command}) S ${parent} 1 1 0\n`);
  writeFileSync(join(folder(), String(pid), 'environ'), environment.map((line) => `${line}\0`).join(''));
}

test('of the nearest process above that has one', () => {
  process(4, 'node', 3, 'PATH=/bin');
  process(3, 'sudo) S 1 (', 2, 'LAST_SSH_CONNECTION=no');
  process(2, 'bash', 1, 'HOME=/', 'SSH_CONNECTION=192.0.2.8 40001 192.0.2.1 22', 'A=b');
  process(1, 'init', 0, 'SSH_CONNECTION=never');
  expect(sshConnection(4, folder())).toBe('192.0.2.8 40001 192.0.2.1 22');
  expect(sshConnection(1, folder())).toBe('never');
});

test('none, and a process that is gone', () => {
  process(2, 'cron', 1);
  process(1, 'init', 0);
  expect(sshConnection(2, folder())).toBeUndefined();
  expect(sshConnection(99, folder())).toBeUndefined();
});
