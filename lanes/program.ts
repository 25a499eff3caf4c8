import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Agent } from '../src/host/lab/agent.js';
import type { Ask, Told } from './actors/serve.js';

interface Waiting {
  readonly resolve: (reply: never) => void;
  readonly reject: (error: Error) => void;
}

/** Made once: every trial needs both, and each build starts a process of its own. */
const texts = { registrar: textOf('registrar'), cast: textOf('cast') } as const;

/** A program of a trial, in the network namespace of one of the laboratory's agents. It ends with its stdin. */
export class Program {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #words = '';
  #last = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdin?.on('error', () => {});
    child.stderr?.on('data', (data) => {
      this.#words = `${this.#words}${data}`.slice(-2000);
    });
    child.on('error', (error) => this.#fail(error.message));
    child.on('close', () => this.#fail('it ended'));
  }

  /** @param seconds After them it ends by itself. */
  static async start(agent: Agent, name: keyof typeof texts, seconds: number): Promise<Program> {
    const node = [process.execPath, '--input-type=module', '--eval', texts[name], '--', String(seconds)];
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn('nsenter', ['--net', '--target', String(agent.pid), '--', ...node], {
      env,
      stdio: 'pipe',
    });
    const program = new Program(child);
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'close').then(() => Promise.reject(new Error(`${name}: ${program.#words}`)));
    await Promise.race([once(lines, 'line'), ended]);
    ended.catch(() => {});
    lines.on('line', (line) => program.#take(JSON.parse(line)));
    return program;
  }

  call<Reply>(name: string, ask: unknown): Promise<Reply> {
    this.#last += 1;
    const line = { number: this.#last, name, ask } satisfies Ask;
    return new Promise((resolve, reject) => {
      this.#waiting.set(line.number, { resolve, reject });
      this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
    });
  }

  #take({ number, reply, error }: Told): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (error === undefined) waiting?.resolve(reply as never);
    else waiting?.reject(new Error(error));
  }

  #fail(why: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`${why}: ${this.#words}`));
    this.#waiting.clear();
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }
}

/** As one JavaScript text for `node --eval`: it starts three times as fast as through a loader of TypeScript. */
function textOf(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`./actors/${name}.ts`, import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
