import { spawnSync } from 'node:child_process';
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
  return `Goal: lint at most 2.00.\n\n${table(['', 'median', 'least', 'ratio'], rows)}`;
}
