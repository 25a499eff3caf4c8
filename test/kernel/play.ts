import { setTimeout } from 'node:timers/promises';
import { addressText } from '../../src/net/address.js';
import type { Policy } from '../../src/policy/policy.js';
import type { PolicyTest, TestSend, TestStep } from '../../src/policy/policy-test.js';
import type { compileText } from '../lint-text.js';
import type { Backend } from '../packets/backends.js';
import type { Lab } from '../packets/lab.js';
import { payload, sipRequest } from '../packets/sip.js';
import { count } from '../packets/tally.js';
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
    const { from, transport, port = sip[transport][0]?.first ?? 5060 } = step.send;
    await lab.switch.listen({ [transport]: [port], answer: step.answer });
    const source = addressText(from);
    const arrived = (await lab.delivered()).length;
    if (!(await send(lab, step.send, source, port, ports))) return undefined;
    const kind = transport === 'udp' ? 'datagram' : 'segment';
    const delivered = count((await lab.delivered()).slice(arrived), { from: source, kind });
    const banned = await isBanned(lab, backend, source);
    outcomes.push({ delivered, banned, asExpected: isAsExpected(step, delivered, banned) });
  }
  return outcomes;
}

function isAsExpected({ expect: wanted }: TestStep, delivered: number, banned: boolean): boolean {
  const { least, most } = wanted.delivered ?? { least: 0, most: Number.POSITIVE_INFINITY };
  return delivered >= least && delivered <= most && (wanted.banned ?? banned) === banned;
}

/** Whether all left in time. TCP: one connection, a segment for each request, in the connection's own time. */
async function send(lab: Lab, ask: TestSend, from: string, toPort: number, ports: number): Promise<boolean> {
  const every = ask.every ?? 0;
  const payloads = [payload(message(ask))];
  if (ask.transport === 'tcp') {
    const segments = Array<string>(ask.count).fill(payloads[0] ?? '');
    await lab.world.connect({ from: [from], toPort, every: 0, segments, gap: every, hold: true });
    return true;
  }
  const fromPorts = Array.from({ length: ports }, (_, index) => 5060 + index);
  const [sent] = await lab.world.send({ from, fromPorts, toPort, payloads, count: ask.count, every });
  const times = sent?.times ?? [];
  return times.every((time, index) => Math.abs(time - (times[0] ?? 0) - index * every) < OUT_OF_TIME);
}

function message({ payload: raw, method = 'OPTIONS', size = 0, ...more }: TestSend): string {
  if (raw !== undefined) return raw;
  const { userAgent, allow } = more;
  const headers = {
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(allow === undefined ? {} : { allow }),
  };
  return filled((body) => sipRequest({ method, ...headers, body }), size);
}

/** Filled up to exactly `size` bytes; Content-Length may grow by a digit, so the body is found in a second try. */
function filled(build: (body: string) => string, size: number): string {
  const short = size - build('').length;
  if (short <= 0) return build('');
  const over = build('x'.repeat(short)).length - size;
  return build('x'.repeat(short - over));
}
