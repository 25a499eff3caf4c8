import { visible } from '../../diagnostics/visible.js';
import type { CallsReport } from './calls-report.js';
import type { Group } from './count.js';
import type { SourceGroup } from './group-calls.js';
import type { Proposal } from './propose.js';
import { timeText } from './read-time.js';

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
