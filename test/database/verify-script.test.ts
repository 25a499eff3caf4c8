import { readClientOutput } from '../../src/vos3000/held/client-output.js';
import { readHeld } from '../../src/vos3000/held/read-held.js';
import { verifyScript } from '../../src/vos3000/sql/verify.js';
import { describeServer } from './describe.js';
import { gatewaysSql, schemaSql, secrets } from './schema.js';

const names = ['SS_ENDPOINTREGISTERRETRY', 'SS_AUTHENTICATION_MAX_RETRY', 'SS_SIPRESENDINTERVAL'];
const script = verifyScript({ names, gateways: true, web: true });

/** The ways in which people have the client print. */
const ways = [
  ['batch', ['-B']],
  ['batch without headings', ['-B', '-N']],
  ['raw', ['-B', '-r']],
  ['drawn tables', ['-t']],
  ['vertical', ['-E']],
  ['vertical without headings', ['-E', '-N']],
  ['everything said', ['-t', '-vvv']],
] as const;

const hostile = [
  'plain value', ' led', 'trailed ', '', 'NULL', '0x41', '0xzz', 'a\tb', 'a\nb', 'x | y', "it's", 'back\\slash', '\\N',
  '網關-1', 'é', '*** 1. row ***', 'vosguard: end', '\u001b[31m', '`;-- "', '{}~^[]', 'a\r',
]; // biome-ignore format: a list

describeServer('vos3000-verify.sql', (server) => {
  test.each(ways)('%s: every value and name comes back as it was', (_, words) => {
    const rows = hostile.map((value, moid) => ['SS_SIPRESENDINTERVAL', value, value, { moid }] as const);
    server().sql(
      schemaSql('vos3000', '2.1.9.07', { parameters: rows }) +
        gatewaysSql(
          '2.1.9.07',
          hostile.map((name, index) => ({ name, capacity: index, rate: 9, unit: 1 })),
        ),
    );
    const { status, out, err } = server().client([...words, 'vos3000'], script);
    expect([status, err]).toEqual([0, '']);
    const { rows: read, broken, errors } = readClientOutput(out);
    expect([broken, errors]).toEqual([[], []]);
    const reading = readHeld(read);
    if (reading.kind === 'fault') throw new Error(reading.words);
    const { parameters, gateways, web, server: by, engines } = reading.held;
    const mine = parameters.rows.filter(({ name }) => name === 'SS_SIPRESENDINTERVAL');
    expect(mine.map(({ value }) => value)).toEqual(hostile);
    expect(mine.map(({ memo }) => memo)).toEqual(hostile);
    expect(gateways.rows.map(({ name }) => name)).toEqual(hostile);
    expect(gateways.rows.map(({ capacity }) => capacity)).toEqual(hostile.map((_, index) => String(index)));
    expect(gateways.rows[0]).toMatchObject({
      callRate: '9',
      callRateUnit: '1',
      registerType: '0',
      authenticationMethod: '0',
      maxDuration: '-1',
    });
    expect([parameters.untold, gateways.untold, web]).toEqual([
      undefined,
      undefined,
      { rows: [], untold: undefined },
    ]);
    expect(by.database).toBe('vos3000');
    expect(engines?.get('e_moconfig')).toBe('MyISAM');
    for (const secret of Object.values(secrets)) expect(out).not.toContain(secret);
  });

  test('a schema without the newer columns and tables: no error, and it is told what is missing', () => {
    server().sql(
      schemaSql('vos3000db', '2.1.4.0') + gatewaysSql('2.1.4.0', [{ name: 'retail-1', capacity: 40 }]),
    );
    const { status, out, err } = server().client(['vos3000db'], script);
    expect([status, err]).toEqual([0, '']);
    const reading = readHeld(readClientOutput(out).rows);
    if (reading.kind === 'fault') throw new Error(reading.words);
    const { held } = reading;
    expect(held.server.database).toBe('vos3000db');
    expect(reading.notes).toEqual([]);
    expect(held.gateways.rows).toEqual([
      expect.objectContaining({ name: 'retail-1', capacity: '40', callRate: undefined, maxDuration: '-1' }),
    ]);
    expect(held.web).toEqual({
      rows: [],
      untold: 'there is no table e_web_access_control, or the account may not read it',
    });
  });

  test.each([
    ['e_gatewaymappingsetting', 1, undefined, 1],
    ['e_gatewaymapping', 0, 'there is no table e_gatewaymapping, or the account may not read it', 1],
    ['e_web_access_control', 1, undefined, 0],
  ])('without %s nothing ends early, and what is there is told', (table, gateways, untold, rules) => {
    server().sql(
      `${schemaSql('vos3000', '2.1.9.07')} ${gatewaysSql('2.1.9.07', [{ name: 'retail-1', capacity: 40 }])}
      INSERT INTO e_web_access_control VALUES (1, '/x', '0.0.0.0', NULL, 1); DROP TABLE ${table};`,
    );
    const { status, out, err } = server().client(['vos3000'], script);
    expect([status, err]).toEqual([0, '']);
    const reading = readHeld(readClientOutput(out).rows);
    if (reading.kind === 'fault') throw new Error(reading.words);
    const { held, notes } = reading;
    expect([notes, held.gateways.rows.length, held.gateways.untold, held.web.rows.length]).toEqual([
      [],
      gateways,
      untold,
      rules,
    ]);
    expect(held.gateways.rows.map(({ capacity }) => capacity)).toEqual(gateways === 0 ? [] : ['40']);
  });

  test('it holds SELECTs only, and of parameters only those named', () => {
    const statements = script
      .replaceAll(/^--.*\n/gm, '')
      .split(';\n')
      .filter((one) => one.trim() !== '');
    const firsts = new Set(statements.map((one) => one.trim().split(' ')[0]));
    expect([...firsts]).toEqual(['SELECT', 'PREPARE', 'EXECUTE', 'DEALLOCATE']);
    expect(new Set(script.match(/^PREPARE .*$/gm))).toEqual(new Set(['PREPARE vosguard FROM @vosguard;']));
    server().sql(schemaSql('vos3000', '2.1.9.07'));
    const { rows } = readClientOutput(server().client(['vos3000'], script).out);
    const read = rows.filter(({ kind }) => kind === 'parameter').map(({ cells }) => cells[4]);
    expect(read).toEqual(['SERVER_DATABASE_VERSION', 'SS_AUTHENTICATION_MAX_RETRY']);
  });
});
