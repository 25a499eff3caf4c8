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
