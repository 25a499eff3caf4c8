import { visibleJson } from '../../diagnostics/visible.js';
import type { CallsReport } from './calls-report.js';
import type { Group, SourceGroup } from './group-calls.js';

/** Numbers dialled are as many as an attacker likes. */
const MOST_NUMBERS = 1000;

/** The report for programs. */
export function callsJson({
  where,
  total,
  marks,
  clock,
  grouped,
  proposals,
  notes,
  patch,
}: CallsReport): string {
  const { attempts, sources, networks, hours, numbers, causes, billingModes } = grouped;
  const json = {
    ...{ format: 1, where, records: total, marks, clock, attempts },
    sources: sources.map(sourceJson),
    networks: networks.map(groupJson),
    hours: hours.map(groupJson),
    numbers: numbers.slice(0, MOST_NUMBERS).map(groupJson),
    numbersInAll: numbers.length,
    causes: causes.map(groupJson),
    billingModes: billingModes.map(groupJson),
    proposed: proposals.proposed.map(({ entry, attempts: count, last }) => ({
      entry,
      attempts: count,
      last: last ?? null,
    })),
    spared: proposals.spared,
    notes,
    patch: patch ?? null,
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

const groupJson = ({ key, attempts, first, last }: Group) => ({
  key,
  attempts,
  first: first ?? null,
  last: last ?? null,
});

const sourceJson = (group: SourceGroup) => ({
  ...groupJson(group),
  network: group.network ?? null,
  numbers: group.numbers.slice(0, MOST_NUMBERS).map(groupJson),
  numbersInAll: group.numbers.length,
  causes: group.causes.map(groupJson),
  billingModes: group.billingModes.map(groupJson),
});
