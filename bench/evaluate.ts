import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendRules, evaluatorOptions } from '../src/compile/backend-rules.js';
import { legalizePolicy } from '../src/compile.js';
import { evaluator } from '../src/evaluate/evaluator.js';
import type { BackendRules } from '../src/evaluate/options.js';
import type { UdpPacket } from '../src/evaluate/packet.js';
import { sipRequest } from '../test/packets/sip.js';
import { memoryFiles } from '../test/parse/memory-files.js';
import { median } from './median.js';
import { table } from './table.js';

const rounds = 7;
const packets = 100_000;
/** Microseconds between two packets of the flood. */
const every = 10;

const flood = (method: string, sources: number) => {
  const payload = Buffer.from(sipRequest({ method, userAgent: 'Phone 1.0' }));
  const destination = { family: 'ipv4', value: 0xc6120002 } as const;
  const sender = (index: number) => ({ family: 'ipv4', value: 0xc6336401 + (index % sources) }) as const;
  // biome-ignore format: written out in one go, as V8 likes its objects
  return (index: number): UdpPacket => ({
    protocol: 'udp', direction: 'in', at: (index * every) / 1000, source: sender(index), destination,
    sourcePort: 5060, destinationPort: 5060, payload,
  });
};

const floods = {
  'REGISTER from 200 sources': flood('REGISTER', 200),
  'OPTIONS from 200 sources': flood('OPTIONS', 200),
  'REGISTER from 20,000 sources': flood('REGISTER', 20_000),
};

/** Packets a second of processor time that the evaluator takes through the rules of the example, without and with a trace. */
export function evaluate(): string {
  const file = join(import.meta.dirname, '../examples/retail/policy.yaml');
  const files = memoryFiles({ 'policy.yaml': readFileSync(file, 'utf8') });
  const input = { path: 'policy.yaml', files, profile: undefined, today: '2026-01-01' };
  const legalized = legalizePolicy(input, () => {});
  if (legalized === undefined) throw new Error('the example does not compile');
  const options = evaluatorOptions(legalized.platform, legalized.policy);
  const rate = (
    rules: BackendRules,
    packetAt: (index: number) => UdpPacket,
    how: 'packet' | 'trace',
  ): string => {
    const all = Array.from({ length: packets }, (_, index) => packetAt(index));
    const rates = Array.from({ length: rounds }, () => {
      const machine = evaluator(rules, options);
      const start = process.cpuUsage();
      if (how === 'packet') for (const packet of all) machine.packet(packet);
      else for (const packet of all) machine.trace(packet);
      const { user, system } = process.cpuUsage(start);
      return (packets * 1000) / (user + system);
    });
    return (Math.round(median(rates)) * 1000).toLocaleString('en-US');
  };
  const runs = backendRules(legalized.legal).flatMap((rules) =>
    Object.entries(floods).map(([name, packetAt]) => ({ name, rules, packetAt })),
  );
  const verdicts = runs.map(({ rules, packetAt }) => rate(rules, packetAt, 'packet'));
  const rows = runs.map(({ name, rules, packetAt }, index) => [
    `${name}, ${rules.backend}`,
    verdicts[index] ?? '',
    rate(rules, packetAt, 'trace'),
  ]);
  return `Goal: 500,000.\n\n${table(['packets a second of one core', 'verdict', 'with a trace'], rows)}`;
}
