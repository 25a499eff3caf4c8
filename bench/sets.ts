import { link } from '../src/host/lab/link.js';
import { frame, udpPacket } from '../test/packets/frames.js';
import { Lab } from '../test/packets/lab.js';
import { median } from './median.js';
import { costOf } from './sender.js';
import { table } from './table.js';

const rounds = 11;
const load = { warm: 4096, batches: 16, size: 1024 };
const most = 4096;

interface Kind {
  readonly name: string;
  readonly sizes: readonly number[];
  /** The script that makes the set and the rule that drops its members. */
  readonly script: (entries: readonly string[]) => readonly (readonly [command: string, input: string])[];
  readonly entry: (index: number) => string;
}

const hashed = [10, 1_000, 100_000, 1_000_000];
const intervals = [10, 1_000, 100_000];

/** Every second address of 11.0.0.0/8 and above, or every second /31: no two of them can be merged. */
const quad = (value: number) =>
  [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
const single = (index: number) => quad(11 * 2 ** 24 + 2 * index);
const network = (index: number) => `${quad(11 * 2 ** 24 + 4 * index)}/31`;

const nft = (flags: string) => (entries: readonly string[]) =>
  [
    [
      'nft -f -',
      `table ip sets {
  set listed { type ipv4_addr; ${flags} elements = { ${entries.join(', ')} } }
  chain prerouting { type filter hook prerouting priority raw; ip saddr @listed counter drop; }
}
`,
    ],
  ] as const;

const ipset = (type: string) => (entries: readonly string[]) =>
  [
    [
      'ipset restore',
      [
        `create listed ${type} family inet hashsize 262144 maxelem 16777216`,
        ...entries.map((entry) => `add listed ${entry}`),
        '',
      ].join('\n'),
    ],
    ['iptables-legacy -t raw -A PREROUTING -m set --match-set listed src -j DROP', ''],
  ] as const;

const kinds: readonly Kind[] = [
  { name: 'nftables hash', sizes: hashed, script: nft(''), entry: single },
  { name: 'ipset hash:ip', sizes: hashed, script: ipset('hash:ip'), entry: single },
  { name: 'ipset hash:net', sizes: hashed, script: ipset('hash:net'), entry: single },
  { name: 'nftables interval', sizes: intervals, script: nft('flags interval;'), entry: network },
  { name: 'ipset hash:net of networks', sizes: intervals, script: ipset('hash:net'), entry: network },
];

/** Members from all over the set, each one once in a round: one alone would always be found in the cache. */
function framesFrom(size: number, entry: Kind['entry']): readonly Buffer[] {
  const count = Math.min(size, most);
  return Array.from({ length: count }, (_, i) => {
    const index = Math.floor((((i * 2654435761) % 2 ** 32) / 2 ** 32) * size);
    const source = entry(index).replace(/\/.*$/, '');
    const ends = { source, destination: link.switch.ipv4, sourcePort: 5062, destinationPort: 5060 };
    return frame(udpPacket({ ...ends, payload: 'OPTIONS ' }));
  });
}

async function loaded(lab: Lab, { script, entry }: Kind, size: number): Promise<void> {
  const entries = Array.from({ length: size }, (_, index) => entry(index));
  for (const [command, input] of script(entries)) {
    const [program = '', ...rest] = command.split(' ');
    await lab.switch.run(program, rest, input);
  }
}

/** One kind: its sizes beside each other, each in a laboratory of its own. */
async function costsOf(kind: Kind): Promise<readonly number[]> {
  const labs = await Promise.all(kind.sizes.map(async (size) => ({ size, lab: await Lab.start() })));
  try {
    for (const { size, lab } of labs) await loaded(lab, kind, size);
    const runs = labs.map(({ size, lab }) => ({
      lab,
      frames: framesFrom(size, kind.entry),
      costs: [] as number[],
    }));
    for (let round = 0; round < rounds; round++) {
      for (const { lab, frames, costs } of runs) costs.push(await costOf(lab.world, { ...load, frames }));
    }
    return runs.map(({ costs }) => median(costs));
  } finally {
    await Promise.all(labs.map(({ lab }) => lab.close()));
  }
}

/** What a packet from a member costs in all, by the size of the set. */
export async function sets(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const kind of kinds) {
    const costs = await costsOf(kind);
    const least = Math.min(...costs);
    const cells = hashed.map((_, i) => (costs[i] === undefined ? '' : `${costs[i].toFixed(0)} ns`));
    rows.push([kind.name, ...cells, (Math.max(...costs) / least).toFixed(2)]);
  }
  const head = ['one packet, in all', ...hashed.map((size) => size.toLocaleString('en')), 'largest / least'];
  return `Goal: hash sets at most 1.30. Interval sets are reported.\n\n${table(head, rows)}`;
}
