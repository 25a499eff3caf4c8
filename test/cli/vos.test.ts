import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parameterNames } from '../../src/vos3000/catalogue/catalogue.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const run = (...argv: string[]) => vosguard(folder(), argv);
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);
const read = (name: string) => readFileSync(join(folder(), name), 'utf8');

const policy = `vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] }, web: { tcp: [8080], from: [192.0.2.8/29] } }
vos3000:
  version: "2.1.9.07"
  parameters: { SS_AUTHENTICATION_MAX_RETRY: 6, SERVER_BILLING_RECORD_ZERO_HOLD_TIME: 1 }
  mapping_gateways: [{ name: trunk-1, cps: 60, concurrent_calls: 400 }]
  web_access_control: [192.0.2.8/29]
profiles:
  attack: { expires: 4h, vos3000: { parameters: { SERVER_BILLING_RECORD_ZERO_HOLD_TIME: 0 } } }
`;

/** What the client prints of vos3000-verify.sql on a switch with one value that the policy does not want. */
const held = [
  ['server', 'vos3000', '5.0.96'],
  ['parameter', '1', '0', '0', '1', 'SERVER_DATABASE_VERSION', '2.1.9.07', 'NULL'],
  ['parameter', '2', '0', '1', '1', 'SS_AUTHENTICATION_MAX_RETRY', '6', 'ID_A 0-999'],
  ['parameter', '3', '0', '2', '1', 'SS_AUTHENTICATION_MAX_RETRY', '9', 'ID_A 0-999'],
  ['gateway', '7', '400', '0', '0', '3600', '30', '1', 'trunk-1'],
  ['end'],
]
  .map((cells) => `${cells.join('\t')}\n`)
  .join('');

beforeEach(() => put('policy.yaml', policy));

describe('vos list', () => {
  test('has every name, of one version or of all', async () => {
    const { status, out } = await run('vos', 'list');
    expect(status).toBe(0);
    expect(parameterNames.filter((name) => !out.includes(`  ${name} `))).toEqual([]);
    const older = (await run('vos', 'list', '--schema', '2.1.4.0')).out;
    expect(older).toContain('SERVER_BILLING_RECODR_ZERO_HOLD_TIME');
    expect(older).not.toContain('SERVER_BILLING_RECORD_ZERO_HOLD_TIME');
  });

  test('as JSON', async () => {
    const { out } = await run('vos', 'list', '--json', '--schema=2.1.4.0');
    expect(JSON.parse(out).parameters).toContainEqual({
      version: '2.1.4.0',
      name: 'SS_ENDPOINTREGISTERSUSPEND',
      id: 'register-suspend-time',
      title: 'time of the suspension',
      grade: 'seen in a database',
      initial: '180 s',
      range: '60 to 3600',
    });
  });
});

describe('vos show', () => {
  test.each([
    ['SS_ENDPOINTREGISTERSUSPEND', ['register-suspend:', 'register-suspend-time:', 'unverified']],
    ['ss_replyunauthorized', ['reply-unauthorized:', 'SS_REPLY_UNAUTHORIZED', 'https://']],
    ['record-zero-duration', ['RECODR', 'under attack off']],
    ['CPS', ['100 to 200 calls/s', 'maxcallrate']],
  ])('%s', async (name, expected) => {
    const { status, out } = await run('vos', 'show', name);
    expect(status).toBe(0);
    for (const text of expected) expect(out).toContain(text);
  });

  test('as JSON, with sources', async () => {
    const { out } = await run('vos', 'show', 'online_check', '--json');
    expect(JSON.parse(out).gateways[0].advised).toMatchObject({
      value: { least: 60, most: 120 },
      grade: 'guide',
      source: { address: expect.stringMatching(/^https:/) },
    });
  });

  test.each([
    [['SS_REPLYUNAUTHORISED'], 'did you mean SS_REPLYUNAUTHORIZED?'],
    [['x\u001b[31m'], 'nothing is known of x\\x1b[31m; vosguard vos list'],
    [[], 'not enough'],
  ])('%j', async (argv, message) => {
    const { status, out, err } = await run('vos', 'show', ...argv);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });
});

