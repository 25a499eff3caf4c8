import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { goodPolicy, vosguard } from '../cli/vosguard.js';
import { describeServer } from './describe.js';
import { putPolicy } from './policies.js';
import { text } from './schema.js';

const folder = temporaryFolder();

const base = Date.UTC(2026, 10, 25, 4, 12, 10);

/** One record: source, number, cause, billing mode, minutes after the first. */
type Row = readonly [source: string, number: string, cause: number, mode: number, minute: number];

const rows: readonly Row[] = [
  ...Array.from({ length: 40 }, (_, i): Row => ['198.51.100.7', `0044${i % 3}`, -9, 2, i]),
  ...Array.from({ length: 3 }, (_, i): Row => ['203.0.113.10', '1', -9, 2, i]),
  ['198.51.100.9', "x'); DROP TABLE e_cdr; -- \t網", -9, 2, 1],
  ['192.0.2.77', '5', 0, 0, 1],
  ['192.0.2.78', '5', -38, 9, 1],
];

/** What older and newer schemas keep: the columns' names and the form of the time differ. */
const schemas = {
  'milliseconds (newer)': {
    columns:
      'callergatewayid varchar(64), callertype int, callerrtpip varchar(64), starttime bigint, stoptime bigint, endreason int, billingmode int',
    values: ([, , cause, mode, minute]: Row) =>
      `NULL, 0, NULL, ${base + minute * 60_000}, NULL, ${cause}, ${mode}`,
  },
  seconds: {
    columns:
      'callergatewayh323id varchar(64), starttime bigint, stoptime bigint, endreason int, billingmode int',
    values: ([, , cause, mode, minute]: Row) => `NULL, ${base / 1000 + minute * 60}, NULL, ${cause}, ${mode}`,
  },
  'dates (older)': {
    columns:
      'callergatewayh323id varchar(64), starttime datetime, stoptime datetime, endreason varchar(64), billingmode int',
    values: ([, , cause, mode, minute]: Row) =>
      `NULL, '${new Date(base + minute * 60_000).toISOString().slice(0, 19)}', NULL, '${cause}', ${mode}`,
  },
} as const;

function tableSql(
  name: string,
  { columns, values }: (typeof schemas)[keyof typeof schemas],
  records: readonly Row[],
): string {
  const inserts = records.map((row) => `(${text(row[0])}, ${text(row[1])}, ${values(row)})`);
  return `CREATE TABLE ${name} (callerip varchar(64), calleee164 varchar(64), ${columns}) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_bin;
    ${inserts.length === 0 ? '' : `INSERT INTO ${name} VALUES ${inserts.join(', ')};`}`;
}

