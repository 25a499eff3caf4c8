import type { Backend } from '../src/host/lab/load.js';
import type { Difference } from './agree.js';
import { type Case, prepare } from './case.js';
import type { Event } from './events.js';
import type { Round } from './pool.js';
import { Rig } from './rig.js';
import { shrink } from './shrink.js';
import { tryCase } from './try-case.js';

interface Found {
  readonly backend: Backend;
  readonly difference: Difference;
}

/** What differs in a round; what the clock left undecided does not. */
export function differing({ tried }: Round): Found | undefined {
  const [first] = tried.filter((one) => one.kind === 'differs');
  return first;
}

/** Makes the case as small as the time allows, and says how to see it again. */
export async function failureText({ seed, drawn }: Round, found: Found, seconds: number): Promise<string> {
  const end = process.hrtime.bigint() + BigInt(seconds) * 1_000_000_000n;
  const rig = await Rig.start(found.backend, 10 * seconds);
  let last = found.difference;
  const fails = async (one: Case): Promise<boolean> => {
    const prepared = preparedOr(one.policy);
    if (prepared === undefined) return false;
    const tried = await tryCase(rig, prepared, one);
    if (tried.kind === 'differs') last = tried.difference;
    return tried.kind === 'differs';
  };
  try {
    const small = await shrink(drawn, fails, () => process.hrtime.bigint() > end);
    const again = small === drawn ? ['it did not come again while it was made smaller'] : [];
    return [
      `${found.backend} and the model differ; replay with: npm run differential -- --over ${drawn.over} --replay ${seed}`,
      ...again,
      differenceText(last, small),
      `policy: ${small.policy}`,
      `answers: ${JSON.stringify(small.script.answer)}`,
      ...small.script.lines.map((line, index) => `${index}: ${JSON.stringify(line)}`),
    ].join('\n');
  } finally {
    await rig.close();
  }
}

/** A policy that has lost a part may be one no more. */
function preparedOr(policy: string) {
  try {
    return prepare(policy);
  } catch {
    return undefined;
  }
}

function differenceText({ event, trace }: Difference, { script }: Case): string {
  const met = trace.stages.map(({ hook, steps }) => {
    const ids = steps.filter((step) => step.met).map(({ rule }) => rule.id);
    return `  ${hook}: ${ids.join(' ')}`;
  });
  const kernel = event.reset ? 'reset' : event.delivered ? 'delivered' : 'dropped';
  return [
    `line ${event.line} (${event.what}) of ${script.lines.length}: the kernel ${kernel} it, the model says ${trace.verdict}`,
    packetText(event),
    ...met,
  ].join('\n');
}

function packetText({ packet }: Event): string {
  const flags = packet.protocol === 'tcp' ? Object.keys(packet.flags).join(' ') : '';
  const bytes = 'payload' in packet ? packet.payload : new Uint8Array();
  const start = JSON.stringify(Buffer.from(bytes.subarray(0, 40)).toString('latin1'));
  return `  ${packet.direction} ${packet.protocol} ${flags} at ${packet.at.toFixed(1)} ms, ${bytes.length} bytes: ${start}`;
}
