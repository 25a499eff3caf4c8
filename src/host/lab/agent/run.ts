import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Command, Outcome } from '../protocol.js';

/**
 * A program in the agent's network namespace. The lock of xtables is one file for all namespaces; /dev/null stands in
 * for it, so that an unprivileged user may take it, and no two laboratories wait long for each other.
 */
export async function run(ask: Command): Promise<Outcome> {
  const child = spawn(ask.command, ask.arguments, {
    env: {
      ...process.env,
      LC_ALL: 'C',
      PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
      XTABLES_LOCKFILE: '/dev/null',
    },
  });
  const started = once(child, 'close');
  child.stdin.on('error', () => {});
  child.stdin.end(ask.input ?? '');
  const [[status], stdout, stderr] = await Promise.all([started, text(child.stdout), text(child.stderr)]);
  return { status: typeof status === 'number' ? status : 128, stdout, stderr };
}
