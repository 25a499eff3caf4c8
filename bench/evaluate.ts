import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backendRules, evaluatorOptions } from '../src/compile/backend-rules.js';
import { legalizePolicy } from '../src/compile/legalize-policy.js';
import { evaluator } from '../src/evaluate/evaluator.js';
import type { UdpPacket } from '../src/evaluate/packet.js';
import { sipRequest } from '../test/packets/sip.js';
import { memoryFiles } from '../test/parse/memory-files.js';
import { median } from './median.js';
import { table } from './table.js';

const rounds = 3;
const packets = 100_000;
/** Microseconds between two packets of the flood. */
const every = 10;

const flood = (method: string, sources: number) => {
  const payload = Buffer.from(sipRequest({ method, userAgent: 'Phone 1.0' }));
  return (index: number): UdpPacket => ({
    ...{ protocol: 'udp', direction: 'in', at: (index * every) / 1000 },
    source: { family: 'ipv4', value: 0xc6336401 + (index % sources) },
    destination: { family: 'ipv4', value: 0xc6120002 },
    ...{ sourcePort: 5060, destinationPort: 5060, payload },
  });
};

const floods = {
  'REGISTER from 200 sources': flood('REGISTER', 200),
  'OPTIONS from 200 sources': flood('OPTIONS', 200),
  'REGISTER from 20,000 sources': flood('REGISTER', 20_000),
};

/** Packets a second that the evaluator takes through the rules of the example, without and with a trace. */
export function evaluate(): string {
  const file = join(import.meta.dirname, '../examples/retail/policy.yaml');
  const files = memoryFiles({ 'policy.yaml': readFileSync(file, 'utf8') });
  const input = { path: 'policy.yaml', files, profile: undefined, today: '2026-01-01' };
  const legalized = legalizePolicy(input, () => {});
  if (legalized === undefined) throw new Error('the example does not compile');
  const options = evaluatorOptions(legalized.platform, legalized.policy);
  const rows = backendRules(legalized.legal).flatMap((rules) =>
    Object.entries(floods).map(([name, packetAt]) => {
      const all = Array.from({ length: packets }, (_, index) => packetAt(index));
      const rate = (how: 'packet' | 'trace') =>
        median(
          Array.from({ length: rounds }, () => {
            const machine = evaluator(rules, options);
            const start = performance.now();
            for (const packet of all) machine[how](packet);
            return packets / (performance.now() - start);
          }),
        );
      return [
        `${name}, ${rules.backend}`,
        ...(['packet', 'trace'] as const).map((how) => `${rate(how).toFixed(0)},000`),
      ];
    }),
  );
  return `Goal: 500,000.\n\n${table(['packets a second, one core', 'verdict', 'with a trace'], rows)}`;
}
