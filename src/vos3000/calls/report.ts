import { visible, visibleJson } from '../../diagnostics/visible.js';
import type { Clock } from './call.js';
import type { Group } from './count.js';
import type { GroupedCalls, SourceGroup } from './group-calls.js';
import type { Proposal, Proposals } from './propose.js';
import { timeText } from './times.js';

/** Everything that `vos illegal-calls` has to tell. */
export interface CallsReport {
  /** A file's name, or a database's. */
  readonly where: string;
  readonly total: number;
  readonly marks: string;
  /** `from 2026-11-25 00:00:00`; `undefined`: all that was read. */
  readonly period: string | undefined;
  readonly clock: Clock;
  readonly grouped: GroupedCalls;
  readonly proposals: Proposals;
  /** What the patch is made of. */
  readonly chosen: readonly Proposal[];
  readonly notes: readonly string[];
  /** The patch, and the file that it changes; `undefined` where nothing is proposed or no patch could be made. */
  readonly patch: { readonly file: string; readonly text: string } | undefined;
}

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

const SHOWN = 10;
const NUMBERS = 3;

/** The report for people. */
export function callsText({
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
  const zone = clock === 'UTC' ? 'times are UTC' : "times are the switch's own";
  const lines = [
    `${where}: unauthorised attempts: ${attempts}, in ${total} records (${marks})${period === undefined ? '' : ` ${period}`}; ${zone}`,
    ...section('sources', sources, (group) => sourceText(group as SourceGroup)),
    ...section('networks', networks),
    ...section('hours', hours),
    ...section('numbers dialled', numbers),
    ...section('causes', causes),
    ...section('billing modes', billingModes),
    ...sparedLines(proposals.spared),
    ...notes.map((note) => `note: ${note}`),
    ...networkLines(proposals.networks, chosen),
    proposedLine(chosen.length, patch?.file),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function section(
  title: string,
  groups: readonly Group[],
  more: (group: Group) => string = () => '',
): readonly string[] {
  if (groups.length === 0) return [];
  const shown = groups.slice(0, SHOWN);
  const width = Math.max(...shown.map(({ key }) => key.length));
  const rows = shown.map((group) => {
    const { key, attempts, first, last } = group;
    const times = first === undefined ? '' : `  ${timeText(first)} to ${timeText(last ?? first)}`;
    return `  ${(key === '' ? '(empty)' : key).padEnd(width)}  ${String(attempts).padStart(8)}${times}${more(group)}`;
  });
  const rest = groups.length - shown.length;
  return [title, ...rows, ...(rest === 0 ? [] : [`  and ${rest} more; --json has all`])];
}

function sourceText({ numbers, causes, billingModes }: SourceGroup): string {
  const some = numbers.slice(0, NUMBERS).map(({ key }) => key);
  const list = `${some.join(', ')}${numbers.length > some.length ? ', ...' : ''}`;
  const keys = (groups: readonly Group[]) =>
    groups
      .slice(0, NUMBERS)
      .map(({ key }) => key)
      .join(', ');
  return `  numbers (${numbers.length}): ${list}; cause ${keys(causes)}; billing mode ${keys(billingModes)}`;
}

function sparedLines(spared: CallsReport['proposals']['spared']): readonly string[] {
  if (spared.length === 0) return [];
  const shown = spared
    .slice(0, SHOWN)
    .map(({ source, attempts, why }) => `  ${source} (${attempts}): ${why}`);
  const rest = spared.length - shown.length;
  return ['not proposed', ...shown, ...(rest === 0 ? [] : [`  and ${rest} more`])];
}

/** Networks of which many sources are proposed. */
function networkLines(networks: readonly Proposal[], chosen: readonly Proposal[]): readonly string[] {
  if (networks.length === 0) return [];
  const shown = networks
    .slice(0, SHOWN)
    .map(({ entry, attempts, sources }) => `  ${entry}  ${attempts} attempts of ${sources} sources`);
  const rest = networks.length - shown.length;
  const title = networks.every((one) => chosen.includes(one))
    ? 'networks proposed instead of their sources'
    : 'networks that could be blocked instead of their sources (--networks)';
  return [title, ...shown, ...(rest === 0 ? [] : [`  and ${rest} more; --json has all`])];
}

function proposedLine(count: number, file: string | undefined): string {
  if (count === 0) return 'nothing to propose for blocked';
  const how = file === undefined ? 'put them there by hand' : `--patch prints the change to ${file}`;
  return `proposed for blocked: ${count}; ${how}. A source can be forged: look before you block`;
}
