import type {
  Advice,
  InVersion,
  Name,
  Occasion,
  Range,
  TextForm,
  Unit,
  Value,
  ValueKind,
} from './parameter.js';
import { database, type Fact, fact, type Origin } from './sources.js';

export const aSwitch: ValueKind = { kind: 'switch' };

export const aNumber = (unit: Unit, special?: { value: number; means: string }): ValueKind => ({
  kind: 'number',
  unit,
  special,
});

export const aText = (form: TextForm): ValueKind => ({ kind: 'text', form });

/** The end of the signed numbers of 32 bits: with it a fresh database says that a limit is off. */
export const offAtTheEnd = { value: 2_147_483_647, means: 'off' } as const;

/** A row as the database of 2.1.4.0 holds it: its value, and the range in its memo. */
export function seen(
  name: string,
  kind: ValueKind,
  initial: Value,
  range?: readonly [least: number, most: number],
): InVersion {
  return {
    names: [named(name, database)],
    kind,
    range: range && fact({ least: range[0], most: range[1] }, database),
    initial: fact(initial, database),
    section: undefined,
  };
}

interface Said {
  readonly range?: readonly [least: number, most: number];
  /** Where the range was published, if not on that page. */
  readonly rangeBy?: Origin;
  readonly initial?: Value;
  readonly section?: string;
  /** Other names that the row may have. */
  readonly or?: readonly Name[];
}

/** What a page that quotes the manual of a version says. */
export function said(
  name: string,
  kind: ValueKind,
  origin: Origin,
  { range, rangeBy = origin, initial, section, or = [] }: Said = {},
): InVersion {
  const from = <T>(value: T | undefined): Fact<T> | undefined =>
    value === undefined ? undefined : fact(value, origin);
  return {
    names: [named(name, origin), ...or],
    kind,
    range: range && fact({ least: range[0], most: range[1] }, rangeBy),
    initial: from(initial),
    section: from(section),
  };
}

export const named = (text: string, { grade, source }: Origin): Name => ({ text, grade, source, old: false });

/** What an older version calls it, and this one may, too. */
export const oldName = (text: string, { source }: Origin): Name => ({
  ...named(text, { grade: 'unverified', source }),
  old: true,
});

/** Nothing was published about it in 2.1.9.07: that it kept its name is a guess, and what it holds is unknown. */
export const perhapsStill = ({ names, kind }: InVersion): InVersion => ({
  names: [named(names[0].text, { grade: 'unverified', source: names[0].source })],
  kind,
  range: undefined,
  initial: undefined,
  section: undefined,
});

export function advice(occasion: Occasion, wanted: Advice['wanted'], why: string, origin: Origin): Advice {
  return { occasion, wanted, why, grade: origin.grade, source: origin.source };
}

export const exactly = (value: number): Range => ({ least: value, most: value });
