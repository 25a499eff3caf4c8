import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const built = join(process.cwd(), 'dist/bin/vosguard.js');

/** `vosguard` on the host, with every file under the root of the host. */
export function vosguard(host: Host, command: string, ...words: string[]): readonly string[] {
  if (!existsSync(built)) throw new Error('dist is not there: npm run build');
  return [process.execPath, built, command, '--root', host.root, ...words];
}

/** `vosguard apply` of this policy, while the test goes on: in a session of its own, as behind a login. */
export function beginApply(host: Host, policy: string, ...words: string[]) {
  const file = join(host.folder, 'policy.yaml');
  const pid = join(host.folder, 'vosguard.pid');
  writeFileSync(file, policy);
  const command = vosguard(host, 'apply', file, ...backendOption(host.backend), ...words);
  const apply = host.beginCommand(['sh', '-c', `echo $$ > '${pid}'; exec setsid "$@"`, 'sh', ...command]);
  return {
    ...apply,
    /** The command that the operator is asked to type, once it is in force. */
    asked: () => apply.said(/from a NEW connection with: (.*)\n/),
    /** To the program alone, or to everything at its terminal. */
    kill: (signal: string, whom: 'program' | 'terminal') =>
      host.sh(`kill -s ${signal} -- ${whom === 'terminal' ? '-' : ''}${readFileSync(pid, 'utf8').trim()}`),
  };
}

/** The same at a terminal of its own, that of script(1). `status` is what a shell says of it that outlives the terminal. */
export async function applyAtTerminal(host: Host, policy: string, ...words: string[]) {
  const files = ['policy.yaml', 'screen', 'script.pid', 'status'].map((name) => join(host.folder, name));
  const [file = '', screen = '', pid = '', status = ''] = files;
  writeFileSync(file, policy);
  const command = vosguard(host, 'apply', file, ...backendOption(host.backend), ...words).join(' ');
  const shell = `trap : HUP; ${command}; echo $? > ${status}`;
  host.beginCommand(['sh', '-c', `echo $$ > ${pid}; exec script -qfc '${shell}' ${screen}`]);
  const seen = async (path: string, pattern: RegExp) => {
    for (let round = 0; round < 600; round++) {
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      if (pattern.test(text)) return text;
      await setTimeout(50);
    }
    throw new Error(`${path} does not say ${pattern}`);
  };
  return {
    screen: (pattern: RegExp) => seen(screen, pattern),
    close: () => host.sh(`kill -s KILL ${readFileSync(pid, 'utf8')}`),
    status: async () => (await seen(status, /\n/)).trim(),
  };
}

/** Folders that the program has made for the installer and that are still there. */
export const leftovers = (host: Host): readonly string[] =>
  readdirSync(host.folder).filter((name) => /^vosguard-|^vosguard\.[^p]/.test(name));
