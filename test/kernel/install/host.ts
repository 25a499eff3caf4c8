import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../../../src/host/lab/load.js';
import { type Shell, writeTools } from './tools.js';

export interface Ended {
  readonly status: number;
  readonly err: string;
  readonly out: string;
}

/** The first process of the host: alone with its network, mounts and processes, and /sys is for reading only. */
const first = [
  'read -r pid rest < /proc/self/stat',
  'mount --make-rprivate / && mount -t proc proc /proc && mount -t sysfs -o ro sysfs /sys',
  // iptables keeps its lock here: one for each host.
  'mount -t tmpfs none /run',
  'ip link set lo up',
  'echo "$pid"',
  'exec cat',
].join('\n');

/**
 * A host to install on: namespaces of its own, with files under a folder of its own. Everything that runs in it ends
 * with it; the folder, which is its disk, outlives a `reboot`.
 */
export class Host {
  readonly folder = mkdtempSync(join(tmpdir(), 'vosguard-install-'));
  readonly root = join(this.folder, 'root');
  readonly bin = join(this.folder, 'bin');
  readonly backend: Backend;
  readonly shell: Shell;
  #first: ChildProcess | undefined;
  #pid = '';

  private constructor(backend: Backend, shell: Shell) {
    this.backend = backend;
    this.shell = shell;
    mkdirSync(join(this.root, 'usr/lib/systemd'), { recursive: true });
    writeFileSync(join(this.root, 'usr/lib/systemd/systemd'), '', { mode: 0o755 });
    writeTools(this.bin, backend, shell);
  }

  static async start(backend: Backend, shell: Shell): Promise<Host> {
    const host = new Host(backend, shell);
    await host.boot();
    return host;
  }

  /** Of its first process: where its namespaces are found. */
  get pid(): string {
    return this.#pid;
  }

  /** Ends every process and takes the kernel's rules away with them; the disk stays. */
  async boot(): Promise<void> {
    this.#halt();
    const spaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--'];
    const child = spawn('unshare', [...spaces, 'sh', '-c', first], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#first = child;
    const [pid] = await once(createInterface({ input: child.stdout }), 'line');
    this.#pid = String(pid);
  }

  close(): void {
    this.#halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #halt(): void {
    this.#first?.kill('SIGKILL');
    this.#first = undefined;
  }

  /** Artifacts as `compile -o` writes them; the folder's name is a word of its own. */
  put(name: string, artifacts: ReadonlyMap<string, string>): string {
    const folder = join(this.folder, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of artifacts) writeFileSync(join(folder, file), text);
    return folder;
  }

  /** A command in the host, with its tools first in PATH. */
  run(command: readonly string[], env: Readonly<Record<string, string>> = {}, input = ''): Ended {
    const [program = '', ...rest] = this.#inside(command);
    const { status, stdout, stderr } = spawnSync(program, rest, {
      ...{ encoding: 'utf8', input, maxBuffer: 2 ** 28, timeout: 300_000 },
      env: this.#environment(env),
    });
    return { status: status ?? -1, out: stdout, err: stderr };
  }

  sh(script: string): string {
    const { status, out, err } = this.run(['sh', '-euc', script]);
    if (status !== 0) throw new Error(`${script}: ${err}`);
    return out;
  }

  /** `sh install.sh` of a folder that was put. */
  install(name: string, ...options: string[]): Ended {
    return this.run(this.installer(name, options));
  }

  installer(name: string, options: readonly string[]): readonly string[] {
    const script = join(this.folder, name, 'install.sh');
    return [...this.shell.command, script, '--root', this.root, ...options];
  }

  /** The same, while the test goes on. */
  begin(name: string, options: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return this.beginCommand(this.installer(name, options), env);
  }

  /** `end` is its status, or the signal that ended it. */
  beginCommand(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const [program = '', ...rest] = this.#inside(command);
    const child = spawn(program, rest, { env: this.#environment(env), stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      words += text;
    });
    const end = once(child, 'close').then(([status, signal]) => ({ status: status ?? signal, err: words }));
    const said = async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const found = pattern.exec(words);
        if (found) return found[1] ?? found[0];
        if (child.exitCode !== null) throw new Error(`it ended: ${words}`);
        await setTimeout(20);
      }
    };
    return { child, end, said };
  }

  readonly state = (path: string): string | undefined => {
    const file = join(this.root, 'var/lib/vosguard', path);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  };

  #inside(command: readonly string[]): readonly string[] {
    return ['nsenter', '-t', this.#pid, '-n', '-m', '-p', '--', ...command];
  }

  #environment(more: Readonly<Record<string, string>>) {
    return {
      PATH: `${this.bin}:${process.env.PATH}:/usr/sbin:/sbin`,
      TMPDIR: this.folder,
      HOME: '/',
      ...more,
    };
  }
}
