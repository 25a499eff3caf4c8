import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Side } from './link.js';
import type * as protocol from './protocol.js';

/** An agent did not read its sockets fast enough: a failure of the laboratory, not a rule's work. */
export class LostDatagrams extends Error {
  constructor(side: Side, count: number) {
    super(`the ${side} was too slow and lost ${count} datagrams: send slower`);
  }
}

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

interface Waiting {
  readonly resolve: (reply: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One end of the laboratory: a process that is alone in a network namespace and keeps it alive. When the process ends,
 * for whatever reason, everything that waits for it fails with its last words, and the namespace is gone.
 */
export class Agent {
  readonly side: Side;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #words = '';
  #failure: Error | undefined;
  #last = 0;

  /** @param child A process that runs an agent's program. */
  constructor(side: Side, child: ChildProcess) {
    this.side = side;
    this.#child = child;
    this.pid = child.pid ?? 0;
    child.stderr?.on('data', (data) => {
      this.#words = `${this.#words}${data}`.slice(-2000);
    });
    child.stdin?.on('error', () => {});
    this.#ended = new Promise((done) => {
      const end = (reason: string): void => {
        this.#fail(new Error(`the laboratory's ${side} ended (${reason}): ${this.#words.trim()}`));
        done();
      };
      child.on('error', (error) => end(error.message));
      child.on('close', (status, signal) => end(signal ?? `status ${status}`));
    });
  }

  /** Once the agent can be asked. An error with its words where it cannot start. */
  async ready(): Promise<void> {
    const lines = createInterface({ input: this.#child.stdout as Readable });
    const ready = once(lines, 'line');
    await Promise.race([ready, this.#ended]);
    if (this.#failure) throw this.#failure;
    lines.on('line', (line) => this.#take(JSON.parse(line)));
  }

  /** The answer of the agent, or an error with its words. */
  call<K extends protocol.CallName>(
    name: K,
    ask: protocol.Calls[K]['ask'],
  ): Promise<protocol.Calls[K]['reply']> {
    return this.ask(name, ask);
  }

  /** For agents that know more than `protocol.Calls`. */
  protected ask<R>(name: string, ask: unknown): Promise<R> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#last += 1;
    const request: protocol.Request = { number: this.#last, name, ask };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.number, { resolve, reject });
      this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    });
  }

  #take(reply: protocol.Reply): void {
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if (reply.ok) waiting?.resolve(reply.reply as never);
    else waiting?.reject(new Error(`${this.side}: ${reply.error}`));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }

  /** Ends the process; twice is once. */
  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  listen = (ask: protocol.Listen) => this.call('listen', ask);
  connect = (ask: protocol.Connect) => this.call('connect', ask);
  /** All streams at once; one result for each. */
  send = (...streams: readonly protocol.Stream[]) => this.call('send', streams);
  /** Closes what spoke and forgets what came; with `listeners`, closes these too. */
  clear = (listeners = false) => this.call('clear', { listeners });

  /** What came since the last `clear`, once everything sent before has been read. */
  async arrivals(): Promise<readonly protocol.Arrival[]> {
    const { list, lost } = await this.call('arrivals', null);
    if (lost > 0) throw new LostDatagrams(this.side, lost);
    return list;
  }

  /** The output of a program in this namespace; an error with its stderr if it fails. */
  async run(command: string, args: readonly string[], input = ''): Promise<string> {
    const { status, stdout, stderr } = await this.call('run', { command, arguments: args, input });
    if (status !== 0)
      throw new Error(
        `${command} ${args.join(' ')} on the ${this.side}: ${stderr.trim() || `status ${status}`}`,
      );
    return stdout;
  }
}
