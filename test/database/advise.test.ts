import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';
import { describeServer } from './describe.js';
import { putPolicy, switchPolicy } from './policies.js';

const folder = temporaryFolder();

const noon = Date.UTC(2026, 10, 25, 12) / 1000;

/** As the older and the newer schema keep the gateway and the time. */
const schemas = [
  ['callergatewayh323id', 'bigint', (second: number) => String(second)],
  ['callergatewayid', 'bigint', (second: number) => String(second * 1000)],
  [
    'callergatewayid',
    'datetime',
    (second: number) => `'${new Date(second * 1000).toISOString().slice(0, 19)}'`,
  ],
] as const;

describeServer('vosguard vos advise', (server) => {
  test.each(schemas)('%s, times as %s', async (gateway, type, time) => {
    const rows = Array.from(
      { length: 30 },
      (_, at) => `('1${at}', '192.0.2.1', '对接-1', ${time(noon + (at < 4 ? 0 : at * 60))}, 90)`,
    );
    server().sql(`DROP DATABASE IF EXISTS vos3000; CREATE DATABASE vos3000; USE vos3000;
      CREATE TABLE e_cdr_20261125 (callere164 varchar(64), callerip varchar(64), ${gateway} varchar(64), starttime ${type}, holdtime int, KEY (starttime))
      ENGINE=MyISAM DEFAULT CHARSET=utf8; SET NAMES utf8; INSERT INTO e_cdr_20261125 VALUES ${rows.join(',')};`);
    putPolicy(
      folder(),
      switchPolicy('2.1.8.0', {}, '  mapping_gateways: [{ name: 对接-1, cps: 3 }]\n').replace(
        '  parameters:\n',
        '',
      ),
    );
    const { status, out } = await vosguard(folder(), ['vos', 'advise', '--json'], {
      env: { VOSGUARD_DSN: server().dsn('vos3000') },
    });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      where: 'vos3000',
      clock: type === 'datetime' ? 'written' : 'UTC',
      records: 30,
      gateways: [
        {
          name: '对接-1',
          calls: 30,
          limits: {
            cps: { wanted: 3, seen: 4, at: '2026-11-25 12:00:00', verdict: 'too low' },
            concurrent_calls: { seen: 4 },
            max_duration: { seen: 90, byUse: 300 },
          },
        },
      ],
      baseline: [{ hour: 12, days: 1, calls: { most: 30 } }],
    });
  });

  test('more records in a few seconds than are asked for at once: each counts, and once', async () => {
    server().sql(`DROP DATABASE IF EXISTS vos3000; CREATE DATABASE vos3000; USE vos3000;
      CREATE TABLE e_cdr_20261125 (callere164 varchar(64), callerip varchar(64), callergatewayid varchar(64), starttime bigint, holdtime int, KEY (starttime)) ENGINE=MyISAM;
      INSERT INTO e_cdr_20261125 SELECT seq, '192.0.2.1', 'g', ${noon} + seq % 20, 1 FROM seq_1_to_55000;
      INSERT INTO e_cdr_20261125 SELECT seq, '192.0.2.1', 'g', ${noon} + 3600 + seq, 1 FROM seq_1_to_500;`);
    putPolicy(
      folder(),
      switchPolicy('2.1.8.0', {}, '  mapping_gateways: [{ name: g, cps: 3 }]\n').replace(
        '  parameters:\n',
        '',
      ),
    );
    const { out } = await vosguard(folder(), ['vos', 'advise', '--json'], {
      env: { VOSGUARD_DSN: server().dsn('vos3000') },
    });
    expect(JSON.parse(out)).toMatchObject({
      records: 55_500,
      gateways: [{ calls: 55_500, limits: { cps: { seen: 2750 } } }],
    });
  });

  test('columns that are not there, or may not be read, are named with what is not seen for that', async () => {
    const make = (columns: string, values: string) =>
      server().sql(`DROP DATABASE IF EXISTS vos3000; CREATE DATABASE vos3000; USE vos3000;
        CREATE TABLE e_cdr (callerip varchar(64), ${columns}) ENGINE=MyISAM; INSERT INTO e_cdr VALUES ('192.0.2.1', ${values});`);
    const advise = () =>
      vosguard(folder(), ['vos', 'advise'], { env: { VOSGUARD_DSN: server().dsn('vos3000') } });
    putPolicy(
      folder(),
      switchPolicy('2.1.8.0', {}, '  mapping_gateways: [{ name: g, cps: 3 }]\n').replace(
        '  parameters:\n',
        '',
      ),
    );
    make('callergatewayid varchar(9), starttime bigint', `'g', ${noon}`);
    const { status, out } = await advise();
    expect(status).toBe(0);
    expect(out).toMatch(
      /holdtime is not there, or the account may not read it \(e\\_cdr\): no conversation is seen there/,
    );
    expect(out).toMatch(/callere164 is not there, .*no account is counted there/);
    make('callere164 varchar(9), starttime bigint', `'1', ${noon}`);
    expect(await advise()).toMatchObject({
      status: 3,
      out: '',
      err: expect.stringMatching(/tell no gateway/),
    });
  });
});
