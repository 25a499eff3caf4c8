import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.js';
import { table } from './table.js';

const rounds = 51;
const root = join(import.meta.dirname, '..');
const program = join(root, 'dist/bin/vosguard.js');

const lintOf = (example: string) => [program, 'lint', join(root, 'examples', example, 'policy.yaml')];

const commands = {
  'node -e 0': ['-e', '0'],
  'vosguard --version': [program, '--version'],
  'vosguard lint, softswitch': lintOf('softswitch'),
  'vosguard lint, retail': lintOf('retail'),
} as const;

/**
 * Without what the environment tells Node: to read the certificates of NODE_EXTRA_CA_CERTS, for one, takes Node 20 longer
 * than all the rest of its start, and would make any program look good beside it.
 */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_')));

function millisecondsOf(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`node ${args.join(' ')}: ${stderr}`);
  return performance.now() - start;
}

/** How long `lint` of the examples takes, beside a Node that does nothing. The goal is twice as long. */
export function lint(): string {
  const entries = Object.entries(commands).map(([name, args]) => ({ name, args, times: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { args, times } of entries) times.push(millisecondsOf(args));
  }
  const nothing = median(entries[0]?.times ?? []);
  const rows = entries.map(({ name, times }) => [
    name,
    `${median(times).toFixed(0)} ms`,
    `${Math.min(...times).toFixed(0)} ms`,
    (median(times) / nothing).toFixed(2),
  ]);
  return `Goal: lint at most 2.00.\n\n${table(['', 'median', 'least', 'ratio'], rows)}\n\n${fleet(nothing)}`;
}

const HOSTS = 500;

/** Hosts of two lines each, which share a policy. The goal is 15 times what one of them takes. */
function fleet(nothing: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-bench-'));
  try {
    cpSync(join(root, 'examples/softswitch'), folder, { recursive: true });
    const hosts = Array.from({ length: HOSTS }, (_, index) => join(folder, `host-${index}.yaml`));
    for (const [index, path] of hosts.entries())
      writeFileSync(path, `include: policy.yaml\nname: host-${index}\n`);
    const [one = 0, all = 0] = [hosts.slice(0, 1), hosts].map((files) =>
      median(Array.from({ length: 5 }, () => millisecondsOf([program, 'lint', ...files]))),
    );
    const rows = [
      ['one host', one],
      [`${HOSTS} hosts`, all],
    ].map(([name, time]) => [
      String(name),
      `${Number(time).toFixed(0)} ms`,
      (Number(time) / one).toFixed(1),
      (Number(time) / nothing).toFixed(1),
    ]);
    return `Goal: ${HOSTS} hosts at most 15.0 times one.\n\n${table(['', 'median', 'to one', 'to node -e 0'], rows)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
