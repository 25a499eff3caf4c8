import { sheetText } from '../../../compile/artifacts-of.js';
import { inert } from '../../../diagnostics/visible.js';
import type { Period } from '../../../vos3000/calls/call.js';
import { ways } from '../../../vos3000/calls/layout.js';
import { type UsageReport, usageJson, usageReport } from '../../../vos3000/usage/advice.js';
import { UsageCount } from '../../../vos3000/usage/usage.js';
import { usageSheet } from '../../../vos3000/usage/usage-sheet.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { VosAdviseInvocation } from '../../vos-invocation.js';
import { callsInFiles, periodOf, usage } from './calls.js';
import { databaseWords, openSwitch, type Refused, switchPolicy } from './open-switch.js';

/** `vosguard vos advise [FILE]`. Reads only. */
export async function vosAdvise(invocation: VosAdviseInvocation, io: Io): Promise<ExitStatus> {
  if (invocation.json && invocation.html)
    return complain(io, exitStatus.usage, '--json and --html do not go together');
  if (invocation.since === 'last')
    return complain(
      io,
      exitStatus.usage,
      '--since last is for illegal-calls: what is normal needs more than what is new',
    );
  const read = switchPolicy(invocation.file, invocation, io);
  if (read.kind === 'none') return read.status;
  const period = periodOf(invocation, undefined);
  if (period.kind === 'refused') return complain(io, period.status, period.words);
  const wanted = read.policy.vos3000?.mappingGateways ?? [];
  const registering = new Set(
    wanted.filter(({ authentication }) => authentication === 'password').map(({ name }) => name),
  );
  const used = new UsageCount(period, (gateway) => registering.has(gateway));
  const source = await feed(invocation, period, (call) => used.add(call), io);
  if (source.kind === 'refused') return complain(io, source.status, source.words);
  const report = usageReport(used.result(), wanted, source);
  const sheet = () => inert(sheetText(usageSheet(report), invocation.html));
  io.stdout.write(invocation.json ? usageJson(report) : sheet());
  return exitStatus.done;
}

type Fed = ({ readonly kind: 'fed' } & Pick<UsageReport, 'where' | 'clock' | 'notes'>) | Refused;

/** Gives each record of the files, or of the database. */
async function feed(
  invocation: VosAdviseInvocation,
  period: Period,
  onCall: UsageCount['add'],
  io: Io,
): Promise<Fed> {
  const { from, dsnFile, days } = invocation;
  if (from !== undefined && dsnFile !== undefined) return usage('--from and --dsn-file do not go together');
  if (from !== undefined) {
    const read = callsInFiles(from, invocation, onCall, io);
    if (read.kind === 'refused') return read;
    if (read.places.every(({ gateway, start }) => gateway === undefined || start === undefined))
      return usage(
        `${from}: its columns tell no gateway (callergatewayid) or no start of the calls; ${ways}`,
      );
    return { ...read, kind: 'fed', where: from };
  }
  const opened = await openSwitch(dsnFile, io);
  if (opened.kind === 'none')
    return usage(
      'no call records: --from names a file or a folder of them; VOSGUARD_DSN or --dsn-file a database',
    );
  if (opened.kind === 'refused') return opened;
  const { askUsage } = await import('../../../host/database/ask-usage.js');
  const asked = await askUsage(opened.database, period, days, onCall);
  await opened.database.close();
  return asked.kind === 'asked'
    ? { ...asked, kind: 'fed', where: opened.database.name }
    : { kind: 'refused', status: exitStatus.failed, words: databaseWords(asked, opened.place) };
}
