import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';
import { describeServer } from './describe.js';
import { putPolicy, switchPolicy } from './policies.js';
import { type Engine, type Parameter, schemaSql } from './schema.js';

const folder = temporaryFolder();
const flag = '--i-know-it-is-unsupported';
const wanted = {
  SS_ENDPOINTREGISTERRETRY: 4,
  SS_ENDPOINTREGISTERSUSPEND: 300,
  SS_CDRRECORDILLEGALCALL: 'off',
};

describeServer('vosguard vos set and restore', (server) => {
  const run = (...argv: readonly string[]) =>
    vosguard(folder(), ['vos', ...argv], { env: { VOSGUARD_DSN: server().dsn('vos3000') } });

  const rows = () => server().sql('SELECT id, name, value FROM e_moconfig ORDER BY id', 'vos3000');

  function make(engine: Engine, parameters?: readonly Parameter[]): string {
    server().sql(
      schemaSql('vos3000', '2.1.4.0', { engine, ...(parameters === undefined ? {} : { parameters }) }),
    );
    putPolicy(folder(), switchPolicy('2.1.4.0', wanted));
    return rows();
  }

  const saved = () => join(folder(), 'vos3000-saved.json');

  describe.each<[Engine]>([['InnoDB'], ['MyISAM']])('%s', (engine) => {
    test('prints the SQL, saves, writes only what differs, and goes back', async () => {
      const before = make(engine);
      const { status, out, err } = await run('set', flag);
      expect([status, out]).toEqual([
        0,
        [
          "UPDATE e_moconfig SET value = '4' WHERE id = 4 AND name = 'SS_ENDPOINTREGISTERRETRY' AND value <=> '6';",
          "UPDATE e_moconfig SET value = '300' WHERE id = 5 AND name = 'SS_ENDPOINTREGISTERSUSPEND' AND value <=> '180';",
          "UPDATE e_moconfig SET value = '0' WHERE id = 7 AND name = 'SS_CDRRECORDILLEGALCALL' AND value <=> '1';",
          '',
        ].join('\n'),
      ]);
      expect(err).toMatch(/the old values are in vos3000-saved\.json\n.*values written: 3/);
      expect(statSync(saved()).mode & 0o777).toBe(0o600);
      const changed = before.split('\n').map((row) =>
        row
          .replace(/RETRY\t6$/, 'RETRY\t4')
          .replace(/SUSPEND\t180$/, 'SUSPEND\t300')
          .replace(/ILLEGALCALL\t1$/, 'ILLEGALCALL\t0'),
      );
      expect(rows()).toBe(changed.join('\n'));
      expect((await run('audit')).status).toBe(0);
      const again = await run('set', flag);
      expect([again.status, again.out, again.err]).toEqual([
        0,
        '',
        expect.stringContaining('nothing to write'),
      ]);
      const back = await run('restore', 'vos3000-saved.json');
      expect([back.status, back.err]).toEqual([0, expect.stringContaining('values brought back: 3')]);
      expect(rows()).toBe(before);
      expect((await run('restore', 'vos3000-saved.json')).err).toContain('nothing to write');
    });

    test('a statement that fails in the middle: what was written before it is undone', async () => {
      const before = make(engine);
      server().sql(
        `DELIMITER //
        CREATE TRIGGER refuse BEFORE UPDATE ON e_moconfig FOR EACH ROW
          IF NEW.id = 7 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'; END IF //`,
        'vos3000',
      );
      const { status, err } = await run('set', flag);
      expect([status, err]).toEqual([
        3,
        expect.stringMatching(/not this one.*every row holds what it held before/),
      ]);
      expect(rows()).toBe(before);
      expect(existsSync(saved())).toBe(false);
    });
  });

  test('MyISAM: where the way back fails too, it says so, and the saved values stay', async () => {
    make('MyISAM');
    server().sql(
      `DELIMITER //
      CREATE TRIGGER refuse BEFORE UPDATE ON e_moconfig FOR EACH ROW
        IF NEW.id = 7 OR (NEW.id = 4 AND NEW.value = '6') THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF //`,
      'vos3000',
    );
    const { status, err } = await run('set', flag);
    expect([status, err]).toEqual([
      4,
      expect.stringMatching(/some rows may hold new values.*vos restore vos3000-saved\.json/),
    ]);
    expect(rows()).toMatch(/RETRY\t4\n.*SUSPEND\t180\n/);
    server().sql('DROP TRIGGER refuse', 'vos3000');
    expect((await run('restore', 'vos3000-saved.json')).status).toBe(0);
    expect(rows()).toMatch(/RETRY\t6\n/);
  });

  test('a row that holds another value than was asked for stays as it is', async () => {
    make('MyISAM');
    server().sql(
      `DELIMITER //
      CREATE TRIGGER other BEFORE UPDATE ON e_moconfig FOR EACH ROW
        IF NEW.id = 5 THEN SET NEW.value = '299'; END IF //`,
      'vos3000',
    );
    const { status, err } = await run('set', flag);
    expect([status, err]).toEqual([
      4,
      expect.stringMatching(/SS_ENDPOINTREGISTERSUSPEND does not hold what it should/),
    ]);
    expect(rows()).toMatch(/RETRY\t6\n/);
  });

  test('off by default, and --dry-run writes neither rows nor a file', async () => {
    const before = make('MyISAM');
    const plain = await run('set');
    expect([plain.status, plain.out, plain.err]).toEqual([
      2,
      '',
      expect.stringContaining('--i-know-it-is-unsupported writes'),
    ]);
    const dry = await run('set', '--dry-run');
    expect([dry.status, dry.out.split('\n')]).toEqual([
      0,
      expect.arrayContaining([expect.stringContaining("SET value = '4'")]),
    ]);
    expect(rows()).toBe(before);
    expect(existsSync(saved())).toBe(false);
  });

  test.each<[string, readonly Parameter[], RegExp]>([
    [
      'out of the range of the database',
      [
        ['SS_ENDPOINTREGISTERRETRY', '6', 'X 5-9'],
        ['SS_ENDPOINTREGISTERSUSPEND', '180', 'X 60-3600'],
        ['SS_CDRRECORDILLEGALCALL', '1', 'X'],
      ],
      /SS_ENDPOINTREGISTERRETRY: impossible: what is wanted is outside the range \(5-9\)/,
    ],
    [
      'a missing row',
      [
        ['SS_ENDPOINTREGISTERRETRY', '6', 'X 0-999'],
        ['SS_CDRRECORDILLEGALCALL', '1', 'X'],
      ],
      /SS_ENDPOINTREGISTERSUSPEND: missing/,
    ],
    [
      'a value that is no number',
      [
        ['SS_ENDPOINTREGISTERRETRY', "6'; DROP TABLE e_moconfig; --", 'X 0-999'],
        ['SS_ENDPOINTREGISTERSUSPEND', '180', 'X 60-3600'],
        ['SS_CDRRECORDILLEGALCALL', '1', 'X'],
      ],
      /SS_ENDPOINTREGISTERRETRY: unreadable/,
    ],
    [
      'a row that is not to be edited',
      [
        ['SS_ENDPOINTREGISTERRETRY', '6', 'X 0-999', { editable: 0 }],
        ['SS_ENDPOINTREGISTERSUSPEND', '180', 'X 60-3600'],
        ['SS_CDRRECORDILLEGALCALL', '1', 'X'],
      ],
      /SS_ENDPOINTREGISTERRETRY: the client does not let it be edited/,
    ],
  ])('%s: nothing is written', async (_, parameters, words) => {
    const before = make('MyISAM', parameters);
    const { status, out, err } = await run('set', flag);
    expect([status, out, err]).toEqual([1, '', expect.stringMatching(words)]);
    expect(err).toContain('nothing was written');
    expect(rows()).toBe(before);
    expect(existsSync(saved())).toBe(false);
  });

  test('another version: nothing is written', async () => {
    const before = make('MyISAM');
    putPolicy(folder(), switchPolicy('2.1.9.07', { SS_ENDPOINTREGISTERRETRY: 4 }));
    const { status, err } = await run('set', flag);
    expect([status, err]).toEqual([
      1,
      expect.stringContaining('the policy is for 2.1.9.07, the database is 2.1.4.0'),
    ]);
    expect(rows()).toBe(before);
  });

  test('a file of saved values is not overwritten', async () => {
    const before = make('MyISAM');
    writeFileSync(saved(), 'mine');
    const { status, err } = await run('set', flag);
    expect([status, err]).toEqual([2, expect.stringContaining('is there already and stays as it is')]);
    expect([rows(), readFileSync(saved(), 'utf8')]).toEqual([before, 'mine']);
    expect((await run('set', flag, '--save', 'other.json')).status).toBe(0);
  });

  test('restore: changed since, another database, a file that others may write, or that names other rows', async () => {
    make('MyISAM');
    await run('set', flag);
    server().sql("UPDATE e_moconfig SET value = '5' WHERE id = 4", 'vos3000');
    const since = await run('restore', 'vos3000-saved.json');
    expect([since.status, since.err]).toEqual([
      1,
      expect.stringMatching(/row 4 holds 5, which vos set has not written/),
    ]);
    expect(rows()).toMatch(/SUSPEND\t300\n/);
    expect((await run('restore', 'vos3000-saved.json', '--force')).status).toBe(0);
    expect(rows()).toMatch(/RETRY\t6\n.*SUSPEND\t180\n/);

    server().sql("UPDATE e_moconfig SET value = '2.1.5.0' WHERE name = 'SERVER_DATABASE_VERSION'", 'vos3000');
    expect((await run('restore', 'vos3000-saved.json')).err).toMatch(
      /is of vos3000 2\.1\.4\.0, this is vos3000 2\.1\.5\.0/,
    );

    const text = readFileSync(saved(), 'utf8');
    writeFileSync(saved(), text.replace('SS_ENDPOINTREGISTERRETRY', 'SERVER_LOGIN_PRIVEATE_KE'));
    const other = await run('restore', 'vos3000-saved.json');
    expect([other.status, other.err]).toEqual([
      2,
      expect.stringContaining('its row 1 is none that vos set writes'),
    ]);
    chmodSync(saved(), 0o644);
    const open = await run('restore', 'vos3000-saved.json');
    expect([open.status, open.err]).toEqual([
      2,
      expect.stringContaining('may be opened by others than its owner (mode 644)'),
    ]);
  });
});
