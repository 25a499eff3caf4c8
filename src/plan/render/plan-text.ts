import { visible } from '../../diagnostics/visible.js';
import { type Change, countChanges, type Plan, type RuleChange } from '../plan.js';
import type { PlanBackend } from '../wanted.js';
import { type LineChange, lineOf, numberText, type Row, type RowChange, rowOf } from './rows.js';

export interface Heading {
  readonly backend: PlanBackend;
  readonly policy: string;
  readonly profile: string | undefined;
  /** `this host`, or the folder of a saved listing. */
  readonly where: string;
}

const WIDEST = 50;

/** The plan for people: a line for each change. */
export function planText(plan: Plan, { backend, policy, profile, where }: Heading): string {
  const over = profile === undefined ? '' : `, profile ${profile}`;
  const rows = rowsOf(plan);
  const [first, second] = [widthOf(rows, 0), widthOf(rows, 1)];
  const lines = [
    ...rows.map(([what, at, how]) => `${what.padEnd(first)}  ${at.padEnd(second)}  ${how}`.trimEnd()),
    ...linesOf(plan),
  ];
  const heading = `${backend} on ${where}, policy ${policy}${over}`;
  return [heading, ...lines.map((line) => `  ${line}`), totalText(plan)]
    .map((line) => `${visible(line)}\n`)
    .join('');
}

const widthOf = (rows: readonly Row[], column: 0 | 1): number =>
  Math.min(
    WIDEST,
    rows.reduce((widest, row) => Math.max(widest, row[column].length), 0),
  );

const isRow = (change: Change): change is RowChange =>
  change.kind === 'rule' || change.kind === 'chain' || change.kind === 'leftover';

/** The first load would be hundreds of lines that say the same: a line for each lane. */
function rowsOf({ changes, first }: Plan): readonly Row[] {
  const rows = changes.filter(isRow);
  if (!first) return rows.map(rowOf);
  const lanes = new Map<string, number>();
  for (const row of rows) if (row.kind === 'rule') lanes.set(laneOf(row), (lanes.get(laneOf(row)) ?? 0) + 1);
  return [
    ...[...lanes].map(
      ([lane, count]): Row => [`+ ${lane}`, `${numberText(count)} ${count === 1 ? 'rule' : 'rules'}`, ''],
    ),
    ...rows.filter(({ kind }) => kind !== 'rule').map(rowOf),
  ];
}

/** `strangers` of `VG-strangers.REGISTER`; our jumps stand in the chains of others. */
const laneOf = ({ chain, id }: RuleChange): string =>
  id?.startsWith('hook.') && /^[A-Z]+$/.test(chain)
    ? `the jump from ${chain}`
    : `${chain.replace(/^VG-/, '').split('.')[0]}`;

function linesOf({ changes, first }: Plan): readonly string[] {
  const all = changes.filter((change): change is LineChange => !isRow(change));
  const quiet = (change: Change) => change.kind === 'set' && (change.entries?.new ?? 0) === 0;
  const told = first ? all.filter((change) => !quiet(change)) : all;
  const rest = all.length - told.length;
  return [...(rest > 0 ? [`+ ${rest} sets and limits, empty`] : []), ...told.map(lineOf)];
}

function totalText({ changes }: Plan): string {
  if (changes.length === 0) return 'nothing to change: what stands is what the policy wants';
  const { add, change, remove, move } = countChanges(changes);
  const total = `${numberText(add)} to add, ${numberText(change)} to change, ${numberText(remove)} to remove`;
  return move === 0 ? total : `${total}, ${numberText(move)} to move`;
}
