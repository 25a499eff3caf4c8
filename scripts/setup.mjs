import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Plain Node without dependencies: this runs before `npm ci` has. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

// An ordinary user's PATH leaves out where Debian keeps nft and iptables.
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

export const say = (text) => process.stdout.write(`${text}\n`);

/** Runs a program with its output streamed through; true where it ended with status 0. */
export function run(command, ...args) {
  say(`\n$ ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) say(`${command} could not be started: ${error.message}`);
  return status === 0;
}

/** The same, without blocking what else this program runs. */
export const runAlong = (command, ...args) => ended(command, args, 'inherit');

/** The same, with its output held back and printed in one piece when it has ended. */
export async function runAside(command, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-verify-'));
  const file = openSync(join(folder, 'output'), 'w+');
  const passed = await ended(command, args, file);
  process.stdout.write(readFileSync(join(folder, 'output')));
  closeSync(file);
  rmSync(folder, { recursive: true });
  return passed;
}

function ended(command, args, output) {
  say(`\n$ ${[command, ...args].join(' ')}`);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', output, output] });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
}

/** True where the program starts and ends well; prints nothing. */
export function works(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** tsx, jest's ES modules, yargs and node:util as we use them need this; see `engines` in package.json. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const oldest = { 20: 19, 21: Infinity, 22: 12 }[major] ?? 0;
  if (major >= 20 && minor >= oldest) return;
  say(`Node 20.19, 22.12 or anything newer is needed; this is ${process.versions.node}`);
  process.exit(1);
}

/** The development packages too, whatever NODE_ENV says. */
export function installPackages() {
  if (existsSync(`${root}/node_modules/.package-lock.json`)) return true;
  say('node_modules is not there: installing the exact versions of package-lock.json');
  return run('npm', 'ci', '--include=dev', '--no-audit', '--no-fund');
}
