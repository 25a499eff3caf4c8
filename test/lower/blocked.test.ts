import { backendRules, evaluatorOptions } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import { evaluator } from '../../src/evaluate/evaluator.js';
import type { Machine } from '../../src/evaluate/machine.js';
import type { Packet, TcpFlags } from '../../src/evaluate/packet.js';
import { parseAddress } from '../../src/net/read-address.js';
import { memoryFiles } from '../parse/memory-files.js';

const text = `
vosguard: 1
blocked: [198.51.100.0/24, "2001:db8:bad::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] }, h323: { tcp: [1720, 10000-39999] } }
`;

const legalized = legalizePolicy(
  {
    path: 'policy.yaml',
    files: memoryFiles({ 'policy.yaml': text }),
    profile: undefined,
    today: '2026-06-01',
  },
  () => {},
);
if (legalized === undefined) throw new Error('the policy of this test is wrong');
const { legal, platform, policy } = legalized;
const machines = backendRules(legal).map(
  (rules) => [rules.backend, () => evaluator(rules, evaluatorOptions(platform, policy))] as const,
);

const address = (written: string) => {
  const parsed = parseAddress(written);
  if (parsed.kind === 'fault') throw new Error(written);
  return parsed.address;
};

const ends = [
  ['198.51.100.53', '192.0.2.1'],
  ['2001:db8:bad::53', '2001:db8:1::1'],
] as const;

interface Said {
  readonly protocol: 'udp' | 'tcp';
  readonly here: number;
  readonly there: number;
  readonly flags?: TcpFlags;
}

const packet =
  (direction: 'in' | 'out', { protocol, here, there, flags = { ack: true } }: Said) =>
  ([peer, host]: (typeof ends)[number]): Packet => ({
    ...{ at: 0, direction, protocol, flags, payload: new Uint8Array() },
    source: address(direction === 'in' ? peer : host),
    destination: address(direction === 'in' ? host : peer),
    sourcePort: direction === 'in' ? there : here,
    destinationPort: direction === 'in' ? here : there,
  });

type Play = readonly (readonly ['in' | 'out', Said])[];

const dns: Said = { protocol: 'udp', here: 33_333, there: 53 };
const clock: Said = { protocol: 'udp', here: 123, there: 123 };
const https: Said = { protocol: 'tcp', here: 40_000, there: 443 };
const inH245: Said = { protocol: 'tcp', here: 32_768, there: 443 };
const ssh: Said = { protocol: 'tcp', here: 22, there: 50_000 };
const h245: Said = { protocol: 'tcp', here: 20_000, there: 50_000 };
const sip: Said = { protocol: 'udp', here: 5060, there: 5060 };

const plays: readonly (readonly [string, Play, 'delivered' | 'dropped'])[] = [
  ['an answer', [['out', dns], ['in', dns]], 'delivered'],
  ['an answer between two clocks', [['out', clock], ['in', clock]], 'delivered'],
  ['an answer over TCP', [['out', { ...https, flags: { syn: true } }], ['in', https]], 'delivered'],
  ['an answer to a port that a service has, where Linux asks from', [['out', inH245], ['in', inH245]], 'delivered'],
  ['what it sends unasked', [['in', dns]], 'dropped'],
  ['what it goes on sending unasked', [['in', dns], ['in', dns], ['in', dns]], 'dropped'],
  ['a SYN', [['in', { ...https, flags: { syn: true } }]], 'dropped'],
  ['a segment of before, of which the switch speaks first', [['out', ssh], ['in', ssh]], 'dropped'],
  ['the same in a range of ports', [['out', h245], ['in', h245]], 'dropped'],
  ['an answer to a SIP port', [['out', sip], ['in', sip]], 'dropped'],
]; // biome-ignore format: a table

describe.each(machines)('a blocked source with %s', (_, machine) => {
  const last = (fresh: Machine, play: Play, at: (typeof ends)[number]) =>
    play.map(([direction, said]) => fresh.packet(packet(direction, said)(at)).verdict).at(-1);

  test.each(plays)('%s', (_name, play, verdict) => {
    for (const at of ends) expect([at, last(machine(), play, at)]).toEqual([at, verdict]);
  });

  test('a flow that it began before stays blocked', () => {
    for (const at of ends) {
      const fresh = machine();
      fresh.open(packet('in', dns)(at), true);
      expect([at, last(fresh, [['out', dns], ['in', dns]], at)]).toEqual([at, 'dropped']); // biome-ignore format: two packets
    }
  });
});
