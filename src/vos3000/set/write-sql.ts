import { sqlText } from '../sql/literal.js';
import type { Write } from './write.js';

const valueSql = (value: string | undefined): string => (value === undefined ? 'NULL' : sqlText(value));

/** `<=>` is also true of NULL and NULL. */
export const updateSql = ({ id, name, from, to }: Write): string =>
  `UPDATE e_moconfig SET value = ${valueSql(to)} WHERE id = ${id} AND name = ${sqlText(name)} AND value <=> ${valueSql(from)}`;

export const currentSql = ({ id, name }: Write): string =>
  `SELECT value FROM e_moconfig WHERE id = ${id} AND name = ${sqlText(name)}`;

export const backwards = ({ from, to, ...row }: Write): Write => ({ ...row, from: to, to: from });
