import type { Change, SetChange, SysctlChange } from '../plan.js';
import { changedFields } from './changed-fields.js';
import { numberText } from './number-text.js';
import { signs } from './signs.js';

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
