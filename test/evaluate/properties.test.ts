import fc from 'fast-check';
import { cases, modelled } from '../../differential/case.js';
import { bytesOf } from '../../differential/contents.js';
import type { Script } from '../../differential/scripts.js';
import { evaluator } from '../../src/evaluate/evaluator.js';
import type { Packet } from '../../src/evaluate/packet.js';
import type { Decision, Trace } from '../../src/evaluate/program.js';
import { answerTo, udp } from './samples.js';

/** A script without a kernel: everything arrives in its time, and what is delivered is answered at once. */
function* packets({ lines }: Script): Generator<Packet> {
  let at = 0;
  for (const { gap, way, peer, peerPort, switchPort, content } of lines) {
    at += gap;
    const ports = { sourcePort: peerPort, destinationPort: switchPort };
    const packet = udp(peer, at, bytesOf(content, 'x'), ports);
    yield way === 'in' ? packet : answerTo(packet, packet.payload);
  }
}

const lines = 40;
const text = (decision: Decision | undefined) => `${decision?.verdict} by ${decision?.rule?.id}`;

test('a trace changes nothing and says what the short answer says; the same packets give the same answers', () => {
  fc.assert(
    fc.property(cases(lines), ({ policy, script }) => {
      const { rules, options } = modelled(policy);
      for (const backend of [rules.nftables, rules['iptables-nft']]) {
        const [short, long, again] = [1, 2, 3].map(() => evaluator(backend, options));
        const all = [...packets(script)];
        const answers = all.map((packet) => text(short?.packet(packet)));
        const traces = all.map((packet) => long?.trace(packet));
        expect(traces.map(text)).toEqual(answers);
        expect(all.map((packet) => text(again?.packet(packet)))).toEqual(answers);
        expect(traces.flatMap(inconsistent)).toEqual([]);
      }
    }),
    { numRuns: 12 },
  );
});

/** Where a trace contradicts itself. */
function inconsistent(trace: Trace | undefined): readonly string[] {
  const { stages = [], verdict } = trace ?? {};
  const end = stages.at(-1)?.end ?? 'goes on';
  const steps = stages.flatMap((stage) => stage.steps);
  const wrong = steps.filter(({ tried, met }) => met !== tried.every(({ held }) => held));
  const badEnd = end !== (verdict === 'delivered' ? 'goes on' : verdict);
  return [...wrong.map(({ rule }) => rule.id), ...(badEnd ? [`${verdict}, but ${end}`] : [])];
}

test('a source that is trusted is never refused on the SIP ports, whatever it sends', () => {
  fc.assert(
    fc.property(cases(lines), ({ policy, script }) => {
      const trusting = JSON.stringify({ ...JSON.parse(policy), trusted: ['0.0.0.0/0', '::/0'], blocked: [] });
      const { rules, options } = modelled(trusting);
      const sip = [...packets(script)].filter(
        (packet) => 'destinationPort' in packet && packet.destinationPort === 5060,
      );
      for (const backend of [rules.nftables, rules['iptables-nft']]) {
        const machine = evaluator(backend, options);
        const refused = sip
          .map((packet) => machine.packet(packet))
          .filter((one) => one.verdict !== 'delivered');
        expect(refused.map(text)).toEqual([]);
      }
    }),
    { numRuns: 8 },
  );
});
