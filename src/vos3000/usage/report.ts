import { visibleJson } from '../../diagnostics/visible.js';
import type { MappingGateway } from '../../policy/vos3000.js';
import type { Clock } from '../calls/call-record.js';
import { timeText } from '../calls/read-time.js';
import { adviceFor, type GatewayAdvice, type LimitAdvice } from './advise.js';
import type { Usage } from './usage.js';

/** Everything that `vos advise` has to tell. */
export interface UsageReport {
  /** A file's name, or a database's. */
  readonly where: string;
  readonly clock: Clock;
  readonly usage: Usage;
  readonly gateways: readonly GatewayAdvice[];
  readonly notes: readonly string[];
}

export const usageReport = (
  usage: Usage,
  wanted: readonly MappingGateway[],
  read: Pick<UsageReport, 'where' | 'clock' | 'notes'>,
): UsageReport => ({
  where: read.where,
  clock: read.clock,
  usage,
  gateways: adviceFor(wanted, usage.gateways),
  notes: [...read.notes, ...usage.notes],
});

/** The report for programs: what a watch compares today with. What is not known is `null`. */
export function usageJson({ where, clock, usage, gateways, notes }: UsageReport): string {
  const { total, first, last, hours } = usage;
  const json = {
    ...{ format: 1, where, clock, records: total, first: at(first), last: at(last) },
    gateways: gateways.map(({ name, calls, inPolicy, tier, limits }) => ({
      ...{ name, calls, inPolicy, tier: tier?.name ?? null },
      limits: Object.fromEntries(limits.map((one) => [one.key, limitJson(one)])),
    })),
    baseline: hours,
    notes,
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

const at = (second: number | undefined): string | null => (second === undefined ? null : timeText(second));

const limitJson = ({ wanted, seen, byUse, verdict }: LimitAdvice) => ({
  ...{ wanted: wanted ?? null, seen: seen?.most ?? null, at: at(seen?.at), byUse: byUse ?? null, verdict },
});
