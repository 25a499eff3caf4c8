import { visibleJson } from '../../diagnostics/visible.js';
import type { CallsReport } from './calls-report.js';
import type { Group } from './count.js';
import type { SourceGroup } from './group-calls.js';
import type { Proposal } from './propose.js';
import { timeText } from './read-time.js';

/** Numbers dialled are as many as an attacker likes. */
const MOST_NUMBERS = 1000;
const MOST_SOURCES = 5000;

/** The report for programs. */
export function callsJson({
  where,
  total,
  marks,
  clock,
  grouped,
  proposals,
  chosen,
  period,
  notes,
  patch,
}: CallsReport): string {
  const { attempts, sources, networks, hours, numbers, causes, billingModes } = grouped;
  const json = {
    ...{ format: 1, where, records: total, marks, period: period ?? null, clock, attempts },
    sources: sources.slice(0, MOST_SOURCES).map(sourceJson),
    sourcesInAll: sources.length,
    networks: networks.slice(0, MOST_SOURCES).map(groupJson),
    hours: hours.map(groupJson),
    numbers: numbers.slice(0, MOST_NUMBERS).map(groupJson),
    numbersInAll: numbers.length,
    causes: causes.map(groupJson),
    billingModes: billingModes.map(groupJson),
    proposed: chosen.map(proposalJson),
    proposedNetworks: proposals.networks.map(proposalJson),
    spared: proposals.spared.slice(0, MOST_SOURCES),
    sparedInAll: proposals.spared.length,
    notes,
    patch: patch ?? null,
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}

const groupJson = ({ key, attempts, first, last }: Group) => ({
  key,
  attempts,
  first: at(first),
  last: at(last),
});

const at = (second: number | undefined): string | null => (second === undefined ? null : timeText(second));

const proposalJson = ({ entry, attempts, first, last, sources }: Proposal) => ({
  ...{ entry, attempts, first: at(first), last: at(last), sources },
});

const sourceJson = (group: SourceGroup) => ({
  ...groupJson(group),
  network: group.network ?? null,
  numbers: group.numbers.slice(0, MOST_NUMBERS).map(groupJson),
  numbersInAll: group.numbers.length,
  causes: group.causes.map(groupJson),
  billingModes: group.billingModes.map(groupJson),
});
