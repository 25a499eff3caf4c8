import { type ChildProcess, spawn } from 'node:child_process';
import type { Agent } from '../src/host/lab/agent.js';

export interface Ended {
  /** 0 to 255, or -1 where it was ended. */
  readonly status: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/**
 * A program of the distribution in the namespace of one of a laboratory's agents, alone with its children: they end with it, and
 * all of them after some seconds, whatever happens to us.
 */
export class Inside {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #watchers: (() => void)[] = [];
  #output = '';

  constructor(agent: Agent, folder: string, seconds: number, command: readonly string[]) {
    const alone = ['unshare', '--pid', '--fork', '--kill-child=KILL', '--', 'timeout', '-s', 'KILL'];
    const words = ['--net', '--target', String(agent.pid), '--', ...alone, String(seconds), ...command];
    const { NODE_OPTIONS: _, ...env } = process.env;
    const path = `${env.PATH ?? ''}:/usr/sbin:/sbin:/usr/bin:/bin`;
    this.#child = spawn('nsenter', words, {
      cwd: folder,
      env: { ...env, PATH: path, HOME: folder, TERM: 'dumb' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        for (const look of this.#watchers) look();
      });
    this.ended = new Promise((done, fail) => {
      this.#child.on('error', fail);
      this.#child.on('close', (status) => done({ status: status ?? -1, output: this.#output }));
    });
  }

  get output(): string {
    return this.#output;
  }

  /** Once its output holds this; an error with its last words where it ends before. */
  said(pattern: RegExp): Promise<void> {
    return new Promise((done, fail) => {
      const look = (): void => {
        if (pattern.test(this.#output)) done();
      };
      this.#watchers.push(look);
      look();
      this.ended.then(({ output }) => fail(new Error(`it ended: ${output.slice(-1000)}`)), fail);
    });
  }

  /** Twice is once. */
  async stop(): Promise<Ended> {
    this.#child.kill('SIGKILL');
    return this.ended;
  }
}

/** Runs it to its end. */
export const inside = (
  agent: Agent,
  folder: string,
  seconds: number,
  command: readonly string[],
): Promise<Ended> => new Inside(agent, folder, seconds, command).ended;