test.each([
  [['vos'], 'a command is missing: list, show, checklist'],
  [['vos', 'chcklist'], 'there is no command vos chcklist; did you mean checklist?'],
  [['vos', 'checklist', '--dne', 'a'], 'vos checklist has no option --dne; did you mean --done?'],
  [['vos', 'checklist', '--done', 'retry'], '--done needs --note'],
  [['vos', 'checklist', '--note', 'seen'], '--note goes with --done'],
  [['vos', 'list', 'more'], 'more'],
])('%j is refused', async (argv, message) => {
  const { status, out, err } = await run(...argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(message);
});

describe('compile', () => {
  const sheets = () =>
    readdirSync(join(folder(), 'out'))
      .filter((name) => /\.(md|html)$/.test(name))
      .sort();

  test('writes the sheets, with --html pages too, and takes those of a profile away again', async () => {
    await run('compile', '-o', 'out');
    expect(sheets()).toEqual(['vos3000.md']);
    await run('compile', '-o', 'out', '--html', '--profile', 'attack');
    expect(sheets()).toEqual([
      'vos3000-back.html',
      'vos3000-back.md',
      'vos3000-in.html',
      'vos3000-in.md',
      'vos3000.html',
      'vos3000.md',
    ]);
    const { err } = await run('compile', '-o', 'out');
    expect(sheets()).toEqual(['vos3000.md']);
    expect(err).toContain('# removed vos3000-in.md');
  });

  test('the manifest has them, the installer does not ask for them', async () => {
    await run('compile', '-o', 'out', '--html');
    const { artifacts } = JSON.parse(read('out/manifest.json'));
    expect(Object.keys(artifacts)).toEqual(expect.arrayContaining(['vos3000.md', 'vos3000.html']));
    expect(read('out/install.sh')).not.toMatch(/vos3000\.(md|html)/);
  });

  test('without -o they are in the summary, not among the rules', async () => {
    const { out } = await run('compile');
    expect(out).toMatch(/^# {3}vos3000\.md +\d+ lines$/m);
    expect(out).not.toContain('==== vos3000');
  });

  test('present values come from an audit file, all of them where there are several', async () => {
    put('held.txt', held);
    const { status } = await run('compile', '-o', 'out', '--audit', 'held.txt');
    expect(status).toBe(0);
    const sheet = read('out/vos3000.md');
    expect(sheet).toContain('| `SS_AUTHENTICATION_MAX_RETRY` | `6`, `9` | `6` |');
    expect(sheet).toContain('| rate limit (calls a second) | Others | `30` | `60 calls/s` |');
    expect(sheet).toContain('| `SERVER_BILLING_RECORD_ZERO_HOLD_TIME` | ............ | `on` |');
  });

  test.each([
    ['gone.txt', undefined, 'there is no gone.txt'],
    ['other.txt', 'hello\n', 'holds no row of vos3000-verify.sql'],
  ])('an audit file that is none: %s', async (name, text, message) => {
    if (text !== undefined) put(name, text);
    const { status, err } = await run('compile', '-o', 'out', '--audit', name);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(readdirSync(folder())).not.toContain('out');
  });
});

describe('vos checklist', () => {
  test('open items are status 1', async () => {
    const { status, out, err } = await run('vos', 'checklist');
    expect({ status, err }).toEqual({ status: 1, err: '' });
    expect(out).toMatch(
      /^ {2}stated {4}retry: retries 4 to 6\n {12}held by SS_AUTHENTICATION_MAX_RETRY 6; page System parameters$/m,
    );
    expect(readdirSync(folder())).toEqual(['policy.yaml']);
  });

  test('what was seen is kept beside the policy and shown', async () => {
    const { err } = await run(
      'vos',
      'checklist',
      'policy.yaml',
      '--done',
      'saved',
      '--note',
      'rebooted | "fine"',
    );
    expect(err).toBe('noted in policy.checklist.json\n');
    expect(JSON.parse(read('policy.checklist.json'))).toEqual({
      format: 1,
      done: { saved: { day: '2026-06-01', note: 'rebooted | "fine"' } },
    });
    const { out } = await run('vos', 'checklist', '--json');
    expect(JSON.parse(out).items.find(({ id }: { id: string }) => id === 'saved')).toMatchObject({
      state: 'verified',
      hand: { day: '2026-06-01' },
      again: '2026-07-01',
    });
    const later = await vosguard(folder(), ['vos', 'checklist'], { today: '2026-07-01' });
    expect(later.out).toContain('  due       saved:');
  });

  test('everything seen is status 0', async () => {
    const { items } = JSON.parse((await run('vos', 'checklist', '--json')).out);
    const done = items.map(({ id }: { id: string }) => [id, { day: '2026-05-30', note: 'seen' }]);
    put('policy.checklist.json', JSON.stringify({ format: 1, done: Object.fromEntries(done) }));
    const { status, out } = await run('vos', 'checklist');
    expect(status).toBe(0);
    expect(out).toContain(`\n${items.length} verified\n`);
  });

  test('an audit file shows what it can', async () => {
    put('held.txt', held.replace('\t9\t', '\t6\t').replace('\t30\t', '\t60\t'));
    const { out } = await run('vos', 'checklist', '--from', 'held.txt', '--json');
    const states = Object.fromEntries(
      JSON.parse(out).items.map(({ id, state }: { id: string; state: string }) => [id, state]),
    );
    expect(states).toMatchObject({
      retry: 'verified',
      cps: 'verified',
      'flood-cps': 'verified',
      'register-limit': 'stated',
    });
    put('held.txt', held);
    expect((await run('vos', 'checklist', '--from', 'held.txt')).out).toContain('  differs   retry:');
  });

  test('an entry past its day is told, and does not stop it', async () => {
    put(
      'policy.yaml',
      `${policy}addresses: { a: [{ address: 192.0.2.1, until: 2026-05-31, reason: trial }] }\n`,
    );
    expect((await run('lint')).status).toBe(1);
    const { status, out } = await run('vos', 'checklist');
    expect(status).toBe(1);
    expect(out).toContain('Past their day\n  2026-05-31  192.0.2.1  trial\n');
  });

  test.each([
    ['an item that there is not', ['--done', 'retri', '--note', 'x'], 'did you mean retry?'],
    ['a note too long', ['--done', 'retry', '--note', 'x'.repeat(501)], 'at most 500 characters'],
    [
      'an audit file that there is not',
      ['--done', 'retry', '--note', 'x', '--from', 'gone'],
      'there is no gone',
    ],
    ['a policy that there is not', ['gone.yaml', '--done', 'retry', '--note', 'x'], 'gone.yaml'],
  ])('%s: nothing is written', async (_, argv, message) => {
    const { status, out, err } = await run('vos', 'checklist', ...argv);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(readdirSync(folder())).toEqual(['policy.yaml']);
  });

  test('a policy with errors: its findings, and nothing is written', async () => {
    put('policy.yaml', badPolicy);
    const { status, err } = await run('vos', 'checklist', '--done', 'retry', '--note', 'x');
    expect(status).toBe(1);
    expect(err).toContain('VG212');
    expect(readdirSync(folder())).toEqual(['policy.yaml']);
  });

  test.each([
    ['broken', '{"format":1,"done":{"retry":', 'it is no JSON'],
    ['of something else', '{"a":1}', 'its format is not 1'],
  ])('a file that is %s stays as it is', async (_, text, why) => {
    put('policy.checklist.json', text);
    const { status, out, err } = await run('vos', 'checklist', '--done', 'retry', '--note', 'x');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`policy.checklist.json is no checklist of ours: ${why}; nothing was changed`);
    expect(read('policy.checklist.json')).toBe(text);
  });

  test('a folder in the place of the file is said', async () => {
    mkdirSync(join(folder(), 'policy.checklist.json'));
    expect(await run('vos', 'checklist')).toMatchObject({
      status: 2,
      err: 'vosguard: cannot read policy.checklist.json: it is not a regular file\n',
    });
  });
});
