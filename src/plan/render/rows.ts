import type { Change, FieldChange, RuleChange, SetChange, SysctlChange, Verb } from '../plan.js';

/** What stands before a change. */
const signs: Readonly<Record<Verb, string>> = { add: '+', change: '~', remove: '-', move: '>' };

/** `1,048,576`. */
export const numberText = (value: number): string => value.toLocaleString('en-US');

/** Words of a rule may fill lines and lines; the JSON has all of them. */
const LONGEST = 100;

export const shortText = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`;

/** `rate over 10/second burst 20 -> over 5/second burst 10`. */
const changedFields = (fields: readonly FieldChange[]): string =>
  fields
    .map(
      ({ key, old, new: next }) => `${key} ${shortText(old ?? '(none)')} -> ${shortText(next ?? '(none)')}`,
    )
    .join(', ');

/** What is told in a sentence. */
export type LineChange = Extract<Change, { kind: 'set' | 'sysctl' }>;

export function lineOf(change: LineChange): string {
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

function setText({ entries, fields }: SetChange): string {
  const words = fields.length === 0 ? [] : [changedFields(fields)];
  if (entries === undefined) return words.join();
  const { old, new: next, added, removed, sample } = entries;
  if (old === 0 && next === 0) return [...words, 'empty'].join('; ');
  const steps = [
    ...(added > 0 ? [`+${numberText(added)}`] : []),
    ...(removed > 0 ? [`-${numberText(removed)}`] : []),
  ];
  const example = sample.length === 0 ? '' : `, for example ${sample.join(' ')}`;
  const counts = `${numberText(old)} entries -> ${numberText(next)} (${steps.join(' ') || 'another list'})${example}`;
  return [...words, counts].join('; ');
}

function sysctlText({ fields: [value] }: SysctlChange): string {
  return `${value?.old ?? '(not there until the module is loaded)'} -> ${value?.new ?? ''}`;
}

/** What is told in columns. */
export type Row = readonly [what: string, at: string, how: string];
export type RowChange = Extract<Change, { kind: 'rule' | 'chain' | 'leftover' }>;

export function rowOf(change: RowChange): Row {
  const at = change.origin?.at ?? '';
  const sign = signs[change.verb];
  switch (change.kind) {
    case 'rule':
      return [`${sign} ${change.id ?? `(no id) in ${change.chain}`}`, at, ruleText(change)];
    case 'chain':
      return [`${sign} chain ${change.chain}`, at, changedFields(change.fields)];
    case 'leftover': {
      const { backend, rules, chains } = change;
      const words = `${numberText(rules)} rules of vosguard in ${numberText(chains)} chains: the other backend's`;
      return [`${sign} ${backend}`, at, words];
    }
  }
}

function ruleText({ verb, text, fields, places }: RuleChange): string {
  const place = places.length === 1 && places[0] !== 'inet' ? ` (${places[0]} only)` : '';
  switch (verb) {
    case 'add':
    case 'remove':
      return `${shortText(text)}${place}`;
    case 'change':
      return `${changedFields(fields)}${place}`;
    case 'move':
      return `to another place in its chain${place}`;
  }
}
