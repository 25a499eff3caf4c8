import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.js';
import { million } from './million.js';
import { rss, rssOf } from './rss.js';
import { table } from './table.js';

const rounds = 5;
const program = join(import.meta.dirname, '../dist/bin/vosguard.js');

function timed(command: string, args: readonly string[], input = ''): { seconds: number; out: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, out: stdout };
}

/** A list of a million compiled to both backends and written, beside ipset reading what came out, into a new namespace. */
export function compile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-bench-'));
  const path = (name: string) => join(folder, name);
  try {
    writeFileSync(path('listed.netset'), million());
    writeFileSync(path('rss.cjs'), rss);
    const policy = 'vosguard: 1\naddresses: { listed: { file: listed.netset } }\nblocked: [listed]\n';
    writeFileSync(path('policy.yaml'), policy);
    const compiling = ['-r', path('rss.cjs'), program, 'compile', path('policy.yaml'), '-o', path('out')];
    const compiled: number[] = [];
    const restored: number[] = [];
    const held: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const { seconds, out } = timed(process.execPath, compiling);
      compiled.push(seconds);
      held.push(rssOf(out));
      const rules = readFileSync(path('out/ipset.rules'), 'utf8');
      restored.push(timed('unshare', ['--net', 'ipset', 'restore'], rules).seconds);
    }
    const ratio = median(compiled.map((seconds, i) => seconds / (restored[i] ?? Number.NaN)));
    const rows = [
      ['ipset restore', `${median(restored).toFixed(2)} s`, '', '1.00'],
      [
        'vosguard compile',
        `${median(compiled).toFixed(2)} s`,
        `${median(held).toFixed(0)} MiB`,
        ratio.toFixed(2),
      ],
    ];
    return `Goals: at most 0.50 and 400 MB.\n\n${table(['1,000,000 addresses', 'median', 'memory', 'ratio'], rows)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
