import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Backend, backends } from '../src/host/lab/load.js';
import type { Stream } from '../src/host/lab/protocol.js';
import { Lab } from '../test/packets/lab.js';
import { payload, sipRequest } from '../test/packets/sip.js';
import { tally } from '../test/packets/tally.js';

interface Player {
  readonly name: string;
  readonly from: string;
  readonly streams: readonly Stream[];
}

function player(name: string, from: string, ...streams: readonly Omit<Stream, 'from' | 'toPort'>[]): Player {
  return { name, from, streams: streams.map((stream) => ({ ...stream, from, toPort: 5060 })) };
}

const request = (...sip: Parameters<typeof sipRequest>) => [payload(sipRequest(...sip))];
const scanner = { userAgent: 'friendly-scanner' };

/**
 * Two seconds of what a switch on the Internet meets. The sources are strangers to every example but the carrier.
 * The scanner has its REGISTERs answered first: what the published rules accept from then on is anything in that flow.
 */
const cast = [
  player(
    'scanner: OPTIONS in an answered flow',
    '192.0.2.200',
    { payloads: request({ method: 'REGISTER' }), count: 3, every: 20 },
    { payloads: request({ method: 'OPTIONS', ...scanner }), count: 97, every: 15, after: 300 },
  ),
  player('flood: REGISTER from one port', '192.0.2.201', {
    payloads: request({ method: 'REGISTER' }),
    count: 1000,
    every: 2,
  }),
  player('good phone: REGISTER', '192.0.2.202', {
    payloads: request({ method: 'REGISTER', userAgent: 'Yealink SIP-T46S' }),
    count: 4,
    every: 500,
  }),
  player('carrier: INVITE, 250 a second', '203.0.113.10', {
    payloads: request({ method: 'INVITE', allow: 'INVITE, ACK, REGISTER' }),
    count: 500,
    every: 4,
  }),
] as const;

const offered = ({ streams }: Player) => streams.reduce((sum, { count }) => sum + count, 0);

/** The published script that operators copy, with the example's carrier among its trusted peers. */
const published = new Map([
  [
    'iptables.rules',
    readFileSync(join(import.meta.dirname, '../test/baselines/published-complete.rules'), 'utf8').replace(
      '198.18.9.10',
      '203.0.113.10',
    ),
  ],
]);

/** Delivered packets of each player, or in words why the backend cannot be had here. */
type Result = readonly number[] | string;

async function perform(lab: Lab, backend: Backend, artifacts: ReadonlyMap<string, string>): Promise<Result> {
  await lab.reset();
  try {
    await lab.load(backend, artifacts);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  await lab.switch.listen({ udp: [5060], answer: 401 });
  await lab.world.send(...cast.flatMap(({ streams }) => streams));
  const delivered = tally(await lab.delivered(), 'from');
  return cast.map(({ from }) => delivered.get(from) ?? 0);
}

function table(results: ReadonlyMap<string, Result>): string {
  const there = [...results].filter((entry): entry is [string, readonly number[]] => Array.isArray(entry[1]));
  const row = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(38)}${cells.map((cell) => String(cell).padStart(17)).join('')}`;
  return [
    row('two seconds, one port', ['offered', ...there.map(([backend]) => backend)]),
    ...cast.map((one, index) =>
      row(one.name, [offered(one), ...there.map(([, delivered]) => delivered[index] ?? 0)]),
    ),
    ...[...results].flatMap(([backend, result]) =>
      typeof result === 'string' ? [`  ${backend} is not to be had here: ${result}`] : [],
    ),
  ].join('\n');
}

async function main(folder: string): Promise<void> {
  const artifacts = new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  const lab = await Lab.start({ deadline: 120 });
  try {
    const results = new Map<string, Result>();
    results.set('published script', await perform(lab, 'iptables-legacy', published));
    for (const backend of backends) results.set(backend, await perform(lab, backend, artifacts));
    console.log(`${table(results)}\n  (delivered packets, by backend; the switch answers 401 to each)`);
  } finally {
    await lab.close();
  }
}

await main(process.argv[2] ?? '.');
