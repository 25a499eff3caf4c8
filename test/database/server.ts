import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const env = { ...process.env, PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin` };

/** A database server refuses to run as root unless it is told so; here it is alone with its files. */
const user = process.getuid?.() === 0 ? ['--user=root'] : [];

const small = [
  '--skip-networking',
  '--skip-log-bin',
  '--performance-schema=OFF',
  '--innodb-buffer-pool-size=8M',
  '--innodb-log-file-size=8M',
  '--innodb-flush-log-at-trx-commit=0',
  '--key-buffer-size=1M',
];

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** A MariaDB of its own: files and socket in a temporary folder, no network. `root` has no password. */
export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), 'vosguard-db-'));
  readonly socket = join(this.folder, 's');
  #child: ChildProcess | undefined;

  async start(options: readonly string[] = []): Promise<void> {
    const data = `--datadir=${join(this.folder, 'data')}`;
    const install = [
      '--no-defaults',
      ...user,
      data,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ];
    const made = spawnSync('mariadb-install-db', [...install, ...small.slice(1)], { env, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.stderr}${made.stdout}`);
    const log = `--log-error=${join(this.folder, 'log')}`;
    const words = ['--no-defaults', ...user, data, `--socket=${this.socket}`, log, ...small, ...options];
    this.#child = spawn('mariadbd', words, { env, stdio: 'ignore' });
    for (let round = 0; round < 600; round++) {
      if (existsSync(this.socket) && this.client(['-e', 'SELECT 1']).status === 0) return;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) break;
      await setTimeout(50);
    }
    throw new Error(`mariadbd does not answer: ${readFileSync(join(this.folder, 'log'), 'utf8')}`);
  }

  /** The client `mysql`, as an operator runs it. */
  client(words: readonly string[], input = ''): Ended {
    const all = ['--no-defaults', '-uroot', `--socket=${this.socket}`, ...words];
    const { status, stdout, stderr } = spawnSync('mariadb', all, {
      env,
      input,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return { status: status ?? -1, out: stdout, err: stderr };
  }

  /** SQL that must succeed; what it prints, without headings. */
  sql(text: string, database = ''): string {
    const { status, out, err } = this.client(['-N', '-B', ...(database === '' ? [] : [database])], text);
    if (status !== 0) throw new Error(`${err}\n${text.slice(0, 500)}`);
    return out;
  }

  dsn(database: string, login = 'root'): string {
    return `mysql://${login}@localhost/${database}?socket=${encodeURIComponent(this.socket)}`;
  }

  async stop(): Promise<void> {
    if (this.#child === undefined || this.#child.exitCode !== null) return;
    const end = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await end;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Why this machine cannot run one, or undefined if it can. */
export function missingForServer(): string | undefined {
  const tools = ['mariadbd', 'mariadb-install-db', 'mariadb', 'openssl'];
  const missing = tools.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`], { env }).status !== 0);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}
