import type { Vos3000 } from '../../policy/vos3000.js';
import { askedNames } from '../wanted.js';
import { askedSql, cellOf, sqlText } from './literal.js';

/** One SELECT of `vos3000-verify.sql`. The first column of its rows is the kind. */
export interface Question {
  readonly kind: RowKind;
  /** The tables that it reads. */
  readonly tables: readonly TableName[];
  /** Without a semicolon. */
  readonly sql: string;
}

export type RowKind = (typeof rowKinds)[number];
export const rowKinds = ['server', 'asked', 'table', 'parameter', 'gateway', 'web', 'end'] as const;

export const versionName = 'SERVER_DATABASE_VERSION';

/** The columns that are read. Without the needed ones nothing can be said of a table; the others are NULL where they are missing. */
export const tables = {
  e_moconfig: { needed: ['id', 'name', 'value'], optional: ['motype', 'moid', 'editable', 'memo'] },
  e_gatewaymapping: { needed: ['id', 'name'], optional: ['capacity', 'registertype'] },
  e_gatewaymappingsetting: {
    needed: ['gatewaymapping_id'],
    optional: ['sipauthenticationmethod', 'maxcalldurationupper', 'maxcallrate', 'maxcallrateunit'],
  },
  e_web_access_control: { needed: ['id', 'path', 'allowip'], optional: [] },
} as const satisfies Record<string, { needed: readonly string[]; optional: readonly string[] }>;

export type TableName = keyof typeof tables;
export const tableNames: readonly TableName[] = [
  'e_moconfig',
  'e_gatewaymapping',
  'e_gatewaymappingsetting',
  'e_web_access_control',
];

/** What somebody wants to know of a switch. */
export interface Asking {
  /** The parameters that may be read, and no other row: the same table holds private keys. */
  readonly names: readonly string[];
  readonly gateways: boolean;
  readonly web: boolean;
}

/** What has to be asked to compare a policy. What it does not speak of is not asked for: an account may lack the right. */
export const askingOf = (vos3000: Vos3000): Asking => ({
  names: askedNames(vos3000),
  gateways: vos3000.mappingGateways.length > 0,
  web: vos3000.webAccessControl !== undefined,
});

/** Whether a column can be read, for a connection that has tried; without it, what a schema lacks comes out as NULL. */
export type Readable = (table: TableName, column: string) => boolean;

/** What is asked of the switch's database, and nothing else. SELECTs only, in the SQL of MySQL 5.0. */
export function questions({ names, gateways, web }: Asking, readable?: Readable): readonly Question[] {
  const wanted = [...new Set([versionName, ...names])].sort();
  const server = `SELECT 'server' AS vosguard, ${cellOf('DATABASE()')} AS db, ${cellOf('VERSION()')} AS version`;
  const parts = ['parameter', ...(gateways ? ['gateway'] : []), ...(web ? ['web'] : [])];
  return [
    { kind: 'server', tables: [], sql: server },
    { kind: 'asked', tables: [], sql: askedSql([...parts, ...wanted]) },
    { kind: 'table', tables: [], sql: tablesSql },
    { kind: 'parameter', tables: ['e_moconfig'], sql: parametersSql(wanted, readable) },
    ...(gateways ? [gatewayQuestion(readable)] : []),
    ...(web ? [webQuestion] : []),
    { kind: 'end', tables: [], sql: "SELECT 'end' AS vosguard" },
  ];
}

/** Which tables there are, and by which engine: whether writing has transactions depends on it. */
const tablesSql = [
  "SELECT 'table' AS vosguard, table_name AS name, engine AS engine",
  'FROM information_schema.tables',
  `WHERE table_schema = DATABASE() AND table_name IN (${tableNames.map(sqlText).join(', ')})`,
  'ORDER BY table_name',
].join('\n');

function parametersSql(names: readonly string[], readable: Readable = () => true): string {
  const column = (name: string, sql = name) => (readable('e_moconfig', name) ? sql : 'NULL');
  const order = ['name', 'motype', 'moid', 'id'].filter((name) => readable('e_moconfig', name));
  return [
    `SELECT 'parameter' AS vosguard, id, ${column('motype')} AS motype, ${column('moid')} AS moid, ${column('editable')} AS editable,`,
    `  ${cellOf('name')} AS name,`,
    `  ${cellOf('value')} AS value,`,
    `  ${column('memo', cellOf('memo'))} AS memo`,
    'FROM e_moconfig',
    'WHERE name IN (',
    `  ${names.map(sqlText).join(',\n  ')}`,
    ')',
    `ORDER BY ${order.join(', ')}`,
  ].join('\n');
}

