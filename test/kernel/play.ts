import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../../src/host/lab/backends.js';
import { link } from '../../src/host/lab/link.js';
import { addressText } from '../../src/net/address.js';
import type { Policy } from '../../src/policy/policy.js';
import type { Between, PolicyTest, TestSend, TestStep } from '../../src/policy/policy-test.js';
import { messageBytes } from '../../src/testing/message.js';
import type { compileText } from '../lint-text.js';
import type { Lab } from '../packets/lab.js';
import { payload } from '../packets/sip.js';
import { isBanned } from './scenario.js';

/** What became of one step, and what the policy said would. */
export interface Outcome {
  readonly delivered: number;
  readonly banned: boolean;
  /** Whether this is what the step expects. */
  readonly asExpected: boolean;
}

/** How far (ms) a packet may leave beside its time. A policy's own test names counts that follow from its times. */
const OUT_OF_TIME = 40;
const TRIALS = 8;

/**
 * Plays a test that a policy carries (`tests:`) with real packets, from empty sets and buckets. Where the machine did
 * not keep the times that the test asks for, its counts say nothing, and all of it is played again.
 */
export async function play(
  lab: Lab,
  backend: Backend,
  compiled: ReturnType<typeof compileText>,
  test: PolicyTest,
): Promise<readonly Outcome[]> {
  for (let trial = 0; trial < TRIALS; trial++) {
    await lab.reset();
    await lab.load(backend, compiled.artifacts);
    const outcomes = await playSteps(lab, backend, compiled.policy, test);
    if (outcomes) return outcomes;
  }
  throw new Error(`this machine is too busy to play ${JSON.stringify(test.name)} in time`);
}

async function playSteps(lab: Lab, backend: Backend, { sip }: Policy, { steps, ports }: PolicyTest) {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    if (step.wait !== undefined) await setTimeout(step.wait);
    const { from, to, transport, port = sip[transport][0]?.first ?? 5060 } = step.send;
    const answer = step.answer instanceof Map ? Object.fromEntries(step.answer) : step.answer;
    await lab.switch.listen({ [transport]: [port], answer });
    const sources = (to === undefined ? from : [to]).map(addressText);
    const delivered = await (to === undefined
      ? received(lab, step.send, sources, port, ports)
      : called(lab, step.send, sources[0] ?? '', port));
    if (delivered === undefined) return undefined;
    const banned = await isBanned(lab, backend, sources[0] ?? '');
    outcomes.push({ delivered, banned, asExpected: isAsExpected(step, delivered, banned) });
  }
  return outcomes;
}

function isAsExpected({ send, expect: wanted }: TestStep, delivered: number, banned: boolean): boolean {
  const sent = send.count * Math.max(1, send.from.length);
  const between = ({ least, most }: Between, got: number) => got >= least && got <= most;
  return (
    between(wanted.delivered ?? any, delivered) &&
    between(wanted.dropped ?? any, sent - delivered) &&
    (wanted.sets.banned ?? banned) === banned
  );
}

const any: Between = { least: 0, most: Number.POSITIVE_INFINITY };

/** How many of the packets reached the switch; `undefined` where they did not leave in time. */
async function received(lab: Lab, send: TestSend, sources: readonly string[], port: number, ports: number) {
  const arrived = (await lab.delivered()).length;
  if (!(await sendAll(lab, send, sources, port, ports))) return undefined;
  const kind = send.transport === 'udp' ? 'datagram' : 'segment';
  const since = (await lab.delivered()).slice(arrived);
  return since.filter((arrival) => arrival.kind === kind && sources.includes(arrival.from)).length;
}

/** Whether all left in time. TCP: one connection, a segment for each request, in the connection's own time. */
async function sendAll(
  lab: Lab,
  ask: TestSend,
  from: readonly string[],
  toPort: number,
  ports: number,
): Promise<boolean> {
  const every = ask.every ?? 0;
  const payloads = [payload(messageBytes(ask.message))];
  if (ask.transport === 'tcp') {
    const segments = Array<string>(ask.count).fill(payloads[0] ?? '');
    await lab.world.connect({ from, toPort, every: 0, segments, gap: every, hold: true });
    return true;
  }
  const fromPorts = Array.from({ length: ports }, (_, index) => 5060 + index);
  const pace = every / from.length;
  const count = ask.count * from.length;
  const [sent] = await lab.world.send({ from, fromPorts, toPort, payloads, count, every: pace });
  const times = sent?.times ?? [];
  return times.every((time, index) => Math.abs(time - (times[0] ?? 0) - index * pace) < OUT_OF_TIME);
}

/** What the switch sends of its own accord, and the peer gets. */
async function called(lab: Lab, ask: TestSend, to: string, fromPort: number): Promise<number> {
  await lab.world.listen({ addresses: [to], udp: [5060] });
  const from = to.includes(':') ? link.switch.ipv6 : link.switch.ipv4;
  const payloads = [payload(messageBytes(ask.message))];
  const before = (await lab.answers()).length;
  const stream = { from, fromPorts: [fromPort], to, toPort: 5060, payloads };
  await lab.switch.send({ ...stream, count: ask.count, every: ask.every ?? 0 });
  return (await lab.answers()).slice(before).filter((arrival) => arrival.to === to).length;
}
