import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../src/host/lab/agent/journal.js';
import { randomOf } from '../model/timeline.js';
import type { Crowd, CrowdReport, Served } from './crowd-protocol.js';
import { CrowdCustomer } from './customer.js';

interface Outcome {
  readonly served: boolean | undefined;
  readonly took: number;
  readonly at: number;
}

/** Plays everybody; every UDP socket is open before the first request leaves. */
export async function playCrowd({ label, customers, spread, seed, patience }: Crowd): Promise<CrowdReport> {
  const random = randomOf(seed);
  const ends = customers.map((customer, index) => new CrowdCustomer(customer, `${label}-${index}`));
  await Promise.all(ends.map((end) => end.open()));
  const pauses = monitorEventLoopDelay({ resolution: 5 });
  pauses.enable();
  const start = now();
  const outcomes = await Promise.all(
    ends.map(async (end): Promise<Outcome> => {
      await sleep(random() * spread);
      const began = now();
      const served = await end.visit(patience);
      return { served, took: now() - began, at: now() - start };
    }),
  );
  pauses.disable();
  for (const end of ends) end.close();
  const kinds = [...new Set(customers.map(({ kind }) => kind))];
  const of = (kind: string): readonly Outcome[] =>
    outcomes.filter(({ served }, index) => customers[index]?.kind === kind && served !== undefined);
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, servedOf(of(kind))])),
    last: Math.max(0, ...outcomes.filter(({ served }) => served === true).map(({ at }) => at)),
    pause: pauses.max / 1e6,
  };
}

function servedOf(outcomes: readonly Outcome[]): Served {
  const done = outcomes.filter(({ served }) => served === true);
  return {
    tried: outcomes.length,
    served: done.length,
    slowest: Math.max(0, ...done.map(({ took }) => took)),
  };
}
