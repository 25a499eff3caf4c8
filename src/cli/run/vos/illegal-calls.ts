import { resolve } from 'node:path';
import { existingText } from '../../../host/reading.js';
import { replaceFile } from '../../../host/writing.js';
import type { Marks, Period, ReadCalls } from '../../../vos3000/calls/call.js';
import { byNetwork, propose } from '../../../vos3000/calls/propose.js';
import { type CallsReport, callsJson, callsText } from '../../../vos3000/calls/report.js';
import {
  type LastRuns,
  lastRunsText,
  mostLastBytes,
  readLastRuns,
  timeText,
} from '../../../vos3000/calls/times.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { VosIllegalCallsInvocation } from '../../vos-invocation.js';
import { systemWords } from '../words.js';
import { type BlockedPatch, blockedPatch } from './blocked-patch.js';
import { callsOf, periodOf } from './calls.js';
import { type SwitchPolicy, switchPolicy } from './open-switch.js';

export interface KeptLast {
  readonly kind: 'kept';
  /** As the user would name it: `policy.calls.json`. */
  readonly file: string;
  readonly runs: LastRuns;
}

/** Up to where the records were read before, in the file beside the policy. */
export function keptLast(
  policy: string,
  io: Io,
): KeptLast | { readonly kind: 'fault'; readonly words: string } {
  const file = `${policy.replace(/\.ya?ml$/i, '')}.calls.json`;
  const found = existingText(resolve(io.cwd, file), mostLastBytes);
  if (found.kind === 'none') return { kind: 'kept', file, runs: new Map() };
  if (found.kind === 'fault') return { kind: 'fault', words: `cannot read ${file}: ${found.words}` };
  const runs = readLastRuns(found.text);
  return runs === undefined
    ? { kind: 'fault', words: `${file} is none of ours; nothing was read` }
    : { kind: 'kept', file, runs };
}

/** Notes up to where they were read now. Why it could not be written, or nothing. */
export function keepLast(
  { file, runs }: KeptLast,
  where: string,
  newest: number,
  io: Io,
): string | undefined {
  const fault = replaceFile(resolve(io.cwd, file), lastRunsText(new Map([...runs, [where, newest]])));
  return fault && `cannot write ${systemWords({ ...fault, path: file })}`;
}

/** `vosguard vos illegal-calls [FILE]`. The patch is for a person to look at; only `--since last` writes, beside the policy. */
export async function vosIllegalCalls(invocation: VosIllegalCallsInvocation, io: Io): Promise<ExitStatus> {
  if (invocation.json && invocation.patch)
    return complain(io, exitStatus.usage, '--json and --patch do not go together');
  const read = switchPolicy(invocation.file, invocation, io);
  if (read.kind === 'none') return read.status;
  const isSinceLast = invocation.since === 'last';
  const kept = isSinceLast ? keptLast(read.path, io) : undefined;
  if (kept?.kind === 'fault') return complain(io, exitStatus.usage, kept.words);
  const key = invocation.from ?? 'database';
  const period = periodOf(invocation, kept?.runs.get(key));
  if (period.kind === 'refused') return complain(io, period.status, period.words);
  const marks = { causes: invocation.causes, billingModes: invocation.billingModes };
  const result = await callsOf(invocation, marks, period, io);
  if (result.kind === 'refused') return complain(io, result.status, result.words);
  const status = tell(result.calls, result.where, { invocation, read, marks, period }, io);
  const { newest } = result.calls;
  const fault =
    kept === undefined || newest === undefined || status !== exitStatus.done
      ? undefined
      : keepLast(kept, key, newest, io);
  return fault === undefined ? status : complain(io, exitStatus.failed, fault);
}

interface Asked {
  readonly invocation: VosIllegalCallsInvocation;
  readonly read: Extract<SwitchPolicy, { kind: 'policy' }>;
  readonly marks: Marks;
  readonly period: Period;
}

function tell(
  calls: ReadCalls,
  where: string,
  { invocation, read, marks, period }: Asked,
  io: Io,
): ExitStatus {
  const { atLeast, ofNetwork, networks, json, patch: alone } = invocation;
  const { gateways, completed, grouped, clock, total } = calls;
  const proposals = propose(grouped, read.policy, { atLeast, ofNetwork, gateways, completed });
  const chosen = networks ? byNetwork(proposals) : proposals.proposed;
  const made = chosen.length === 0 ? undefined : blockedPatch(read.path, read, chosen, invocation, io);
  const report: CallsReport = {
    ...{ where, total, marks: marksText(marks), clock, grouped, proposals, chosen },
    period: periodText(period),
    patch: made?.kind === 'patch' ? made : undefined,
    notes: [...calls.notes, ...notesOf(calls, made)],
  };
  if (!alone) io.stdout.write(json ? callsJson(report) : callsText(report));
  if (!alone) return exitStatus.done;
  if (made?.kind === 'no patch') return complain(io, exitStatus.failed, `no patch: ${made.words}`);
  // As it is: the patch has to match the file to the byte, and was made of printable text only.
  io.stdout.write(made?.text ?? '');
  return exitStatus.done;
}

const notesOf = ({ grouped, ...calls }: ReadCalls, made: BlockedPatch | undefined): readonly string[] => [
  ...(grouped.untold === 0
    ? []
    : [`too many sources to list each: ${grouped.untold} attempts are of those with the fewest`]),
  ...(grouped.attempts === 0 ? [whatThereIs(calls)] : []),
  ...(made?.kind === 'no patch' ? [`no patch: ${made.words}`] : []),
];

const marksText = ({ causes, billingModes }: Marks): string =>
  [
    ...(causes.length === 0 ? [] : [`endreason ${causes.join(', ')}`]),
    ...(billingModes.length === 0 ? [] : [`billingmode ${billingModes.join(', ')}`]),
  ].join(' or ');

function periodText({ since, until }: Period): string | undefined {
  if (since === undefined && until === undefined) return undefined;
  return [
    ...(since === undefined ? [] : [`from ${timeText(since)}`]),
    ...(until === undefined ? [] : [`until ${timeText(until)}`]),
  ].join(' ');
}

const SHOWN = 8;

/** Which numbers mean an unauthorised call differs or is not known: what occurs is a hint for --cause. */
function whatThereIs({ causes, billingModes }: Pick<ReadCalls, 'causes' | 'billingModes'>): string {
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([value, count]) => `${value} (${count})`)
      .join(', ') || 'none';
  return `what --cause and --billing-mode name does not occur; endreason has ${list(causes)}; billingmode has ${list(billingModes)}`;
}
