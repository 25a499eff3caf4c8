import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaptureReader } from '../../src/capture/capture-reader.js';
import { Dissector } from '../../src/capture/dissector.js';
import type { SeenPacket } from '../../src/capture/seen-packet.js';
import { backendRules } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import { evaluator } from '../../src/evaluate/evaluator.js';
import { link } from '../../src/host/lab/link.js';
import type { Backend } from '../../src/host/lab/load.js';
import type { Address } from '../../src/net/address.js';
import { parseAddress } from '../../src/net/read-address.js';
import { Replay } from '../../src/replay/replay.js';
import { today } from '../lint-text.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { memoryFiles } from '../parse/memory-files.js';
import { protect, request } from './scenario.js';

const policy = `
vosguard: 1
trusted: [203.0.113.5, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  ports: { udp: [5060, 6060], tcp: [5060] }
  strangers: { limits: { REGISTER: 1/s burst 5, INVITE: 1/s burst 3 } }
signatures: { use: [attack-tools] }
`;

/** One of each family. */
const people = {
  flood: ['192.0.2.77', '2001:db8:77::1'],
  phone: ['192.0.2.78', '2001:db8:78::1'],
  scanner: ['192.0.2.79', '2001:db8:79::1'],
  prober: ['192.0.2.80', '2001:db8:80::1'],
  trusted: ['203.0.113.5', '2001:db8:7::5'],
  large: ['192.0.2.81', '2001:db8:81::1'],
} as const;
const stream = { tcp: ['192.0.2.82', '2001:db8:82::1'], proven: ['192.0.2.83', '2001:db8:83::1'] } as const;

const addressOf = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed.kind === 'fault') throw new Error(`not an address: ${text}`);
  return parsed.address;
};

/** So many requests, each with a name of its own. Steps beside whole seconds: no packet comes as a bucket gets its next one. */
function sends(
  from: string,
  method: string,
  count: number,
  every: number,
  more: object = {},
  toPort = 5060,
  after = 0,
) {
  const name = `${method}-${from.replaceAll(/[.:]/g, '-')}-${toPort}`;
  const payloads = Array.from({ length: count }, (_, index) =>
    request(method, { id: `${name}-${index}`, ...more }),
  );
  return { from, payloads, count, every, after, toPort, patient: true };
}

const agent = { userAgent: 'friendly-scanner' };
const streams = [0, 1].flatMap((index) => {
  const of = (who: keyof typeof people): string => people[who][index] ?? '';
  return [
    sends(of('flood'), 'REGISTER', 40, 130),
    sends(of('phone'), 'REGISTER', 2, 130, {}, 6060),
    sends(of('phone'), 'OPTIONS', 30, 37, {}, 5060, 1_000),
    sends(of('scanner'), 'REGISTER', 10, 50, agent),
    sends(of('scanner'), 'OPTIONS', 10, 50, {}, 5060, 700),
    sends(of('prober'), 'OPTIONS', 10, 90),
    sends(of('prober'), 'SUBSCRIBE', 5, 90, {}, 5060, 40),
    sends(of('trusted'), 'INVITE', 50, 11, agent),
    sends(of('large'), 'INVITE', 6, 130, { body: 'v'.repeat(2_600) }),
  ];
});

/** Plays the scene on a kernel beside a tcpdump at the world's end of the cable, outside of the rules. */
async function captured(lab: Lab, backend: Backend, folder: string) {
  await protect(lab, backend, policy, { answer: { REGISTER: 401, OPTIONS: 200, INVITE: 100 } });
  await lab.switch.listen({ udp: [6060], answer: { REGISTER: 200 } });
  for (const from of Object.values(people).flat()) await lab.world.listen({ addresses: [from], udp: [5060] });
  const file = join(folder, `${backend}.pcap`);
  const dump = `timeout -s INT 120 tcpdump -i ${link.world.name} --immediate-mode -B 16384 -s 0 -U -w ${file} >/dev/null 2>${file}.log & echo $!
    for turn in $(seq 200); do grep -q listening ${file}.log && break; sleep 0.1; done
    grep listening ${file}.log >&2`;
  const pid = await lab.world.run('sh', ['-c', dump]);
  await lab.clear();
  await lab.world.send(...streams);
  for (const from of stream.tcp)
    await lab.world.connect({
      from: [from],
      toPort: 5060,
      every: 0,
      segments: segments(from, 5, {}),
      gap: 40,
      hold: true,
    });
  for (const from of stream.proven)
    await lab.world.connect({
      from: [from],
      toPort: 5060,
      every: 0,
      segments: segments(from, 3, agent),
      gap: 40,
      hold: true,
    });
  const delivered = await lab.delivered();
  await lab.world.run('sh', [
    '-c',
    `sleep 1; kill -INT ${pid.trim()}; while kill -0 ${pid.trim()} 2>/dev/null; do sleep 0.1; done`,
  ]);
  return { bytes: readFileSync(file), ids: new Set(delivered.map(({ id }) => id)) };
}

