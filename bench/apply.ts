import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Host } from '../test/kernel/install/host.js';
import { backendOption } from '../test/kernel/install/policies.js';
import { shells } from '../test/kernel/install/tools.js';
import { compileText } from '../test/lint-text.js';
import { median } from './median.js';
import { million } from './million.js';
import { rss, rssOf } from './rss.js';
import { table } from './table.js';

const rounds = 3;
const program = join(import.meta.dirname, '../dist/bin/vosguard.js');
const kinds = ['nftables', 'iptables-legacy', 'iptables-nft'] as const;
type Kind = (typeof kinds)[number];

const policy = (register: number, blocked: string) => `vosguard: 1
addresses: { listed: { file: ${blocked} } }
blocked: [listed]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: ${register}/s burst 9 } } }
`;
const files = { 'million.netset': million(), 'one.netset': '198.51.100.7\n' };

interface Times {
  readonly full: number[];
  readonly line: number[];
  readonly back: number[];
  readonly without: number[];
  readonly plan: number[];
  readonly held: number[];
}

function timed(host: Host, command: readonly string[]): { readonly seconds: number; readonly err: string } {
  const start = performance.now();
  const { status, err } = host.run(command);
  if (status !== 0) throw new Error(`${command.join(' ')}: ${err}`);
  return { seconds: (performance.now() - start) / 1000, err };
}

/** All of it is taken away, loaded, changed in one line, looked at and taken back, beside the same without a list. */
function round(host: Host, kind: Kind, times: Times): void {
  const options = [...backendOption(kind), '--yes'];
  const install = (name: string, ...words: string[]) => timed(host, host.installer(name, words)).seconds;
  install('one-3', '--uninstall');
  install('one-3', ...options);
  times.without.push(install('one-7', ...options));
  install('one-3', '--uninstall');
  times.full.push(install('million-3', ...options));
  const plan = ['plan', '--root', host.root, ...backendOption(kind), join(host.folder, 'policy.yaml')];
  const planned = timed(host, [process.execPath, '-r', join(host.folder, 'rss.cjs'), program, ...plan]);
  times.plan.push(planned.seconds);
  times.held.push(rssOf(planned.err));
  times.line.push(install('million-7', ...options));
  times.back.push(install('million-7', 'rollback'));
}

async function rowsOf(
  kind: Kind,
): Promise<{ readonly apply: readonly string[]; readonly plan: readonly string[] }> {
  const host = await Host.start(kind, shells.dash);
  const times: Times = { full: [], line: [], back: [], without: [], plan: [], held: [] };
  try {
    for (const list of ['one', 'million'])
      for (const register of [3, 7])
        host.put(`${list}-${register}`, compileText(policy(register, `${list}.netset`), files).artifacts);
    writeFileSync(join(host.folder, 'policy.yaml'), policy(7, 'million.netset'));
    writeFileSync(join(host.folder, 'million.netset'), files['million.netset']);
    writeFileSync(join(host.folder, 'rss.cjs'), rss.replace('console.log', 'console.error'));
    for (let count = 0; count < rounds; count++) round(host, kind, times);
  } finally {
    host.close();
  }
  const seconds = (values: readonly number[]) => `${median(values).toFixed(2)} s`;
  const ratio = median(times.line.map((line, i) => line / (times.full[i] ?? Number.NaN)));
  return {
    apply: [
      ...[kind, seconds(times.full), seconds(times.line), ratio.toFixed(2)],
      ...[seconds(times.back), seconds(times.without)],
    ],
    plan: [kind, seconds(times.plan), `${median(times.held).toFixed(0)} MiB`],
  };
}

/** install.sh on a host of namespaces, where a list of a million stands and a line elsewhere changes. */
export async function apply(): Promise<string> {
  const rows = [];
  for (const kind of kinds) rows.push(await rowsOf(kind));
  const head = [
    '1,000,000 addresses',
    'full load',
    'a line beside',
    'ratio',
    'its rollback',
    'a line, no list',
  ];
  return [
    'Goals: a line beside at most 0.10 of a full load; a plan in 2 s and 300 MB.',
    '',
    table(
      head,
      rows.map((row) => row.apply),
    ),
    '',
    table(
      ['plan of that line', 'median', 'memory'],
      rows.map((row) => row.plan),
    ),
  ].join('\n');
}
