import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Host } from '../test/kernel/install/host.js';
import { backendOption } from '../test/kernel/install/policies.js';
import { shells } from '../test/kernel/install/tools.js';
import { compileText } from '../test/lint-text.js';
import { median } from './median.js';
import { million } from './million.js';
import { table } from './table.js';

const rounds = 3;
const kinds = ['nftables', 'iptables-nft'] as const;

const policy = `vosguard: 1
lists: { feed: { url: "https://lists.example/feed", on_switch: on, max: 2000000 } }
blocked: [{ list: feed }]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`;

/** In each round 50 addresses go and 50 come. */
function changed(addresses: readonly string[], round: number): string {
  const next = [...addresses];
  for (let at = 0; at < 50; at++) next[at * 19_997 + round] = `198.18.${round}.${at * 2}`;
  return `${next.join('\n')}\n`;
}

/** The host fetches its list: `refresh` begins anew where its sets were taken away, and else finds what has changed. */
async function rowOf(kind: (typeof kinds)[number]): Promise<readonly string[]> {
  const host = await Host.start(kind, shells.dash);
  const refresh = () => {
    const start = performance.now();
    const { status, err } = host.install('feed', 'lists', 'refresh');
    if (status !== 0) throw new Error(err);
    return (performance.now() - start) / 1000;
  };
  try {
    host.put('feed', compileText(policy).artifacts);
    writeFileSync(
      join(host.bin, 'curl'),
      `#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" != -o ] || out=$2; shift; done\ncat ${host.folder}/feed > "$out"\nprintf '200 '\n`,
      { mode: 0o755 },
    );
    const addresses = million().trimEnd().split('\n').slice(1);
    const [full, beside]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      host.install('feed', '--uninstall');
      const { status, err } = host.install('feed', ...backendOption(kind), '--yes', '--no-persist');
      if (status !== 0) throw new Error(err);
      writeFileSync(join(host.folder, 'feed'), `${addresses.join('\n')}\n`);
      full.push(refresh());
      writeFileSync(join(host.folder, 'feed'), changed(addresses, round));
      beside.push(refresh());
    }
    const ratio = median(beside.map((one, at) => one / (full[at] ?? Number.NaN)));
    return [kind, `${median(full).toFixed(1)} s`, `${median(beside).toFixed(1)} s`, ratio.toFixed(2)];
  } finally {
    host.close();
  }
}

export async function refresh(): Promise<string> {
  const rows = [];
  for (const kind of kinds) rows.push(await rowOf(kind));
  const head = ['1,000,000 addresses', 'full load', '50 gone, 50 new', 'ratio'];
  return `Goal: a tenth of a full load.\n\n${table(head, rows)}`;
}
