import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askingOf, verifyScript } from '../../src/vos3000/sql/verify.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';
import { lintText } from '../lint-text.js';
import { describeServer } from './describe.js';
import { putPolicy, switchPolicy } from './policies.js';
import { gatewaysSql, schemaSql, secrets, text } from './schema.js';

type Item = Readonly<Record<'what' | 'verdict' | 'held', unknown>>;

const folder = temporaryFolder();

const gateways = `  mapping_gateways:
    - { name: retail-1, authentication: password, cps: 8, concurrent_calls: 40, max_duration: 1800, online_check: 90 }
    - { name: trunk-1, authentication: ip_port, cps: 60 }
`;

describeServer('vosguard vos audit', (server) => {
  const audit = (...argv: readonly string[]) =>
    vosguard(folder(), ['vos', 'audit', ...argv], { env: { VOSGUARD_DSN: server().dsn('vos3000') } });

  /** What the policy of the folder has to ask. */
  const asking = () => {
    const { policy } = lintText(readFileSync(join(folder(), 'policy.yaml'), 'utf8'));
    if (policy.vos3000 === undefined) throw new Error('no switch');
    return askingOf(policy.vos3000);
  };

  /** From the database, and from the output of the client: both must say the same. */
  async function both(...argv: readonly string[]) {
    const direct = await audit(...argv);
    const { out, err } = server().client(['-t', '-f', 'vos3000'], verifyScript(asking()));
    writeFileSync(join(folder(), 'held.txt'), out + err);
    const fromFile = await vosguard(folder(), ['vos', 'audit', '--from', 'held.txt', ...argv]);
    // Why a value is missing, a connection can find out.
    const same = (text: string) =>
      text
        .replaceAll(/^ {2}note: the server said.*\n/gm, '')
        .replaceAll(/there is no column \w+ of \w+/g, 'the database has no value for it: look at the client');
    expect(same(fromFile.out)).toBe(same(direct.out));
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
    expect(out).toMatch(
      /unknown +retail-1 online_check +wanted 90, no column is known for it: look at the client/,
    );
    expect(out).toMatch(
      /note: cps is compared with maxcallrate; what maxcallrateunit 1 means is not published/,
    );
    expect(out).toMatch(/missing +trunk-1 /);
    expect(out).toMatch(/note: mapping gateways that are not in the policy: 1 \(other\\t\| evil\)$/m);
    expect(status).toBe(1);
  });

  test('an older schema has no rate: that is not told, and not taken for no difference', async () => {
    putPolicy(folder(), switchPolicy('2.1.4.0', {}, gateways).replace('  parameters:\n', ''));
    server().sql(
      schemaSql('vos3000', '2.1.4.0') +
        gatewaysSql('2.1.4.0', [
          { name: 'retail-1', capacity: 40, registerType: 1, maxDuration: 1800 },
          { name: 'trunk-1', method: 1 },
        ]),
    );
    const { status, out } = await both();
    expect(out).toMatch(/unknown +trunk-1 cps /);
    expect(out).toMatch(/^not everything was compared: 5 as wanted, 3 not told$/m);
    expect(status).toBe(1);
    expect((await audit('--allow-unknown')).status).toBe(0);
  });

  test.each([
    ['2.1.4.0', 'ip', 0, 0, 'same'],
    ['2.1.4.0', 'ip', 0, 1, 'differs'],
    ['2.1.4.0', 'ip_port', 0, 1, 'same'],
    ['2.1.9.07', 'ip_port', 0, 0, 'differs'],
    ['2.1.9.07', 'ip_port', 0, null, 'unknown'],
    ['2.1.9.07', 'ip', 0, null, 'unknown'],
    ['2.1.9.07', 'password', 1, 0, 'same'],
    ['2.1.9.07', 'password', 0, null, 'differs'],
    ['2.1.9.07', 'ip', 1, 0, 'differs'],
    ['2.1.9.07', 'ip', 7, 0, 'differs'],
    ['2.1.9.07', 'ip', 0, 7, 'differs'],
  ] as const)(
    '%s, wanted %s, registertype %d and method %p: %s',
    async (version, wanted, registerType, method, verdict) => {
      const gateway = `  mapping_gateways: [{ name: g, authentication: ${wanted} }]\n`;
      putPolicy(folder(), switchPolicy(version, {}, gateway).replace('  parameters:\n', ''));
      server().sql(
        schemaSql('vos3000', version) + gatewaysSql(version, [{ name: 'g', registerType, method }]),
      );
      const { status, out } = await audit('--json');
      expect(JSON.parse(out).items.find(({ kind }: { kind: string }) => kind === 'gateway').verdict).toBe(
        verdict,
      );
      expect(status).toBe(verdict === 'same' ? 0 : 1);
    },
  );

  /** Names as switches have them, and such as somebody would like them to be. */
  const names = [
    '8801', '005-AAAA', 'cust 1', 'gw.1', '对接-电信1', '网關 2', 'é', "it's", '"q"', '<b>&amp;', 'a|b', '`x`', 'x;DROP TABLE e_moconfig', '%s', '0x41', 'NULL', ' led', 'true', '1e3', '#a', 'a: b', '\u202eabc',
  ]; // biome-ignore format: a list

  test.each([
    ['utf8', 'MyISAM', 'utf8'],
    ['utf8', 'InnoDB', 'latin1'],
    ['utf8', 'MyISAM', 'gbk'],
    ['gbk', 'MyISAM', 'utf8'],
    ['latin1', 'InnoDB', 'utf8'],
  ] as const)('gateways by any name, tables of %s (%s), a client of %s', async (charset, engine, client) => {
    const fits =
      charset === 'latin1' ? /^[\0-\xff]*$/ : charset === 'gbk' ? /^[\0-\x7f\u3400-\u9fff]*$/ : /./;
    const mine = names.filter((name) => fits.test(name));
    server().sql(
      schemaSql('vos3000', '2.1.9.07', { charset, engine }) +
        gatewaysSql(
          '2.1.9.07',
          mine.map((name, at) => ({ name, capacity: at + 1 })),
        ),
    );
    const list = mine.map(
      (name, at) => `    - { name: ${JSON.stringify(name)}, concurrent_calls: ${at + 1} }\n`,
    );
    putPolicy(
      folder(),
      switchPolicy('2.1.9.07', {}, `  mapping_gateways:\n${list.join('')}`).replace('  parameters:\n', ''),
    );
    const direct = await audit();
    expect(direct.out).toMatch(new RegExp(`^no difference: ${mine.length + 1} as wanted$`, 'm'));
    const printed = server().client(
      [`--default-character-set=${client}`, '-t', 'vos3000'],
      verifyScript(asking()),
    );
    writeFileSync(join(folder(), 'held.txt'), printed.out);
    const fromFile = await vosguard(folder(), ['vos', 'audit', '--from', 'held.txt']);
    expect([fromFile.out, fromFile.status, direct.status]).toEqual([direct.out, 0, 0]);
  });

  test('a gateway that is written with digits is compared as it is written', async () => {
    server().sql(
      schemaSql('vos3000', '2.1.9.07') + gatewaysSql('2.1.9.07', [{ name: '005' }, { name: '8801' }]),
    );
    putPolicy(
      folder(),
      switchPolicy(
        '2.1.9.07',
        {},
        '  mapping_gateways: [{ name: 005, authentication: ip }, { name: 8801, authentication: ip }, { name: 5, authentication: ip }]\n',
      ).replace('  parameters:\n', ''),
    );
    const { out } = await both();
    expect(out).toMatch(/^ {2}missing +5 +wanted a mapping gateway/m);
    expect(out).toMatch(/^3 as wanted, 1 missing$/m);
  });

  test('parameters that the catalogue lacks are asked for by name; empty can be wanted', async () => {
    const rows = [
      ['SS_NOBODY_KNOWS', '0', 'ID_A 0-5', {}],
      ['SS_HOURS_OF_DAY', '7', 'ID_B 0--23', {}],
      ['SS_SOME_LIST', 'a,b', 'ID_C (a,b)', {}],
      ['SERVER_MGC_EXTERNAL_IPS', '192.0.2.1', null, {}],
      ['SERVER_MGC_EQUIPMENT_IPS', '', null, {}],
      ['SS_HIDDEN_THING', 'x', null, {}],
    ] as const;
    server().sql(schemaSql('vos3000', '2.1.4.0', { parameters: rows }));
    putPolicy(folder(), switchPolicy('2.1.4.0', {
      SS_NOBODY_KNOWS: 'off', SS_HOURS_OF_DAY: 30, SS_SOME_LIST: '"a,b"', SERVER_MGC_EXTERNAL_IPS: '""', SERVER_MGC_EQUIPMENT_IPS: '""', SS_NOT_THERE: 5,
    })); // biome-ignore format: a table
    const { status, out } = await both();
    expect(out).toMatch(
      /impossible +SS_HOURS_OF_DAY +holds 7, wanted 30, range 0-23, what is wanted is outside/,
    );
    expect(out).toMatch(/differs +SERVER_MGC_EXTERNAL_IPS +holds 192\.0\.2\.1, wanted empty/);
    expect(out).toMatch(/missing +SS_NOT_THERE +wanted 5, no row has that name/);
    expect(out).toMatch(/^4 as wanted, 1 differ, 1 missing, 1 impossible$/m);
    expect(status).toBe(1);
    expect(verifyScript(asking())).not.toContain('SS_HIDDEN_THING');
  });

  test('2.1.8: the newer names, and those of the older where they are still there', async () => {
    server().sql(schemaSql('vos3000', '2.1.9.07', { databaseVersion: '2.1.8.05' }));
    const wanted = { SS_AUTHENTICATION_MAX_RETRY: 6, SS_AUTHENTICATION_FAILED_SUSPEND: 180 };
    putPolicy(folder(), switchPolicy('2.1.8.05', wanted));
    expect((await both()).out).toMatch(
      /names are read as those of 2\.1\.9\.07, which guides quote from 2\.1\.8\.0 on\nno difference: 3 as wanted$/m,
    );
    const rows = [
      ['SS_ENDPOINTREGISTERRETRY', '6', null, {}],
      ['SS_ENDPOINTREGISTERSUSPEND', '180', null, {}],
    ] as const;
    server().sql(schemaSql('vos3000', '2.1.4.0', { databaseVersion: '2.1.8.05', parameters: rows }));
    expect((await both()).out).toMatch(/no difference: 3 as wanted$/m);
    server().sql(schemaSql('vos3000', '2.1.4.0', { databaseVersion: '2.1.7.01', parameters: rows }));
    putPolicy(folder(), switchPolicy('2.1.7.01', wanted));
    expect((await both()).out).toMatch(
      /lies between: names are read as those of 2\.1\.4\.0 or 2\.1\.9\.07\nno difference: 3 as wanted$/m,
    );
  });

  test('the dynamic blacklist is on where one of its limits is', async () => {
    const rows = (limit: string) =>
      [
        ['SS_BLACK_LIST_MALICIOUS_CALL_LIMIT', limit, 'ID 1-10000', {}],
        ['SS_BLACK_LIST_NO_ANSWER_LIMIT', '2147483647', 'ID 1-10000', {}],
      ] as const;
    const policy = switchPolicy('2.1.4.0', {}, '  dynamic_blacklist: on\n').replace('  parameters:\n', '');
    putPolicy(folder(), policy);
    server().sql(schemaSql('vos3000', '2.1.4.0', { parameters: rows('2147483647') }));
    expect((await both()).out).toMatch(/differs +dynamic_blacklist +holds off, wanted on/);
    server().sql(schemaSql('vos3000', '2.1.4.0', { parameters: rows('50') }));
    expect((await both()).out).toMatch(/^no difference: 2 as wanted$/m);
    server().sql(schemaSql('vos3000', '2.1.4.0'));
    expect((await both()).out).toMatch(
      /unknown +dynamic_blacklist +wanted on, no row of its limits is there/,
    );
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
      /differs +\/external\/test +holds 0\.0\.0\.0, wanted 192\.0\.2\.8\/29, it lets in everybody {2}policy/,
    );
    expect(out).toMatch(/unreadable +\/x .* not understood: what; 192\.0\.2\.12\/30 is not there beside it/);
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
    const settings = Array.from({ length: 100_000 }, (_, id) => `(${id},-1,1800,0,8,1)`);
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
      /note: there is no SERVER_DATABASE_VERSION, or nothing in it: names are read as those of 2\.1\.4\.0/,
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

    /** What docs/vos3000-database.md tells to grant, for a version. */
    const grantsOf = (version: '2.1.4.0' | '2.1.9.07') => {
      const text = readFileSync('docs/vos3000-database.md', 'utf8');
      const [older = [], newer = []] = [...text.matchAll(/```sql\n([^`]*GRANT[^`]*)```/g)].map(
        ([, block = '']) => block.split('\n').filter((line) => line.startsWith('GRANT')),
      );
      return version === '2.1.4.0' ? older : [...older, ...newer];
    };
    const everything = `${gateways}  web_access_control: [192.0.2.8/29]\n  dynamic_blacklist: off\n`;
    const wantedOf = (version: string) => switchPolicy(version, { SS_ENDPOINTREGISTERRETRY: 6 }, everything);
    const asReader = async (sql: readonly string[], ...argv: readonly string[]) => {
      server().sql(`CREATE OR REPLACE USER 'vosguard'@'localhost' IDENTIFIED BY 'x'; ${sql.join('\n')}`);
      const env = { VOSGUARD_DSN: server().dsn('vos3000', 'vosguard:x') };
      return vosguard(folder(), ['vos', ...argv], { env });
    };
    const fill = (version: '2.1.4.0' | '2.1.9.07') =>
      server().sql(
        `${schemaSql('vos3000', version)} CREATE TABLE e_gatewayrouting (id int, remoteips text);
        CREATE TABLE e_cdr (callerip varchar(64), calleee164 varchar(64), starttime bigint, stoptime bigint, holdtime int, endreason int, billingmode int, callere164 varchar(64), ${version === '2.1.4.0' ? 'callergatewayh323id' : 'callergatewayid'} varchar(64));
        ${gatewaysSql(version, [
          { name: 'retail-1', capacity: 40, registerType: 1, maxDuration: 1800, rate: 8, unit: 1 },
          { name: 'trunk-1', method: 1, rate: 60, unit: 1 },
        ])}
        ${version === '2.1.4.0' ? '' : `INSERT INTO e_web_access_control VALUES (1, '/external/server', '192.0.2.8/29', NULL, 1);`}`,
      );

    test.each(['2.1.4.0', '2.1.9.07'] as const)(
      'the GRANTs of the docs for %s are all granted, and enough',
      async (version) => {
        fill(version);
        putPolicy(folder(), wantedOf(version));
        const verdicts = ({ out }: { out: string }) =>
          JSON.parse(out).items.map(({ what, verdict, held }: Item) => ({ what, verdict, held }));
        const root = await audit('--json');
        const reader = await asReader(grantsOf(version), 'audit', '--json');
        expect(verdicts(reader)).toEqual(verdicts(root));
        const calls = await asReader(grantsOf(version), 'illegal-calls');
        expect([calls.status, calls.err]).toEqual([0, expect.not.stringContaining('may not')]);
      },
    );

    test('each right that is missing is named, and costs what it is for and no more', async () => {
      fill('2.1.9.07');
      putPolicy(folder(), wantedOf('2.1.9.07'));
      const rights = grantsOf('2.1.9.07')
        .filter((grant) => /e_moconfig|e_gatewaymapping|e_web/.test(grant))
        .flatMap((grant) => {
          const [, columns = '', table = ''] = /\(([^)]*)\) ON vos3000\.(\w+)/.exec(grant) ?? [];
          return columns.split(', ').map((column) => ({ grant, column, table }));
        })
        .filter(({ column }) => column !== 'remoteips');
      expect(rights.length).toBeGreaterThan(15);
      for (const { column, table } of rights) {
        const less = grantsOf('2.1.9.07').map((grant) =>
          grant.includes(`ON vos3000.${table} `)
            ? grant.replace(new RegExp(`\\b${column}, |, ${column}\\b`), '')
            : grant,
        );
        expect(less).not.toEqual(grantsOf('2.1.9.07'));
        const { out } = await asReader(less, 'audit');
        const words = new RegExp(`the account may not read (column ${column} of )?${table}, or`);
        const silent = ['memo', 'editable', 'moid', 'motype', 'maxcallrateunit'].includes(column);
        expect({ column, out }).toEqual({ column, out: expect.stringMatching(words) });
        if (!silent)
          expect({ column, out }).toEqual({ column, out: expect.stringMatching(/unknown .*may not/) });
        expect({ column, out }).toEqual({ column, out: expect.not.stringMatching(/no difference/) });
      }
    }, 240_000);

    test('a broken table is named as such', async () => {
      fill('2.1.9.07');
      putPolicy(folder(), wantedOf('2.1.9.07'));
      server().sql('FLUSH TABLES');
      writeFileSync(join(server().folder, 'data/vos3000/e_gatewaymapping.MYI'), 'broken');
      const { status, out } = await audit();
      expect(out).toMatch(/unknown +retail-1 .* the server cannot read e_gatewaymapping: /);
      expect(out).toMatch(/not told$/m);
      expect(status).toBe(1);
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
      expect(out).toMatch(
        /unknown +retail-1 +wanted a mapping gateway, the account may not read e_gatewaymapping/,
      );
      expect(out).toMatch(/^not everything was compared: 2 as wanted, 2 not told$/m);
      expect(status).toBe(1);
    });
  });
});
