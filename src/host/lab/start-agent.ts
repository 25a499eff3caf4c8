import { type ChildProcess, spawn } from 'node:child_process';
import type { Side } from './link.js';

export interface AgentStart {
  /** What node is called with: a file, or `--eval` and a text. */
  readonly program: readonly string[];
  readonly side: Side;
  /** After them the agent ends by itself. */
  readonly seconds: number;
  /** A process in whose user namespace the agent is to be; without it, and without root, it gets one of its own. */
  readonly beside: number | undefined;
}

/**
 * An agent's process in a network namespace of its own. In a session of its own too: Ctrl-C at a terminal goes to all
 * processes in the foreground, and whoever started the agent ends it then.
 */
export function startAgent({ program, side, seconds, beside }: AgentStart): ChildProcess {
  const node = [process.execPath, ...program, side, String(seconds)];
  const [command = '', ...words] = [...namespaces(beside), ...node];
  return spawn(command, words, { stdio: 'pipe', env: environment(), detached: true });
}

/** unshare(1) and nsenter(1) replace themselves by what they start, so the process is the agent. */
function namespaces(beside: number | undefined): readonly string[] {
  const net = ['unshare', '--net', '--'];
  if (process.getuid?.() === 0) return net;
  if (beside === undefined) return ['unshare', '--user', '--map-root-user', '--net', '--'];
  return ['nsenter', '--user', '--preserve-credentials', '--target', String(beside), '--', ...net];
}

/** A loader of modules, such as jest hands down, is none of the agents' business. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return { ...rest, PATH: `${rest.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin` };
}
