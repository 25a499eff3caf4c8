import { cellOf } from './cell.js';
import { sqlText } from './literal.js';

/** One SELECT of `vos3000-verify.sql`. The first column of its rows is the kind. */
export interface Question {
  readonly kind: RowKind;
  /** The table that it reads; schemas of other versions may lack it. */
  readonly table: string | undefined;
  /** Without a semicolon. */
  readonly sql: string;
}

export type RowKind = (typeof rowKinds)[number];
export const rowKinds = ['server', 'table', 'parameter', 'gateway', 'web', 'end'] as const;

export const versionName = 'SERVER_DATABASE_VERSION';

const tables = ['e_moconfig', 'e_gatewaymapping', 'e_gatewaymappingsetting', 'e_web_access_control'] as const;

/** Columns that not every schema has, and whose table it is. */
const optional = {
  capacity: 'e_gatewaymapping',
  registertype: 'e_gatewaymapping',
  maxcalldurationupper: 'e_gatewaymappingsetting',
  maxcallrate: 'e_gatewaymappingsetting',
  maxcallrateunit: 'e_gatewaymappingsetting',
} as const;

/**
 * What is asked of the switch's database, and nothing else. `names` are the parameters that may be read: the same table
 * holds private keys. SELECTs only, in the SQL of MySQL 5.0.
 */
export function questions(names: readonly string[]): readonly Question[] {
  const wanted = [...new Set([versionName, ...names])].sort();
  return [
    {
      kind: 'server',
      table: undefined,
      sql: `SELECT 'server' AS vosguard, ${cellOf('DATABASE()')} AS db, ${cellOf('VERSION()')} AS version`,
    },
    { kind: 'table', table: undefined, sql: tablesSql },
    { kind: 'parameter', table: 'e_moconfig', sql: parametersSql(wanted) },
    { kind: 'gateway', table: 'e_gatewaymapping', sql: gatewaysSql },
    { kind: 'web', table: 'e_web_access_control', sql: webSql },
    { kind: 'end', table: undefined, sql: "SELECT 'end' AS vosguard" },
  ];
}

/** Which tables there are, and by which engine: whether writing has transactions depends on it. */
const tablesSql = [
  "SELECT 'table' AS vosguard, table_name AS name, engine AS engine",
  'FROM information_schema.tables',
  `WHERE table_schema = DATABASE() AND table_name IN (${tables.map(sqlText).join(', ')})`,
  'ORDER BY table_name',
].join('\n');

const parametersSql = (names: readonly string[]): string =>
  [
    "SELECT 'parameter' AS vosguard, id, motype, moid, editable,",
    `  ${cellOf('name')} AS name,`,
    `  ${cellOf('value')} AS value,`,
    `  ${cellOf('memo')} AS memo`,
    'FROM e_moconfig',
    'WHERE name IN (',
    `  ${names.map(sqlText).join(',\n  ')}`,
    ')',
    'ORDER BY name, motype, moid, id',
  ].join('\n');

/**
 * A name without its table is looked for in the innermost SELECT first. Where the column is missing there, it is found in
 * `absent` and is NULL; an error would end the client.
 */
const optionalSql = Object.entries(optional).map(([column, table]) => {
  const key = table === 'e_gatewaymapping' ? 'id' : 'gatewaymapping_id';
  return `  (SELECT ${column} FROM ${table} WHERE ${table}.${key} = g.id LIMIT 1) AS ${column},`;
});

const gatewaysSql = [
  "SELECT 'gateway' AS vosguard, g.id,",
  ...optionalSql,
  `  ${cellOf('g.name')} AS name`,
  'FROM e_gatewaymapping AS g, (SELECT',
  `  ${Object.keys(optional)
    .map((column) => `NULL AS ${column}`)
    .join(', ')}`,
  ') AS absent',
  'ORDER BY g.id',
].join('\n');

const webSql = [
  "SELECT 'web' AS vosguard, id,",
  `  ${cellOf('path')} AS path,`,
  `  ${cellOf('allowip')} AS allowip`,
  'FROM e_web_access_control',
  'ORDER BY id',
].join('\n');