const segments = (from: string, count: number, more: object) =>
  Array.from({ length: count }, (_, index) =>
    request('REGISTER', { id: `tcp-${from.replaceAll(/[.:]/g, '-')}-${index}`, ...more }),
  );

/** What the replay says of each request, by its name. */
function replayed(bytes: Buffer, backend: Backend): ReadonlyMap<string, boolean> {
  const files = memoryFiles({ 'policy.yaml': policy });
  const legalized = legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
  if (legalized === undefined) throw new Error('a policy with errors');
  const name = backend === 'nftables' ? 'nftables' : 'iptables';
  const rules = backendRules(legalized.legal).find((one) => one.backend === name);
  if (rules === undefined) throw new Error(`no rules for ${name}`);
  const verdicts = new Map<string, boolean>();
  const { sip } = legalized.policy;
  const replay = new Replay({
    ...{ ports: sip, to: undefined, learn: 0, known: [], remember: sip.known.remember, userAgents: false },
    own: [link.switch.ipv4, link.switch.ipv6].map(addressOf),
    // A laboratory loads neither sysctl.conf nor modprobe.conf.
    machine: () => evaluator(rules, { recentSources: 100 }),
    note: (packet, { verdict }) => {
      const id = idOf(packet);
      if (id !== undefined) verdicts.set(id, verdict === 'delivered' || verdicts.get(id) === true);
    },
  });
  const dissector = new Dissector((packet) => replay.packet(packet));
  const reader = new CaptureReader((frame) => dissector.frame(frame));
  reader.push(bytes);
  expect(reader.end()).toBeUndefined();
  dissector.end();
  replay.end();
  return verdicts;
}

const idOf = ({ payload }: SeenPacket): string | undefined =>
  /^Call-ID: (.*)@/m.exec(payload.toString('latin1'))?.[1];

const asked = streams.reduce((sum, { count }) => sum + count, 0) + 2 * 5;
/** A busy machine sends late, and then a packet may come in the very jiffy in which a bucket gets its next one. */
const TRIALS = 4;

describeBackends('a capture made outside of the rules, replayed', (backend, lab) => {
  test('says of each packet what the kernel did with it, over UDP and TCP, in either family', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vosguard-replay-'));
    try {
      let differing: readonly string[] = [];
      for (let trial = 0; trial < TRIALS; trial++) {
        const { bytes, ids } = await captured(lab(), backend, folder);
        const verdicts = replayed(bytes, backend);
        expect(verdicts.size).toBeGreaterThanOrEqual(asked);
        const [passed, refused] = [true, false].map(
          (is) => [...verdicts.values()].filter((one) => one === is).length,
        );
        expect(passed).toBeGreaterThan(150);
        expect(refused).toBeGreaterThan(100);
        for (const who of [...people.phone, ...stream.tcp]) expect(namesOf(ids, who)).toBeGreaterThan(4);
        for (const who of stream.proven) expect(namesOf(ids, who)).toBe(0);
        differing = [...verdicts].flatMap(([id, isDelivered]) =>
          isDelivered === ids.has(id)
            ? []
            : [`${id}: the kernel ${ids.has(id) ? 'delivered' : 'refused'} it`],
        );
        if (differing.length === 0) break;
      }
      expect(differing).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const namesOf = (ids: ReadonlySet<string>, who: string): number =>
  [...ids].filter((id) => id.includes(who.replaceAll(/[.:]/g, '-'))).length;
