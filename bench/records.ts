import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rss, rssOf } from './rss.js';
import { table } from './table.js';

const rows = 1_000_000;
const program = join(import.meta.dirname, '..', 'dist/bin/vosguard.js');

const commands = {
  'illegal-calls, every source different': ['illegal-calls', '--json'],
  advise: ['advise', '--json'],
} as const;

/** An hourly file of the softswitch as a flood writes it: each record of another source and to another number. */
function flood(file: string): void {
  const out = openSync(file, 'w');
  const begin = Date.UTC(2026, 10, 25, 4);
  for (let at = 0; at < rows; at += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, more) => {
      const one = at + more;
      const source = `${11 + (one >> 16)}.${(one >> 8) & 255}.${one & 255}.${1 + (one % 254)}`;
      const time = begin + (one >> 8) * 1000;
      const [hold, cause] = one % 10 === 0 ? [60, -8] : [0, -9];
      return `86${one}|0044${one}|${time}|${time + hold * 1000}|${hold}|${cause}|2|gateway-${one % 200}|out|${source}|192.0.2.1|||||0|-1|\n`;
    });
    writeSync(out, lines.join(''));
  }
  closeSync(out);
}

/** Of the processor, so that other work on the machine does not count. */
const cpu =
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log('cpu', user + system); });\n";

/** Time and memory for a million call records. The goal is below 10 s and 200 MB each. */
export function records(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-records-'));
  try {
    const file = join(folder, '2026112504.txt');
    flood(file);
    writeFileSync(
      join(folder, 'policy.yaml'),
      'vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8/29] } }\n',
    );
    writeFileSync(join(folder, 'rss.mjs'), `${rss}${cpu}`);
    const lines = Object.entries(commands).map(([name, words]) => {
      const argv = ['--import', join(folder, 'rss.mjs'), program, 'vos', ...words, '--from', file];
      const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      });
      if (status !== 0) throw new Error(stderr);
      return [
        name,
        `${(Number(/cpu (\d+)/.exec(stdout)?.[1]) / 1_000_000).toFixed(1)} s`,
        `${rssOf(stdout).toFixed(0)} MiB`,
      ];
    });
    const size = `${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`;
    return `Goal: below 10 s and 200 MB.\n\n${table([`${rows} records, ${size}`, 'time', 'memory at most'], lines)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