describeServer('vosguard vos illegal-calls', (server) => {
  const run = (...argv: readonly string[]) =>
    vosguard(folder(), ['vos', 'illegal-calls', ...argv], { env: { VOSGUARD_DSN: server().dsn('vos3000') } });

  const make = (sql: string) =>
    server().sql(`DROP DATABASE IF EXISTS vos3000; CREATE DATABASE vos3000; USE vos3000; ${sql}`);

  test.each(Object.entries(schemas))('times as %s', async (name, schema) => {
    make(tableSql('e_cdr', schema, rows.slice(30)) + tableSql('e_cdr_20261125', schema, rows.slice(0, 30)));
    putPolicy(folder(), goodPolicy);
    const { status, out } = await run('--json');
    const report = JSON.parse(out);
    expect(status).toBe(0);
    expect(report).toMatchObject({
      where: 'vos3000',
      records: rows.length,
      attempts: 44,
      clock: name.startsWith('dates') ? 'written' : 'UTC',
      proposed: [{ entry: '198.51.100.7', attempts: 40, last: '2026-11-25 04:51:10' }],
      hours: [{ key: '2026-11-25 04', attempts: 44 }],
      causes: [{ key: '-9', attempts: 44 }],
      billingModes: [{ key: '2', attempts: 44 }],
    });
    expect(report.sources[0]).toMatchObject({
      key: '198.51.100.7',
      first: '2026-11-25 04:12:10',
      numbersInAll: 3,
    });
    expect(report.sources.map(({ key }: { key: string }) => key)).toEqual([
      '198.51.100.7',
      '203.0.113.10',
      '198.51.100.9',
    ]);
    expect(report.sources[2].numbers[0].key).toBe("x'); DROP TABLE e_cdr; -- \t網");
    expect(report.spared).toEqual([
      { source: '203.0.113.10', attempts: 3, why: 'trusted' },
      { source: '198.51.100.9', attempts: 1, why: 'fewer than 3 attempts' },
    ]);
  });

  test('by another cause or the billing mode, in the newest tables of a day only', async () => {
    const schema = schemas.seconds;
    make(
      ['e_cdr_20261123', 'e_cdr_20261124', 'e_cdr_20261125', 'e_cdr_template', 'e_cdr_20261125_old']
        .map((name, index) => tableSql(name, schema, [[`192.0.2.${index}`, '1', -38, 9, 0]]))
        .join(''),
    );
    putPolicy(folder(), goodPolicy);
    const sources = async (...argv: readonly string[]) =>
      JSON.parse((await run('--json', '--at-least', '1', ...argv)).out).sources.map(
        ({ key }: { key: string }) => key,
      );
    expect(await sources()).toEqual([]);
    expect(await sources('--cause', '-38')).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(await sources('--billing-mode', '9', '--days', '3')).toEqual([
      '192.0.2.0',
      '192.0.2.1',
      '192.0.2.2',
    ]);
    expect((await run()).out).toMatch(/endreason has -38 \(2\); billingmode has 9 \(2\)/);
  });

  test('a schema without the columns that are not needed, and a database without records', async () => {
    make(
      "CREATE TABLE e_cdr (callerip varchar(64), endreason int); INSERT INTO e_cdr VALUES (NULL, -9), ('198.51.100.7', -9), ('198.51.100.7', -9), ('198.51.100.7', -9);",
    );
    putPolicy(folder(), goodPolicy);
    expect((await run()).out).toMatch(/198\.51\.100\.7 +3 {2}numbers \(1\): ;/);
    make('CREATE TABLE e_moconfig (id int)');
    expect(await run()).toMatchObject({
      status: 3,
      out: '',
      err: expect.stringContaining('no table e_cdr with callerip'),
    });
  });

  /** A record each day at noon, of a source of that day, and a customer's call. */
  const dayTable = (day: number, hold = 0) => {
    const time = Date.UTC(2026, 10, day, 12);
    return `CREATE TABLE e_cdr_202611${day} (callerip varchar(64), calleee164 varchar(64), starttime bigint, holdtime int, endreason int, billingmode int, KEY (starttime)) ENGINE=MyISAM;
      INSERT INTO e_cdr_202611${day} VALUES ('198.51.100.${day}', '1', ${time}, 0, -9, 0), ('198.51.100.${day}', '2', ${time}, ${hold}, 0, 0);`;
  };

  test('a period reads the tables of its days and beside, by the times of the records; who completed a call is spared', async () => {
    make([20, 21, 22, 23].map((day) => dayTable(day, day === 22 ? 60 : 0)).join(''));
    putPolicy(folder(), goodPolicy);
    const report = async (...argv: readonly string[]) =>
      JSON.parse((await run('--json', '--at-least', '1', ...argv)).out);
    const keys = ({ sources }: { sources: readonly { key: string }[] }) =>
      sources.map(({ key }) => key).sort();
    expect(keys(await report('--since', '2026-11-21', '--until', '2026-11-22'))).toEqual([
      '198.51.100.21',
      '198.51.100.22',
    ]);
    expect(keys(await report('--since', '2026-11-22 12:00:01'))).toEqual(['198.51.100.23']);
    const all = await report('--since', '2026-11-01');
    expect(keys(all).length).toBe(4);
    expect([all.period, all.records]).toEqual(['from 2026-11-01 00:00:00', 8]);
    expect(all.spared).toEqual([{ source: '198.51.100.22', attempts: 1, why: 'completed 1 call' }]);
  });

  test('--since last: what came after the last run, noted beside the policy', async () => {
    make(dayTable(20));
    putPolicy(folder(), goodPolicy);
    const attempts = async () => JSON.parse((await run('--json', '--since', 'last')).out).attempts;
    expect(await attempts()).toBe(1);
    expect(JSON.parse(readFileSync(join(folder(), 'policy.calls.json'), 'utf8'))).toEqual({
      format: 1,
      last: { database: '2026-11-20 12:00:00' },
    });
    server().sql(`USE vos3000; ${dayTable(21)} DROP TABLE e_cdr_20261120;`);
    expect(await attempts()).toBe(1);
    expect(await attempts()).toBe(1);
    writeFileSync(join(folder(), 'policy.calls.json'), 'x');
    expect(await run('--since', 'last')).toMatchObject({
      status: 2,
      err: expect.stringContaining('policy.calls.json is none of ours'),
    });
  });

  test('a word is no number to the database', async () => {
    make(
      tableSql('e_cdr', schemas['milliseconds (newer)'], rows) +
        tableSql('e_cdr_20261125', schemas['dates (older)'], []),
    );
    putPolicy(folder(), goodPolicy);
    expect(JSON.parse((await run('--json', '--cause', 'Illegal call')).out).attempts).toBe(0);
  });

  test('a table that cannot be read is named, and the others are read', async () => {
    make(dayTable(20) + dayTable(21));
    server().sql('FLUSH TABLES');
    writeFileSync(join(server().folder, 'data/vos3000/e_cdr_20261120.MYI'), 'broken');
    putPolicy(folder(), goodPolicy);
    const { status, out } = await run('--at-least', '1');
    expect([status, out]).toEqual([0, expect.stringMatching(/note: e_cdr_20261120 was not read: /)]);
    expect(out).toContain('198.51.100.21');
    writeFileSync(join(server().folder, 'data/vos3000/e_cdr_20261121.MYI'), 'broken');
    server().sql('FLUSH TABLES');
    expect(await run()).toMatchObject({ status: 3, err: expect.stringMatching(/e_cdr_2026112/) });
  });

  test('each right that is missing is named, with what it costs; a table that breaks while it is read does not end the rest', async () => {
    const schema = schemas['milliseconds (newer)'];
    make(
      `${tableSql('e_cdr', schema, rows)} ALTER TABLE e_cdr ADD holdtime int DEFAULT 0;
      CREATE TABLE e_gatewaymapping (id int, name varchar(9), remoteips text);
      CREATE TABLE e_gatewayrouting (id int, name varchar(9), remoteips text);
      INSERT INTO e_gatewaymapping VALUES (1, 'a', '198.51.100.7');`,
    );
    putPolicy(folder(), goodPolicy);
    const columns = ['callerip', 'calleee164', 'starttime', 'holdtime', 'endreason', 'billingmode'];
    const rights = [
      ...columns.map((column) => ['e_cdr', column] as const),
      ['e_gatewaymapping', 'remoteips'] as const,
      ['e_gatewayrouting', 'remoteips'] as const,
    ];
    const without = async (table: string, column: string, ...argv: readonly string[]) => {
      const granted = rights.filter((right) => right[0] !== table || right[1] !== column);
      const grants = ['e_cdr', 'e_gatewaymapping', 'e_gatewayrouting'].map((name) => {
        const own = granted.filter(([one]) => one === name).map(([, one]) => one);
        return own.length === 0
          ? ''
          : `GRANT SELECT (${own.join(', ')}) ON vos3000.${name} TO 'few'@'localhost';`;
      });
      server().sql(`CREATE OR REPLACE USER 'few'@'localhost' IDENTIFIED BY 'x'; ${grants.join(' ')}`);
      return vosguard(folder(), ['vos', 'illegal-calls', ...argv], {
        env: { VOSGUARD_DSN: server().dsn('vos3000', 'few:x') },
      });
    };
    const lacks = (column: string) =>
      new RegExp(`note: ${column} is not there, or the account may not read it \\(e_cdr\\): `);
    expect((await without('none', '')).out).not.toMatch(/may not/);
    expect((await without('none', '')).out).toMatch(/198\.51\.100\.7 \(40\): a gateway of the switch/);
    expect((await without('e_cdr', 'endreason')).out).toMatch(lacks('endreason'));
    expect((await without('e_cdr', 'holdtime')).out).toMatch(lacks('holdtime'));
    expect((await without('e_cdr', 'billingmode')).out).not.toMatch(/may not/);
    expect((await without('e_cdr', 'billingmode', '--billing-mode', '2')).out).toMatch(lacks('billingmode'));
    expect(await without('e_cdr', 'callerip')).toMatchObject({
      status: 3,
      err: expect.stringMatching(/callerip/),
    });
    for (const table of ['e_gatewaymapping', 'e_gatewayrouting'])
      expect((await without(table, 'remoteips')).out).toMatch(
        new RegExp(`note: its gateways are not spared: the account may not read ${table}`),
      );
    server().sql('USE vos3000; ALTER TABLE e_cdr DROP endreason, DROP billingmode');
    expect(await run()).toMatchObject({
      status: 3,
      err: expect.stringMatching(/neither endreason nor billingmode/),
    });
  });

  test('the gateways of the switch are spared, and their passwords are not read', async () => {
    make(
      `${tableSql('e_cdr', schemas['milliseconds (newer)'], rows)}
      CREATE TABLE e_gatewaymapping (id int, password varchar(64), remoteips text);
      INSERT INTO e_gatewaymapping VALUES (1, 'sEcReT', '192.0.2.1,198.51.100.7');`,
    );
    putPolicy(folder(), goodPolicy);
    const { out } = await run();
    expect(out).toMatch(/198\.51\.100\.7 \(40\): a gateway of the switch\n/);
    expect(out).not.toContain('sEcReT');
  });

  test('the patch, applied by git', async () => {
    make(tableSql('e_cdr', schemas['milliseconds (newer)'], rows));
    mkdirSync(join(folder(), 'lists'));
    writeFileSync(join(folder(), 'lists/my bad.netset'), '192.0.2.99');
    putPolicy(folder(), `${goodPolicy}addresses: { bad: { file: lists/my bad.netset } }\nblocked: [bad]\n`);
    const { status, out } = await run('--patch');
    const git = spawnSync('git', ['apply', '-'], { cwd: folder(), input: out, encoding: 'utf8' });
    expect([status, git.status, git.stderr]).toEqual([0, 0, '']);
    expect(readFileSync(join(folder(), 'lists/my bad.netset'), 'utf8')).toBe(
      '192.0.2.99\n198.51.100.7 # unauthorised calls: 40, the last 2026-11-25 04:51:10\n',
    );
    expect((await run()).out).toMatch(/198\.51\.100\.7 \(40\): blocked already/);
  });
});
