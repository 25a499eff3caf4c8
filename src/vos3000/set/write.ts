import type { Audit, Item } from '../audit/audit.js';
import { parameterNames } from '../catalogue/catalogue.js';
import { sqlText } from '../sql/literal.js';

/** One row of `e_moconfig` whose value is replaced. */
export interface Write {
  readonly id: number;
  readonly name: string;
  /** The managed object: which switch, where there are several. */
  readonly moid: number | undefined;
  /** What it holds before; the row is left alone when it holds anything else. `undefined` is NULL. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const valueSql = (value: string | undefined): string => (value === undefined ? 'NULL' : sqlText(value));

/** `<=>` is also true of NULL and NULL. */
export const updateSql = ({ id, name, from, to }: Write): string =>
  `UPDATE e_moconfig SET value = ${valueSql(to)} WHERE id = ${id} AND name = ${sqlText(name)} AND value <=> ${valueSql(from)}`;

export const currentSql = ({ id, name }: Write): string =>
  `SELECT value FROM e_moconfig WHERE id = ${id} AND name = ${sqlText(name)}`;

export const backwards = ({ from, to, ...row }: Write): Write => ({ ...row, from: to, to: from });

export interface PlannedWrites {
  readonly writes: readonly Write[];
  /** Why nothing may be written, a line each. */
  readonly refusals: readonly string[];
}

/** The rows to change so that the switch holds the parameters that the policy wants. Gateways are never written. */
export function planWrites({ schema, items }: Audit): PlannedWrites {
  const refusals = [
    ...(schema === undefined ? ['the database does not say its version, so the names are not sure'] : []),
    ...items.flatMap(refusal),
  ];
  return { refusals, writes: refusals.length > 0 ? [] : items.flatMap(writeOf) };
}

function refusal(item: Item): readonly string[] {
  const { kind, what, verdict, remark, held, wanted, row, range } = item;
  if (kind === 'version')
    return verdict !== 'differs' ? [] : [`the policy is for ${wanted}, the database is ${held}`];
  if (kind !== 'parameter' || verdict === 'same') return [];
  if (verdict !== 'differs') {
    const within = range === undefined ? '' : ` (${range.least}-${range.most})`;
    return [`${what}: ${verdict}: ${remark ?? 'not comparable'}${within}`];
  }
  if (row !== undefined && !parameterNames.includes(row.name))
    return [`${what}: the catalogue does not know it, so that nobody can say what a value does`];
  if (row?.editable === false) return [`${what}: the client does not let it be edited`];
  const isNumber = /^-?\d+$/.test(item.text ?? '') && !['on', 'off'].includes(wanted ?? '');
  return isNumber && range === undefined ? [`${what}: no range is known, in the database or elsewhere`] : [];
}

function writeOf({ kind, verdict, row, text }: Item): readonly Write[] {
  if (kind !== 'parameter' || verdict !== 'differs' || row === undefined || text === undefined) return [];
  return [{ id: row.id, name: row.name, moid: row.moid, from: row.value, to: text }];
}
