import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Backend, backends } from '../test/packets/backends.js';
import { Lab } from '../test/packets/lab.js';
import type { Stream } from '../test/packets/protocol.js';
import { payload, sipRequest } from '../test/packets/sip.js';
import { tally } from '../test/packets/tally.js';

/** Two seconds of what a switch on the Internet meets. The sources are strangers to every example but the carrier. */
const cast = [
  player('a scanner: OPTIONS', '192.0.2.200', { method: 'OPTIONS', userAgent: 'friendly-scanner' }, 100, 20),
  player('a flood: REGISTER', '192.0.2.201', { method: 'REGISTER' }, 1000, 2),
  player(
    'a good phone: REGISTER',
    '192.0.2.202',
    { method: 'REGISTER', userAgent: 'Yealink SIP-T46S' },
    4,
    500,
  ),
  player('a carrier: INVITE', '203.0.113.10', { method: 'INVITE', allow: 'INVITE, ACK, REGISTER' }, 500, 4),
] as const;

interface Player {
  readonly name: string;
  readonly from: string;
  readonly stream: Stream;
}

function player(
  name: string,
  from: string,
  request: Parameters<typeof sipRequest>[0],
  count: number,
  every: number,
): Player {
  return {
    name,
    from,
    stream: { from, toPort: 5060, payloads: [payload(sipRequest(request))], count, every },
  };
}

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
  await lab.world.send(...cast.map(({ stream }) => stream));
  const delivered = tally(await lab.delivered(), 'from');
  return cast.map(({ from }) => delivered.get(from) ?? 0);
}

function table(results: ReadonlyMap<Backend, Result>): string {
  const there = [...results].filter((entry): entry is [Backend, readonly number[]] =>
    Array.isArray(entry[1]),
  );
  const row = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(24)}${cells.map((cell) => String(cell).padStart(17)).join('')}`;
  return [
    row('two seconds, one port', ['offered', ...there.map(([backend]) => backend)]),
    ...cast.map(({ name, stream }, index) =>
      row(name, [stream.count, ...there.map(([, delivered]) => delivered[index] ?? 0)]),
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
    const results = new Map<Backend, Result>();
    for (const backend of backends) results.set(backend, await perform(lab, backend, artifacts));
    console.log(`${table(results)}\n  (delivered packets, by backend; the switch answers 401 to each)`);
  } finally {
    await lab.close();
  }
}

await main(process.argv[2] ?? '.');