/** In the order of the cells. */
const gatewayColumns = [
  ['e_gatewaymapping', 'id', 'capacity'],
  ['e_gatewaymapping', 'id', 'registertype'],
  ['e_gatewaymappingsetting', 'gatewaymapping_id', 'sipauthenticationmethod'],
  ['e_gatewaymappingsetting', 'gatewaymapping_id', 'maxcalldurationupper'],
  ['e_gatewaymappingsetting', 'gatewaymapping_id', 'maxcallrate'],
  ['e_gatewaymappingsetting', 'gatewaymapping_id', 'maxcallrateunit'],
] as const;

/**
 * A name without its table is looked for in the innermost SELECT first. Where the column is missing there, it is found in
 * `absent` and is NULL; an error would end the client.
 */
function gatewayQuestion(readable: Readable = () => true): Question {
  const cells = gatewayColumns.map(([table, key, column]) =>
    readable(table, key) && readable(table, column)
      ? `  (SELECT ${column} FROM ${table} WHERE ${table}.${key} = g.id LIMIT 1) AS ${column},`
      : `  NULL AS ${column},`,
  );
  const sql = [
    "SELECT 'gateway' AS vosguard, g.id,",
    ...cells,
    `  ${cellOf('g.name')} AS name`,
    'FROM e_gatewaymapping AS g, (SELECT',
    `  ${gatewayColumns.map(([, , column]) => `NULL AS ${column}`).join(', ')}`,
    ') AS absent',
    'ORDER BY g.id',
  ].join('\n');
  return { kind: 'gateway', tables: ['e_gatewaymapping', 'e_gatewaymappingsetting'], sql };
}

const webQuestion: Question = {
  kind: 'web',
  tables: ['e_web_access_control'],
  sql: [
    "SELECT 'web' AS vosguard, id,",
    `  ${cellOf('path')} AS path,`,
    `  ${cellOf('allowip')} AS allowip`,
    'FROM e_web_access_control',
    'ORDER BY id',
  ].join('\n'),
};

const head = `-- What a VOS3000 switch holds, for: vosguard vos audit --from held.txt
-- Reads only, and only the parameters named here: the table e_moconfig holds private keys as well.
-- On the switch, with the name of its database (vos3000; in older installations vos3000db):
--   mysql -u root -p vos3000 < vos3000-verify.sql > held.txt 2>&1
-- Or inside the client: source vos3000-verify.sql
-- Values that are more than printable ASCII appear as 0x and their bytes.
-- What the schema lacks is left out without an error. Should there be one, held.txt has it, and vos audit names it.
`;

/** The text of `vos3000-verify.sql`. */
export function verifyScript(asking: Asking): string {
  return [head, ...questions(asking).map(statement)].join('\n');
}

/**
 * Each statement where its tables are there, else one that does nothing: 2.1.4.0 has no e_web_access_control, what is before it was
 * not seen, and an error ends the client. A prepared statement is chosen by name (MySQL 5.0.13 and later), since a SELECT of a
 * missing table cannot even be read.
 */
function statement({ kind, sql }: Question): string {
  switch (kind) {
    case 'web':
      return prepared([[['e_web_access_control'], sql]]);
    case 'gateway':
      return prepared([
        [['e_gatewaymapping', 'e_gatewaymappingsetting'], sql],
        [['e_gatewaymapping'], gatewayQuestion((table) => table === 'e_gatewaymapping').sql],
      ]);
    case 'server':
    case 'asked':
    case 'table':
    case 'parameter':
    case 'end':
      return `${sql};\n`;
  }
}

/** The first statement whose tables are all there. */
function prepared(choices: readonly (readonly [needed: readonly TableName[], sql: string])[]): string {
  const among = (names: readonly string[]) => `table_name IN (${names.map(sqlText).join(', ')})`;
  const chosen = choices.reduceRight(
    (otherwise, [needed, sql]) =>
      `IF(SUM(${among(needed)}) = ${needed.length},\n'${sql.replaceAll("'", "''")}',\n${otherwise})`,
    "'DO 0'",
  );
  const all = [...new Set(choices.flatMap(([needed]) => needed))];
  return `SELECT ${chosen}
INTO @vosguard FROM information_schema.tables WHERE table_schema = DATABASE() AND ${among(all)};
PREPARE vosguard FROM @vosguard;
EXECUTE vosguard;
DEALLOCATE PREPARE vosguard;
`;
}
