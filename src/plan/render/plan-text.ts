import { visible } from '../../diagnostics/visible.js';
import { countChanges } from '../count-changes.js';
import type { Change, FieldChange, Plan, RuleChange, SetChange, SysctlChange, Verb } from '../plan.js';
import type { PlanBackend } from '../wanted.js';

export interface Heading {
  readonly backend: PlanBackend;
  readonly policy: string;
  readonly profile: string | undefined;
  /** `this host`, or the folder of a saved listing. */
  readonly where: string;
}

const signs: Readonly<Record<Verb, string>> = { add: '+', change: '~', remove: '-', move: '>' };
/** Words of a rule that would fill lines and lines; the JSON has all of them. */
const LONGEST = 100;
const WIDEST = 50;

/** The plan for people: a line for each change. */
export function planText(plan: Plan, { backend, policy, profile, where }: Heading): string {
  const over = profile === undefined ? '' : `, profile ${profile}`;
  const rows = rowsOf(plan);
  const width = (column: 0 | 1) => Math.min(WIDEST, Math.max(0, ...rows.map((row) => row[column].length)));
  const lines = rows.map(([what, at, how]) =>
    `  ${what.padEnd(width(0))}  ${at.padEnd(width(1))}  ${how}`.trimEnd(),
  );
  const others = plan.changes.flatMap((change) => (isRow(change) ? [] : [`  ${lineOf(change)}`]));
  const heading = `${backend} on ${where}, policy ${policy}${over}`;
  return [heading, ...lines, ...others, totalText(plan)].map((line) => `${visible(line)}\n`).join('');
}

type Row = readonly [what: string, at: string, how: string];
type RowChange = Extract<Change, { kind: 'rule' | 'chain' | 'leftover' }>;

const isRow = (change: Change): change is RowChange =>
  change.kind === 'rule' || change.kind === 'chain' || change.kind === 'leftover';

/** The first load would be hundreds of lines that say the same. */
function rowsOf({ changes, first }: Plan): readonly Row[] {
  const rows = changes.filter(isRow);
  if (!first) return rows.map(rowOf);
  const counts = new Map<string, number>();
  for (const row of rows) if (row.kind === 'rule') counts.set(row.chain, (counts.get(row.chain) ?? 0) + 1);
  return [
    ...[...counts].map(
      ([chain, count]): Row => [`+ chain ${chain}`, `${count} ${count === 1 ? 'rule' : 'rules'}`, ''],
    ),
    ...rows.filter(({ kind }) => kind !== 'rule').map(rowOf),
  ];
}

function rowOf(change: RowChange): Row {
  const at = change.origin?.at ?? '';
  const sign = signs[change.verb];
  switch (change.kind) {
    case 'rule':
      return [`${sign} ${change.id ?? `(no id) in ${change.chain}`}`, at, ruleText(change)];
    case 'chain':
      return [`${sign} chain ${change.chain}`, at, fieldsText(change.fields)];
    case 'leftover': {
      const { backend, rules, chains } = change;
      const words = `${number(rules)} rules of vosguard in ${number(chains)} chains: the other backend's`;
      return [`${sign} ${backend}`, at, words];
    }
  }
}

function lineOf(change: Exclude<Change, RowChange>): string {
  const at = change.origin === undefined ? '' : `  ${change.origin.at}`;
  const sign = signs[change.verb];
  switch (change.kind) {
    case 'set': {
      const text = setText(change);
      return `${sign} set ${change.name}${text === '' ? '' : `: ${text}`}${at}`;
    }
    case 'sysctl':
      return `${sign} sysctl ${change.key}: ${sysctlText(change)}${at}`;
  }
}

function ruleText({ verb, text, fields, places }: RuleChange): string {
  const place = places.length === 1 && places[0] !== 'inet' ? ` (${places[0]} only)` : '';
  switch (verb) {
    case 'add':
    case 'remove':
      return `${short(text)}${place}`;
    case 'change':
      return `${fieldsText(fields)}${place}`;
    case 'move':
      return `to another place in its chain${place}`;
  }
}

const fieldsText = (fields: readonly FieldChange[]): string =>
  fields
    .map(({ key, old, new: next }) => `${key} ${short(old ?? '(none)')} -> ${short(next ?? '(none)')}`)
    .join(', ');

function setText({ entries, fields }: SetChange): string {
  const words = fields.length === 0 ? [] : [fieldsText(fields)];
  if (entries === undefined) return words.join();
  const { old, new: next, added, removed, sample } = entries;
  const steps = [
    ...(added > 0 ? [`+${number(added)}`] : []),
    ...(removed > 0 ? [`-${number(removed)}`] : []),
  ];
  const example = sample.length === 0 ? '' : `, for example ${sample.join(' ')}`;
  return [...words, `${number(old)} entries -> ${number(next)} (${steps.join(' ')})${example}`].join('; ');
}

function sysctlText({ fields: [value] }: SysctlChange): string {
  return `${value?.old ?? '(not there until the module is loaded)'} -> ${value?.new ?? ''}`;
}

function totalText({ changes }: Plan): string {
  if (changes.length === 0) return 'nothing to change: what stands is what the policy wants';
  const { add, change, remove, move } = countChanges(changes);
  const total = `${number(add)} to add, ${number(change)} to change, ${number(remove)} to remove`;
  return move === 0 ? total : `${total}, ${number(move)} to move`;
}

const short = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`);

const number = (value: number): string => value.toLocaleString('en-US');
