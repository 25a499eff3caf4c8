import type { Grade } from './fact.js';
import type { Advice, InVersion, Occasion } from './parameter.js';
import { valueText } from './value.js';
import type { Range, Unit, ValueKind } from './value-kind.js';

/** What a grade means, for people. */
export const gradeText: { readonly [G in Grade]: string } = {
  database: 'seen in a database',
  manual: "seen in the vendor's manual",
  guide: 'said by guides',
  unverified: 'unverified',
};

export const occasionText: { readonly [O in Occasion]: string } = {
  always: 'normally',
  attack: 'under attack',
  'unsteady lines': 'where lines are unsteady',
  audit: 'during an audit',
};

const unitText: { readonly [U in Unit]: string } = {
  seconds: 'seconds',
  minutes: 'minutes',
  failures: 'failures',
  attempts: 'attempts',
  calls: 'calls',
  records: 'records',
  characters: 'characters',
  code: 'a code',
  unknown: 'a number, unit unknown',
};

export function kindText(kind: ValueKind): string {
  switch (kind.kind) {
    case 'switch':
      return 'a switch';
    case 'number':
      return unitText[kind.unit];
    case 'text':
      return `text: ${kind.form}`;
  }
}

export const rangeText = ({ least, most }: Range): string =>
  least === most ? String(least) : `${least} to ${most}`;

export function adviceText({ kind }: Pick<InVersion, 'kind'>, { wanted }: Advice): string {
  if (typeof wanted === 'boolean') return valueText(kind, wanted);
  return kind.kind === 'number' && kind.unit === 'seconds' ? `${rangeText(wanted)} s` : rangeText(wanted);
}
