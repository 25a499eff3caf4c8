import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterNames } from '../../src/vos3000/catalogue/catalogue.js';
import { verifyScript } from '../../src/vos3000/sql/verify-script.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';
import { describeServer } from './describe.js';
import { putPolicy, switchPolicy } from './policies.js';
import { gatewaysSql, schemaSql, secrets, text } from './schema.js';

const folder = temporaryFolder();

const gateways = `  mapping_gateways:
    - { name: retail-1, authentication: password, cps: 8, concurrent_calls: 40, max_duration: 1800, online_check: 90 }
    - { name: trunk-1, authentication: ip_port, cps: 60 }
`;

describeServer('vosguard vos audit', (server) => {
  const audit = (...argv: readonly string[]) =>
    vosguard(folder(), ['vos', 'audit', ...argv], { env: { VOSGUARD_DSN: server().dsn('vos3000') } });

  /** From the database, and from the output of the client: both must say the same. */
  async function both(...argv: readonly string[]) {
    const direct = await audit(...argv);
    const { out, err } = server().client(['-t', '-f', 'vos3000'], verifyScript(parameterNames));
    writeFileSync(join(folder(), 'held.txt'), out + err);
    const fromFile = await vosguard(folder(), ['vos', 'audit', '--from', 'held.txt', ...argv]);
    const same = (text: string) => text.replaceAll(/^ {2}note: the server said.*\n/gm, '');
    expect(same(fromFile.out)).toBe(direct.out);
    expect(fromFile.status).toBe(direct.status);
    return direct;
  }

  test('2.1.4.0, everything as wanted', async () => {
    server().sql(schemaSql('vos3000', '2.1.4.0'));
    putPolicy(
      folder(),
      switchPolicy('2.1.4.0', {
        SS_ENDPOINTREGISTERRETRY: 6,
        SS_ENDPOINTREGISTERSUSPEND: 180,
        SS_CDRRECORDILLEGALCALL: 'on',
      }),
    );
    const { status, out } = await both();
    expect(out).toMatch(
      /^VOS3000 2\.1\.4\.0 in vos3000 \(server .*MariaDB.*\), policy vosguard\nno difference: 4 as wanted\n$/,
    );
    expect(status).toBe(0);
  });

  test('values that differ, with the range of the database and the line of the policy', async () => {
    server().sql(schemaSql('vos3000', '2.1.4.0'));
    putPolicy(
      folder(),
      switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 4, SS_ENDPOINTREGISTERSUSPEND: 300 }),
    );
    const { status, out } = await both();
    expect(out).toMatch(
      /^ {2}differs +SS_ENDPOINTREGISTERRETRY +holds 6, wanted 4, range 0-999 {2}policy\.yaml:7:31$/m,
    );
    expect(out).toMatch(
      /^ {2}differs +SS_ENDPOINTREGISTERSUSPEND +holds 180 s, wanted 300 s, range 60-3600 /m,
    );
    expect(out).toMatch(/^1 as wanted, 2 differ$/m);
    expect(status).toBe(1);
  });

  test('2.1.9.07 by the names of the guides, and by those of the newer database', async () => {
    server().sql(schemaSql('vos3000', '2.1.9.07'));
    putPolicy(
      folder(),
      switchPolicy('2.1.9.07', {
        SS_ENDPOINTREGISTERRETRY: 6,
        SS_ENDPOINTREGISTERSUSPENDTIME: 180,
        SS_ENDPOINTREGISTERSUSPEND: 'on',
      }),
    );
    const { status, out } = await both();
    expect(out).toMatch(
      /missing +SS_ENDPOINTREGISTERSUSPEND +wanted on, looked for SS_ENDPOINTREGISTERSUSPEND/,
    );
    expect(out).toMatch(/^3 as wanted, 1 missing$/m);
    expect(status).toBe(1);
  });

  test('a database of another version than the policy says: its own meanings hold', async () => {
    server().sql(schemaSql('vos3000', '2.1.4.0'));
    putPolicy(
      folder(),
      switchPolicy('2.1.9.07', { SS_ENDPOINTREGISTERSUSPEND: 'on', SS_ENDPOINTREGISTERSUSPENDTIME: 180 }),
    );
    const { status, out } = await both();
    expect(out).toMatch(
      /differs +version +holds 2\.1\.4\.0, wanted 2\.1\.9\.07, parameters are read as those of the database/,
    );
    expect(out).toMatch(
      /impossible +SS_ENDPOINTREGISTERSUSPEND +wanted on, nothing like it is known in 2\.1\.4\.0/,
    );
    expect(status).toBe(1);
  });

  test('several switches, values that are no numbers, NULL, out of range, memos with anything', async () => {
    const rows = [
      ['SS_ENDPOINTREGISTERRETRY', '6', 'ID 0-999', { moid: 1 }],
      ['SS_ENDPOINTREGISTERRETRY', '9', 'ID 0-999', { moid: 2 }],
      ['SS_ENDPOINTREGISTERSUSPEND', 'six\u001b[31m', '9-1', {}],
      ['SERVER_LOGIN_FAILED_DISABLE_TIME', '50', 'ID 30-60', {}],
      ['SS_CDRRECORDILLEGALCALL', null, null, {}],
    ] as const;
    server().sql(schemaSql('vos3000', '2.1.4.0', { parameters: rows }));
    putPolicy(folder(), switchPolicy('2.1.4.0', {
      SS_ENDPOINTREGISTERRETRY: 6, SS_ENDPOINTREGISTERSUSPEND: 180, SERVER_LOGIN_FAILED_DISABLE_TIME: 120, SS_CDRRECORDILLEGALCALL: 1,
    })); // biome-ignore format: a table
    const { status, out } = await both();
    expect(out).toMatch(/differs +SS_ENDPOINTREGISTERRETRY \(object 2\) +holds 9, wanted 6/);
    expect(out).not.toMatch(/\(object 1\)/);
    expect(out).toMatch(
      /unreadable +SS_ENDPOINTREGISTERSUSPEND +holds six\\x1b\[31m, wanted 180 s, .*the row should hold a whole number/,
    );
    expect(out).toMatch(
      /impossible +SERVER_LOGIN_FAILED_DISABLE_TIME .* range 30-60, what is wanted is outside the range/,
    );
    expect(out).toMatch(/unreadable +SS_CDRRECORDILLEGALCALL +wanted on, the row holds NULL/);
    expect(status).toBe(1);
  });

  test('limits of gateways where the columns exist', async () => {
    putPolicy(folder(), switchPolicy('2.1.9.07', {}, gateways).replace('  parameters:\n', ''));
    server().sql(
      schemaSql('vos3000', '2.1.9.07') +
        gatewaysSql('2.1.9.07', [
          { name: 'retail-1', capacity: 40, registerType: 1, maxDuration: 0, rate: 10, unit: 1 },
          { name: 'other\t| evil', capacity: 1 },
        ]),
    );
    const { status, out } = await both();
    expect(out).toMatch(/differs +retail-1 cps +holds 10, wanted 8 {2}policy/);
    expect(out).toMatch(/differs +retail-1 max_duration +holds 0, wanted 1800, no limit/);
    expect(out).toMatch(/unknown +retail-1 online_check +wanted 90, the database has no value/);
    expect(out).toMatch(
      /note: cps is compared with maxcallrate; what maxcallrateunit 1 means is not published/,
    );
    expect(out).toMatch(/missing +trunk-1 /);
    expect(out).toMatch(/note: mapping gateways that are not in the policy: 1 \(other\\t\| evil\)$/m);
    expect(status).toBe(1);
  });

  test('an older schema has no rate: that is no difference', async () => {
    putPolicy(folder(), switchPolicy('2.1.4.0', {}, gateways).replace('  parameters:\n', ''));
    server().sql(
      schemaSql('vos3000', '2.1.4.0') +
        gatewaysSql('2.1.4.0', [
          { name: 'retail-1', capacity: 40, registerType: 1, maxDuration: 1800 },
          { name: 'trunk-1' },
        ]),
    );
    const { status, out } = await both();
    expect(out).toMatch(/unknown +trunk-1 cps /);
    expect(out).toMatch(/^no difference: 5 as wanted, 3 not told by the database$/m);
    expect(status).toBe(0);
  });

  test('Web Access Control', async () => {
    putPolicy(
      folder(),
      switchPolicy('2.1.9.07', {}, '  web_access_control: [192.0.2.8/29]\n').replace('  parameters:\n', ''),
    );
    const rules = [
      ['/external/server', '192.0.2.8/29'],
      ['/external/test', '0.0.0.0'],
      ['/x', '192.0.2.8/30,what'],
    ] as const;
    const rows = rules.map(
      ([path, ip], id) =>
        `INSERT INTO e_web_access_control VALUES (${id}, ${text(path)}, ${text(ip)}, NULL, 1);`,
    );
    server().sql(schemaSql('vos3000', '2.1.9.07') + rows.join('\n'));
    const { status, out } = await both();
    expect(out).not.toMatch(/\/external\/server/);
    expect(out).toMatch(
      /differs +\/external\/test +holds 0\.0\.0\.0, wanted 192\.0\.2\.8\/29, 0\.0\.0\.0\/1, .* should not be there/,
    );
    expect(out).toMatch(/differs +\/x .* 192\.0\.2\.12\/30 is not there; not understood: what/);
    expect(status).toBe(1);
  });

  test('JSON, and no secret of another row anywhere', async () => {
    server().sql(schemaSql('vos3000', '2.1.4.0') + gatewaysSql('2.1.4.0', [{ name: 'retail-1' }]));
    putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 4 }));
    const { status, out, err } = await audit('--json');
    expect(JSON.parse(out)).toMatchObject({
      format: 1,
      policy: { name: 'vosguard', profile: null },
      server: { database: 'vos3000' },
      schema: '2.1.4.0',
      items: [
        { kind: 'version', verdict: 'same' },
        {
          kind: 'parameter',
          what: 'SS_ENDPOINTREGISTERRETRY',
          verdict: 'differs',
          held: '6',
          wanted: '4',
          range: { least: 0, most: 999 },
          policy: 'vos3000.parameters.SS_ENDPOINTREGISTERRETRY',
          at: 'policy.yaml:7:31',
        },
      ],
      summary: { differences: 1, same: 1 },
    });
    expect(status).toBe(1);
    for (const secret of Object.values(secrets)) expect(out + err).not.toContain(secret);
  });

  test('100,000 gateways', async () => {
    const values = Array.from(
      { length: 100_000 },
      (_, id) => `(${id},'gw-${id}','s','s',0,0,40,1,0,NULL,NULL)`,
    );
    const settings = Array.from({ length: 100_000 }, (_, id) => `(${id},-1,1800,8,1)`);
    server().sql(
      `${schemaSql('vos3000', '2.1.9.07')}
      INSERT INTO e_gatewaymapping VALUES ${values.join(',')};
      INSERT INTO e_gatewaymappingsetting VALUES ${settings.join(',')};`,
    );
    putPolicy(
      folder(),
      switchPolicy(
        '2.1.9.07',
        {},
        '  mapping_gateways:\n    - { name: gw-99999, cps: 9, concurrent_calls: 40 }\n',
      ).replace('  parameters:\n', ''),
    );
    const { status, out } = await audit();
    expect(out).toMatch(/differs +gw-99999 cps +holds 8, wanted 9/);
    expect(out).toMatch(
      /mapping gateways that are not in the policy: 99999 \(gw-0, gw-1, gw-2, gw-3, gw-4, \.\.\.\)$/m,
    );
    expect(status).toBe(1);
  });

  test('no version in it, or one that the catalogue does not know', async () => {
    putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 6 }));
    server().sql(schemaSql('vos3000', '2.1.4.0', { databaseVersion: null }));
    expect((await both()).out).toMatch(
      /note: there is no SERVER_DATABASE_VERSION: names are read as those of 2\.1\.4\.0/,
    );
    server().sql(schemaSql('vos3000', '2.1.4.0', { databaseVersion: '9.9 beta' }));
    const { status, out } = await both();
    expect(out).toMatch(/note: version 9\.9 beta is not in the catalogue/);
    expect(status).toBe(1);
  });

  describe('the database', () => {
    const tried = async (dsn: string) => {
      putPolicy(folder(), switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 6 }));
      const ended = await vosguard(folder(), ['vos', 'audit'], { env: { VOSGUARD_DSN: dsn } });
      expect(ended.out + ended.err).not.toContain('sEcReT');
      return ended;
    };

    test('of the old name is found, and of two it must be said which', async () => {
      server().sql(`DROP DATABASE IF EXISTS vos3000; ${schemaSql('vos3000db', '2.1.4.0')}`);
      expect((await tried(server().dsn(''))).out).toMatch(/^VOS3000 2\.1\.4\.0 in vos3000db /);
      server().sql(schemaSql('vos3000', '2.1.4.0'));
      const { status, err } = await tried(server().dsn(''));
      expect([status, err]).toEqual([
        3,
        expect.stringContaining('several databases of usual names are there'),
      ]);
      server().sql('DROP DATABASE vos3000db; DROP DATABASE vos3000');
      expect((await tried(server().dsn(''))).err).toContain('no database of a usual name is there');
    });

    test('that is none of a switch, is not there, or refuses', async () => {
      server().sql(
        "CREATE DATABASE IF NOT EXISTS other; CREATE OR REPLACE USER 'u'@'localhost' IDENTIFIED BY 'right'",
      );
      expect((await tried(server().dsn('other'))).err).toMatch(/e_moconfig.*\(ER_NO_SUCH_TABLE\)/);
      expect((await tried(server().dsn('gone'))).err).toMatch(/no database of that name/);
      const refused = await tried(server().dsn('other', 'u:sEcReT'));
      expect([refused.status, refused.err]).toEqual([
        3,
        expect.stringContaining('refuses the user or the password'),
      ]);
      expect((await tried(server().dsn('other', 'u:right'))).err).toMatch(/may not use this database/);
    });

    test('an account that may read no more than it needs is enough', async () => {
      server().sql(
        `${schemaSql('vos3000', '2.1.9.07')}
        CREATE OR REPLACE USER 'reader'@'localhost' IDENTIFIED BY 'p@ss/w:d';
        GRANT SELECT (id, name, value, memo, editable, moid, motype) ON vos3000.e_moconfig TO 'reader'@'localhost';`,
      );
      putPolicy(folder(), switchPolicy('2.1.9.07', { SS_ENDPOINTREGISTERRETRY: 6 }, gateways));
      const env = { VOSGUARD_DSN: server().dsn('vos3000', 'reader:p%40ss%2Fw%3Ad') };
      const { status, out } = await vosguard(folder(), ['vos', 'audit'], { env });
      expect(out).toMatch(/note: the mapping gateways were not compared: their rows are missing/);
      expect(status).toBe(0);
    });
  });
});
