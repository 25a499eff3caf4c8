import type { Marks, ReadCalls } from '../../../vos3000/calls/call-record.js';
import { callsJson } from '../../../vos3000/calls/calls-json.js';
import type { CallsReport } from '../../../vos3000/calls/calls-report.js';
import { callsText } from '../../../vos3000/calls/calls-text.js';
import { groupCalls } from '../../../vos3000/calls/group-calls.js';
import { propose } from '../../../vos3000/calls/propose.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosIllegalCallsInvocation } from '../../vos-invocation.js';
import { blockedPatch } from './blocked-patch.js';
import { callsOf } from './calls-of.js';
import { switchPolicy } from './switch-policy.js';

/** `vosguard vos illegal-calls [FILE]`. Reads only; the patch is for a person to look at. */
export async function vosIllegalCalls(invocation: VosIllegalCallsInvocation, io: Io): Promise<ExitStatus> {
  const { causes, billingModes, atLeast, json, patch: alone } = invocation;
  if (json && alone) return complain(io, exitStatus.usage, '--json and --patch do not go together');
  const read = switchPolicy(invocation.file, invocation, io);
  if (read.kind === 'none') return read.status;
  const marks = { causes, billingModes };
  const result = await callsOf(invocation, marks, io);
  if (result.kind === 'refused') return complain(io, result.status, result.words);
  const { calls, where } = result;
  const grouped = groupCalls(calls.records);
  const proposals = propose(grouped, read.policy, { atLeast, gateways: calls.gateways });
  const made =
    proposals.proposed.length === 0
      ? undefined
      : blockedPatch(read.path, read, proposals.proposed, invocation, io);
  const report: CallsReport = {
    ...{ where, total: calls.total, marks: marksText(marks), clock: calls.clock, grouped, proposals },
    patch: made?.kind === 'patch' ? made : undefined,
    notes: [
      ...calls.notes,
      ...(calls.records.length === 0 ? [whatThereIs(calls)] : []),
      ...(made?.kind === 'no patch' ? [`no patch: ${made.words}`] : []),
    ],
  };
  if (!alone) io.stdout.write(json ? callsJson(report) : callsText(report));
  if (!alone) return exitStatus.done;
  if (made?.kind === 'no patch') return complain(io, exitStatus.failed, `no patch: ${made.words}`);
  // As it is: the patch has to match the file to the byte, and was made of printable text only.
  io.stdout.write(made?.text ?? '');
  return exitStatus.done;
}

const marksText = ({ causes, billingModes }: Marks): string =>
  [
    ...(causes.length === 0 ? [] : [`endreason ${causes.join(', ')}`]),
    ...(billingModes.length === 0 ? [] : [`billingmode ${billingModes.join(', ')}`]),
  ].join(' or ');

const SHOWN = 8;

/** Which numbers mean an unauthorised call differs or is not known: what occurs is a hint for --cause. */
function whatThereIs({ causes, billingModes }: ReadCalls): string {
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([value, count]) => `${value} (${count})`)
      .join(', ') || 'none';
  return `what --cause and --billing-mode name does not occur; endreason has ${list(causes)}; billingmode has ${list(billingModes)}`;
}
