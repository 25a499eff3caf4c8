import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Lab } from '../test/packets/lab.js';
import { table } from './table.js';

const entries = 600_000;
const addresses = Array.from(
  { length: entries },
  (_, index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
);

/** Bytes that the kernel's slabs and page tables of vmalloc take: proc(5), /proc/meminfo. */
function kernelBytes(): number {
  const text = readFileSync('/proc/meminfo', 'utf8');
  const kibibytes = [...text.matchAll(/^(?:Slab|Percpu|VmallocUsed): +(\d+)/gm)].map(([, size]) =>
    Number(size),
  );
  return 1024 * kibibytes.reduce((sum, size) => sum + size, 0);
}

const nftSet =
  'table ip memory {\n set listed { type ipv4_addr; size 1048576; flags dynamic,timeout; timeout 1h\n }\n}\n';
const nft = (element: string) => [
  ['nft', '-f', '-', nftSet],
  [
    'nft',
    '-f',
    '-',
    `add element ip memory listed { ${addresses.map((one) => `${one} ${element}`).join(',')} }\n`,
  ],
];
const nftKinds: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'nftables, a learned source': nft('timeout 1h'),
  'nftables, a bucket': nft('limit rate over 5/second burst 10 packets timeout 1h'),
};

async function inLab<T>(measure: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await Lab.start();
  try {
    return await measure(lab);
  } finally {
    await lab.close();
  }
}

/** What one entry takes, the empty table included; with other work on the machine it is off by some bytes. */
async function nftBytes(lab: Lab, commands: readonly (readonly string[])[]): Promise<number> {
  await setTimeout(2000);
  const before = kernelBytes();
  for (const [program = '', ...rest] of commands)
    await lab.switch.run(program, rest.slice(0, -1), rest.at(-1));
  await setTimeout(2000);
  return (kernelBytes() - before) / entries;
}

/** ipset counts by itself. */
async function ipsetBytes(lab: Lab): Promise<number> {
  const lines = [
    'create listed hash:ip hashsize 262144 maxelem 1048576 timeout 3600',
    ...addresses.map((one) => `add listed ${one}`),
  ];
  await lab.switch.run('ipset', ['restore'], `${lines.join('\n')}\n`);
  const listing = await lab.switch.run('ipset', ['list', '-t', 'listed']);
  return Number(/^Size in memory: (\d+)/m.exec(listing)?.[1]) / entries;
}

/** The size of hashlimit's entries as the kernel's own list of slabs has it; `undefined` before the first rule was loaded. */
function hashlimitBytes(): number | undefined {
  const found = /^xt_hashlimit +\d+ +\d+ +(\d+)/m.exec(readFileSync('/proc/slabinfo', 'utf8'))?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Bytes of kernel memory for an entry, behind what `compile` prints. */
export async function memory(): Promise<string> {
  const rows: string[][] = [];
  for (const [name, commands] of Object.entries(nftKinds))
    rows.push([name, (await inLab((lab) => nftBytes(lab, commands))).toFixed(0)]);
  rows.push(['ipset, a learned source', (await inLab(ipsetBytes)).toFixed(0)]);
  rows.push(['hashlimit, a bucket (slab xt_hashlimit)', String(hashlimitBytes() ?? 'not loaded')]);
  return table([`${entries} entries`, 'bytes each'], rows);
}
