import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { evaluator } from '../src/evaluate/evaluator.js';
import { ascii, type Packet, type TcpFlags } from '../src/evaluate/packet.js';
import type { Address } from '../src/net/address.js';
import { methods } from '../src/sip/signature.js';
import type { modelled } from './case.js';

const options = {
  packets: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
} as const;

/**
 * `npx tsx differential/versions.ts ../other-clone`: the rules that two versions of the compiler make of every example, in the model of each version,
 * with the same packets of every class: both families, UDP and TCP, in and out. Says which packets they treat otherwise.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [other] = positionals;
  if (other === undefined) throw new Error('which other clone?');
  const [here, there] = await Promise.all([version('.'), version(other)]);
  let differing = 0;
  for (const example of readdirSync('examples')) {
    const file = join('examples', example, 'policy.yaml');
    const text = readOrNothing(file);
    if (text === undefined) continue;
    const machines = pairs(here, there, text);
    if (machines === undefined) continue;
    for (const { backend, ours, theirs } of machines) {
      const packets = packetsOf(Number(values.seed), Number(values.packets));
      const seen = new Map<string, number>();
      let delivered = 0;
      for (const packet of packets) {
        const [mine, yours] = [ours.packet(packet), theirs.packet(packet)];
        if (mine.verdict === 'delivered') delivered += 1;
        if (mine.verdict === yours.verdict) continue;
        const what = `${told(packet)}: ${yours.verdict} by ${yours.rule?.id}, now ${mine.verdict} by ${mine.rule?.id}`;
        seen.set(what, (seen.get(what) ?? 0) + 1);
      }
      console.log(
        `${example} ${backend}: ${packets.length} packets, ${delivered} delivered, ${[...seen.values()].reduce((a, b) => a + b, 0)} differ`,
      );
      for (const [what, times] of [...seen].slice(0, 12)) console.log(`  ${times} times ${what}`);
      differing += seen.size;
    }
  }
  process.exitCode = differing === 0 ? 0 : 1;
}

interface Version {
  readonly modelled: typeof modelled;
  readonly evaluator: typeof evaluator;
}

async function version(folder: string): Promise<Version> {
  const load = (file: string) => import(pathToFileURL(resolve(folder, file)).href);
  const [one, two] = [await load('differential/case.ts'), await load('src/evaluate/evaluator.ts')];
  return { modelled: one.modelled, evaluator: two.evaluator };
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** None where an example has lists or parts in other files. */
function pairs(here: Version, there: Version, policy: string) {
  const both = [here, there].map(({ modelled, evaluator }) => {
    try {
      const { rules, options } = modelled(policy.replace(/^ {2}backends:.*\n/m, ''));
      return (['nftables', 'iptables-nft'] as const).map((backend) => evaluator(rules[backend], options));
    } catch {
      return undefined;
    }
  });
  const [ours, theirs] = both;
  if (ours === undefined || theirs === undefined) return undefined;
  return (['nftables', 'iptables'] as const).map((backend, index) => ({
    backend,
    ours: ours[index] as NonNullable<(typeof ours)[number]>,
    theirs: theirs[index] as NonNullable<(typeof theirs)[number]>,
  }));
}

const v4 = (last: number): Address => ({ family: 'ipv4', value: 0xc6336400 + last });
const v6 = (last: number): Address => ({
  family: 'ipv6',
  value: (0x20010db8n << 96n) + (BigInt(last) << 64n) + 1n,
});

const rest =
  ' sip:a@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.7;branch=z9\r\nUser-Agent: Phone\r\n\r\n';
const requests = [...methods, 'register', 'FOO', 'REGIxyz', 'REGISTERX'].map((method) => `${method}${rest}`);
const texts = [
  ...requests,
  ...methods.flatMap((method) => [`\r\n${method}${rest}`, `\r\n\r\n${method}${rest}`]),
  ...['', '\r\n', '\r\n\r\n', 'REG', 'x', 'GET / HTTP/1.0', 'REGISTER'],
  ...[200, 401, 403, 404, 407, 100].map((status) => `SIP/2.0 ${status} x${rest}`),
];
const usual = ['REGISTER', 'INVITE', 'OPTIONS', 'BYE', 'ACK', 'CANCEL'].map((method) => `${method}${rest}`);
const answers = [200, 200, 401, 404, 407].map((status) => `SIP/2.0 ${status} x${rest}`);
const flagSets: readonly TcpFlags[] = [
  { syn: true },
  { ack: true },
  { ack: true },
  { ack: true, fin: true },
  { rst: true },
];

interface Drawn {
  readonly gap: number;
  readonly who: number;
  readonly six: boolean;
  readonly out: boolean;
  readonly tcp: boolean;
  readonly port: number;
  readonly from: number;
  readonly text: string;
  readonly flags: TcpFlags;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  gap: fc.constantFrom(1, 3, 8, 20, 60, 400),
  who: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
  six: fc.boolean(),
  out: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  tcp: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  port: fc.oneof(
    { weight: 9, arbitrary: fc.constant(5060) },
    fc.constantFrom(6060, 5061, 5070, 22, 443, 12_000),
  ),
  from: fc.constantFrom(5060, 5060, 5062, 40_000),
  text: fc.oneof(fc.constantFrom(...usual), fc.constantFrom(...usual), fc.constantFrom(...texts)),
  flags: fc.constantFrom(...flagSets),
});

function packetsOf(seed: number, count: number): readonly Packet[] {
  let at = 0;
  return fc
    .sample(drawn, { seed, numRuns: count })
    .map(({ gap, who, six, out, tcp, port, from, text, flags }): Packet => {
      at += gap;
      const [peer, own] = six ? [v6(who), v6(0xff)] : [v4(who), v4(0xff)];
      const payload = ascii(
        out && text.length % 3 > 0 ? (answers[text.length % answers.length] ?? text) : text,
      );
      const ends = out
        ? { source: own, destination: peer, sourcePort: port, destinationPort: from }
        : { source: peer, destination: own, sourcePort: from, destinationPort: port };
      const common = { at, direction: out ? ('out' as const) : ('in' as const), ...ends };
      return tcp
        ? { ...common, protocol: 'tcp', flags, payload: flags.syn || flags.rst ? new Uint8Array() : payload }
        : { ...common, protocol: 'udp', payload };
    });
}

function told(packet: Packet): string {
  const begin = 'payload' in packet ? String.fromCharCode(...packet.payload.slice(0, 14)) : '';
  return `${packet.direction} ${packet.protocol} ${packet.source.family} ${JSON.stringify(begin)}`;
}

await main();
