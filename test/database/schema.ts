/**
 * Tables of a switch's database in our own words: the columns that published copies of two versions name, of those tables
 * that we read, and a few beside them that must never be read.
 */
export type Version = '2.1.4.0' | '2.1.9.07';

export type Engine = 'MyISAM' | 'InnoDB';

/** A row of `e_moconfig`: name, value, memo, and where they matter the managed object and whether it may be edited. */
export type Parameter = readonly [
  name: string,
  value: string | null,
  memo: string | null,
  more?: { readonly moid?: number; readonly motype?: number; readonly editable?: number },
];

export const secrets = {
  key: 'PRIVATE-KEY-3082-do-not-read',
  gateway: 'gateway-password-do-not-read',
  mail: 'mail-password-do-not-read',
} as const;

const secretRows: readonly Parameter[] = [
  ['SERVER_LOGIN_PRIVEATE_KE', secrets.key, 'ID_CLIENT_STRING1'],
  ['SERVER_EMAIL_PASSWORD', secrets.mail, 'ID_CLIENT_STRING2'],
];

const usual: { readonly [V in Version]: readonly Parameter[] } = {
  '2.1.4.0': [
    ['SS_ENDPOINTREGISTERRETRY', '6', 'ID_CLIENT_STRING1370 0-999'],
    ['SS_ENDPOINTREGISTERSUSPEND', '180', 'ID_CLIENT_STRING1371 60-3600'],
    ['SS_REPLYUNAUTHORIZED', '1', 'ID_CLIENT_STRING1372'],
    ['SS_CDRRECORDILLEGALCALL', '1', 'ID_CLIENT_STRING1373'],
    ['SERVER_BILLING_RECODR_ZERO_HOLD_TIME', '1', 'ID_CLIENT_STRING1374'],
    ['SERVER_LOGIN_FAILED_DISABLE_TIME', '120', 'ID_CLIENT_STRING1375 30-7200'],
  ],
  '2.1.9.07': [
    ['SS_AUTHENTICATION_MAX_RETRY', '6', 'ID_CLIENT_STRING1370 0-999'],
    ['SS_AUTHENTICATION_FAILED_SUSPEND', '180', 'ID_CLIENT_STRING1371 60-3600'],
    ['SS_REPLY_UNAUTHORIZED', '1', 'ID_CLIENT_STRING1372'],
    ['SERVER_BILLING_RECORD_ILLEGAL_CALL', '1', 'ID_CLIENT_STRING1373'],
    ['SERVER_BILLING_RECORD_ZERO_HOLD_TIME', '1', 'ID_CLIENT_STRING1374'],
    ['SERVER_LOGIN_FAILED_DISABLE_TIME', '120', 'ID_CLIENT_STRING1375 30-7200'],
  ],
};

export interface Wishes {
  readonly engine?: Engine;
  /** Instead of the usual rows, those that keep the secrets stay. */
  readonly parameters?: readonly Parameter[];
  readonly databaseVersion?: string | null;
  /** Of the tables. */
  readonly charset?: 'utf8' | 'latin1' | 'gbk';
}

/** The SQL that makes the tables of a version, in a database that is made anew. */
export function schemaSql(database: string, version: Version, wishes: Wishes = {}): string {
  const {
    engine = 'MyISAM',
    parameters = usual[version],
    databaseVersion = version,
    charset = 'utf8',
  } = wishes;
  const tail = `ENGINE=${engine} DEFAULT CHARSET=${charset} COLLATE=${charset}_bin`;
  const versionRow: readonly Parameter[] =
    databaseVersion === null ? [] : [['SERVER_DATABASE_VERSION', databaseVersion, null, { editable: 0 }]];
  return [
    `DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database}; USE ${database};`,
    `CREATE TABLE e_moconfig (id int NOT NULL PRIMARY KEY, name varchar(255), value text, editable int,
      moid int, motype int, memo varchar(255)) ${tail};`,
    ...[...secretRows, ...versionRow, ...parameters].map(parameterSql),
    gatewaySql[version].replaceAll('TAIL', tail),
  ].join('\n');
}

function parameterSql([name, value, memo, more = {}]: Parameter, index: number): string {
  const { moid = 1, motype = 1, editable = 1 } = more;
  const cells = [index + 1, text(name), text(value), editable, moid, motype, text(memo)];
  return `INSERT INTO e_moconfig VALUES (${cells.join(', ')});`;
}

/** As hexadecimal, so that no test depends on how we quote. */
export const text = (value: string | null): string =>
  value === null
    ? 'NULL'
    : value === ''
      ? "''"
      : `CONVERT(0x${Buffer.from(value).toString('hex')} USING utf8)`;

const gatewayColumns = `id int NOT NULL PRIMARY KEY, name varchar(255), password varchar(255),
  customerpassword varchar(255), locktype int, calllevel int, capacity int, priority int, registertype int, remoteips text`;

const gatewaySql: { readonly [V in Version]: string } = {
  '2.1.4.0': `
    CREATE TABLE e_gatewaymapping (${gatewayColumns}) TAIL;
    CREATE TABLE e_gatewaymappingsetting (gatewaymapping_id int NOT NULL PRIMARY KEY, maxcalldurationlower int,
      maxcalldurationupper int, sipauthenticationmethod int) TAIL;`,
  '2.1.9.07': `
    CREATE TABLE e_gatewaymapping (${gatewayColumns}, memo varchar(255)) TAIL;
    CREATE TABLE e_gatewaymappingsetting (gatewaymapping_id int NOT NULL PRIMARY KEY, maxcalldurationlower int,
      maxcalldurationupper int, sipauthenticationmethod int, maxcallrate int, maxcallrateunit int) TAIL;
    CREATE TABLE e_web_access_control (id int NOT NULL PRIMARY KEY, path text, allowip text, memo varchar(255),
      equipment_id int) TAIL;`,
};

export interface Gateway {
  readonly name: string;
  readonly capacity?: number;
  readonly registerType?: number;
  /** `null` is a row that does not say. */
  readonly method?: number | null;
  readonly maxDuration?: number;
  readonly rate?: number;
  readonly unit?: number;
}

/** Rows for mapping gateways, with passwords that must not be read. */
export function gatewaysSql(version: Version, gateways: readonly Gateway[]): string {
  return gateways
    .map(({ name, capacity = 0, registerType = 0, method = 0, maxDuration = -1, rate, unit }, index) => {
      const rated = version === '2.1.4.0' ? '' : `, ${rate ?? 'NULL'}, ${unit ?? 'NULL'}`;
      const memo = version === '2.1.4.0' ? '' : ', NULL';
      return `INSERT INTO e_gatewaymapping VALUES (${index + 1}, ${text(name)}, '${secrets.gateway}', '${secrets.gateway}',
        0, 0, ${capacity}, 1, ${registerType}, NULL${memo});
      INSERT INTO e_gatewaymappingsetting VALUES (${index + 1}, -1, ${maxDuration}, ${method ?? 'NULL'}${rated});`;
    })
    .join('\n');
}
