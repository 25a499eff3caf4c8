import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applied } from '../edit/applied.js';
import { lintText } from '../lint-text.js';
import { temporaryFolder } from './temporary-folder.js';
import { goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();

const csv = (sources: readonly string[], times = 5): string =>
  [
    'callerip,calleee164,starttime,endreason,billingmode',
    ...sources.flatMap((source) =>
      Array.from(
        { length: times },
        (_, second) => `${source},0044${second},2026-11-25 04:12:1${second},-9,0`,
      ),
    ),
    '203.0.113.200,1,2026-11-25 04:00:00,0,0',
    '',
  ].join('\n');

function put(
  policy: string,
  sources: readonly string[] = ['198.51.100.7', '203.0.113.10'],
  files: Readonly<Record<string, string | Buffer>> = {},
): void {
  mkdirSync(join(folder(), 'lists'), { recursive: true });
  writeFileSync(join(folder(), 'policy.yaml'), policy);
  writeFileSync(join(folder(), 'cdr.csv'), csv(sources));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder(), name), text);
}

const run = (...argv: readonly string[]) =>
  vosguard(folder(), ['vos', 'illegal-calls', '--from', 'cdr.csv', ...argv]);

const textOf = (file: string) => readFileSync(join(folder(), file), 'utf8');

test('the report', async () => {
  put(goodPolicy);
  const { status, out, err } = await run();
  expect(
    out,
  ).toBe(`cdr.csv: unauthorised attempts: 10, in 11 records (endreason -9); times are the switch's own
sources
  198.51.100.7         5  2026-11-25 04:12:10 to 2026-11-25 04:12:14  numbers (5): 00440, 00441, 00442, ...; cause -9; billing mode 0
  203.0.113.10         5  2026-11-25 04:12:10 to 2026-11-25 04:12:14  numbers (5): 00440, 00441, 00442, ...; cause -9; billing mode 0
networks
  198.51.100.0/24         5  2026-11-25 04:12:10 to 2026-11-25 04:12:14
  203.0.113.0/24          5  2026-11-25 04:12:10 to 2026-11-25 04:12:14
hours
  2026-11-25 04        10  2026-11-25 04:12:10 to 2026-11-25 04:12:14
numbers dialled
  00440         2  2026-11-25 04:12:10 to 2026-11-25 04:12:10
  00441         2  2026-11-25 04:12:11 to 2026-11-25 04:12:11
  00442         2  2026-11-25 04:12:12 to 2026-11-25 04:12:12
  00443         2  2026-11-25 04:12:13 to 2026-11-25 04:12:13
  00444         2  2026-11-25 04:12:14 to 2026-11-25 04:12:14
causes
  -9        10  2026-11-25 04:12:10 to 2026-11-25 04:12:14
billing modes
  0        10  2026-11-25 04:12:10 to 2026-11-25 04:12:14
not proposed
  203.0.113.10 (5): trusted
note: no column holds the time of conversation: nobody is spared for calls that he completed
proposed for blocked: 1; --patch prints the change to policy.yaml. A source can be forged: look before you block
`);
  expect([status, err]).toEqual([0, '']);
});

const list = 'addresses: { bad: { file: lists/bad.netset }, worse: [bad] }\n';

/** How `blocked` may be written, and the file that changes. */
test.each<[string, string, string, Readonly<Record<string, string>>]>([
  ['not at all', goodPolicy, 'policy.yaml', {}],
  ['not at all, no end of line', goodPolicy.trimEnd(), 'policy.yaml', {}],
  ['in brackets', `${goodPolicy}blocked: [192.0.2.99]   # those\n`, 'policy.yaml', {}],
  ['in empty brackets', `${goodPolicy}blocked: []\n`, 'policy.yaml', {}],
  ['in brackets with a comma at the end', `${goodPolicy}blocked: [192.0.2.99, ]\n`, 'policy.yaml', {}],
  [
    'in brackets over lines',
    `${goodPolicy}blocked: [\n  192.0.2.99, # one\n  192.0.2.98  # two\n  ]\n`,
    'policy.yaml',
    {},
  ],
  ['with dashes', `blocked:\n  - 192.0.2.99\n\n  - 192.0.2.98 # two\n${goodPolicy}`, 'policy.yaml', {}],
  [
    'with dashes at the margin, at the end, without an end of line',
    `${goodPolicy}blocked:\n- 192.0.2.99`,
    'policy.yaml',
    {},
  ],
  [
    'in an included file',
    `include: lists/b.yaml\n${goodPolicy}`,
    'lists/b.yaml',
    { 'lists/b.yaml': 'blocked: [192.0.2.99]\n' },
  ],
  [
    'as a list file',
    `${goodPolicy}${list}blocked: [bad]\n`,
    'lists/bad.netset',
    { 'lists/bad.netset': '# bad\n192.0.2.99\n' },
  ],
  [
    'as an empty list file of a group of a group',
    `${goodPolicy}${list}blocked: [worse]\n`,
    'lists/bad.netset',
    { 'lists/bad.netset': '' },
  ],
  [
    'as a list file without an end of line',
    `${goodPolicy}${list}blocked: [bad]\n`,
    'lists/bad.netset',
    { 'lists/bad.netset': '192.0.2.99' },
  ],
])('a patch where `blocked` is written %s', async (_, policy, file, files) => {
  put(policy, ['198.51.100.7', '2001:db8:9:1::a', '203.0.113.10', '192.0.2.9'], files);
  const { status, out, err } = await run('--patch');
  const empty = Object.values(files).includes('');
  expect([status, err]).toEqual([0, empty ? expect.stringMatching(/^\S+ warning VG241 .*\n$/) : '']);
  expect(out).toMatch(new RegExp(`^--- a/${file}\n\\+\\+\\+ b/${file}\n`));
  const after = applied(textOf(file), out);
  const changed = { 'policy.yaml': policy, ...files, [file]: after };
  const { policy: read } = lintText(changed['policy.yaml'] ?? '', changed);
  const { policy: before } = lintText(policy, files);
  expect(read.blocked.set).not.toEqual(before.blocked.set);
  // Once it is applied, nothing is left to propose.
  writeFileSync(join(folder(), file), after);
  expect((await run()).out).toMatch(
    /198\.51\.100\.7 \(5\): blocked already\n(?:.*\n)*nothing to propose for blocked\n$/,
  );
});

test.each<[string, string, Readonly<Record<string, string | Buffer>>, RegExp]>([
  [
    'a list that is also trusted',
    `${goodPolicy.replace('trusted: [203.0.113.10]', 'trusted: [203.0.113.10, bad]')}${list}blocked: [bad]\n`,
    { 'lists/bad.netset': '192.0.2.99\n' },
    /would mean more than that/,
  ],
  [
    'a list with bytes that are no text',
    `${goodPolicy}${list}blocked: [bad]\n`,
    { 'lists/bad.netset': Buffer.from('192.0.2.99 # \xff\n', 'latin1') },
    /is not UTF-8/,
  ],
  [
    'a list with a control character',
    `${goodPolicy}${list}blocked: [bad]\n`,
    { 'lists/bad.netset': '192.0.2.99 # \u001b[31m\n' },
    /a terminal would act on/,
  ],
  [
    'a policy in braces',
    '{ vosguard: 1, trusted: [203.0.113.10], services: { ssh: { tcp: [22], from: [192.0.2.8/29] } } }\n',
    {},
    /would mean more than that/,
  ],
])('no patch: %s', async (_, policy, files, words) => {
  put(policy, ['198.51.100.7'], files);
  const { status, out, err } = await run('--patch');
  expect([status, out, err]).toEqual([3, '', expect.stringMatching(words)]);
  expect((await run()).out).toMatch(/note: no patch: .*\nproposed for blocked: 1; put them there by hand/);
});

test('a list outside the folder is neither changed nor quoted', async () => {
  put(`${goodPolicy}${list}blocked: [bad]\n`);
  writeFileSync(join(folder(), '..', 'outside.netset'), '192.0.2.99\n');
  symlinkSync(join(folder(), '..', 'outside.netset'), join(folder(), 'lists/bad.netset'));
  const { status, err } = await run('--patch', '--allow-outside');
  expect([status, err]).toEqual([3, expect.stringMatching(/is not in the policy's folder/)]);
});

test('a patch keeps the line ends of Windows', async () => {
  const policy = `${goodPolicy}blocked:\n- 192.0.2.99\n`.replaceAll('\n', '\r\n');
  put(policy, ['198.51.100.7']);
  // The terminal of the other tests takes no carriage returns.
  const { patch } = JSON.parse((await run('--json')).out);
  const after = applied(policy, patch.text);
  expect(after).toBe(`${policy}- 198.51.100.7 # unauthorised calls: 5, the last 2026-11-25 04:12:14\r\n`);
});

test('JSON', async () => {
  put(goodPolicy);
  const { status, out } = await run('--json');
  const { proposed, spared, sources, patch, records } = JSON.parse(out);
  expect({ status, proposed, spared, records }).toEqual({
    status: 0,
    proposed: [
      {
        entry: '198.51.100.7',
        attempts: 5,
        first: '2026-11-25 04:12:10',
        last: '2026-11-25 04:12:14',
        sources: 1,
      },
    ],
    spared: [{ source: '203.0.113.10', attempts: 5, why: 'trusted' }],
    records: 11,
  });
  expect(sources[0]).toMatchObject({ key: '198.51.100.7', network: '198.51.100.0/24', numbersInAll: 5 });
  expect(patch).toMatchObject({
    file: 'policy.yaml',
    text: expect.stringContaining('+  - 198.51.100.7 # unauthorised calls: 5'),
  });
});

test('no such cause: what occurs is told', async () => {
  put(goodPolicy);
  const { status, out } = await run('--cause', '-38,99');
  expect(out).toMatch(
    /note: what --cause and --billing-mode name does not occur; endreason has -9 \(10\), 0 \(1\); billingmode has 0 \(11\)/,
  );
  expect(out).toMatch(/nothing to propose/);
  expect(status).toBe(0);
});

test('hostile numbers and sources are printed harmlessly', async () => {
  put(goodPolicy);
  writeFileSync(
    join(folder(), 'cdr.csv'),
    'callerip,calleee164,endreason\n"\u001b]0;x\u0007","a\u202eb\nc",-9\n',
  );
  const { status, out } = await run('--at-least', '1');
  expect([status, out]).toEqual([0, expect.stringContaining('\\x1b]0;x\\x07 (1): no address')]);
});

test.each([
  [['--json', '--patch'], /do not go together/],
  [['--dsn-file', 'x'], /--from and --dsn-file do not go together/],
  [['--days', 'x'], /--days takes a whole number/],
  [['--cause', '9,,x'], /--cause takes numbers or words/],
  [['--since', 'soon'], /--since takes a day or a time such as/],
  [['--since', '2026-11-25', '--until', '2026-11-24'], /--until is before --since/],
  [['--columns', 'gone.column'], /--columns names no known column, and there is no gone\.column/],
])('%j', async (argv, words) => {
  put(goodPolicy);
  expect(await run(...argv)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(words) });
});

test.each([
  ['gone.csv', /there is no gone\.csv/],
  ['lists', /no \.txt and no \.csv is in lists/],
  ['policy.yaml', /policy\.yaml: its first line names no columns; name them with --columns/],
])('--from %s', async (from, words) => {
  put(goodPolicy);
  const ended = await vosguard(folder(), ['vos', 'illegal-calls', '--from', from]);
  expect(ended).toMatchObject({ status: 2, out: '', err: expect.stringMatching(words) });
});

test('a folder: a file that cannot be read is named, and the others count; equal notes are told once', async () => {
  put(goodPolicy);
  const hours = join(folder(), 'lists');
  writeFileSync(join(hours, 'a.csv'), csv(['198.51.100.7']));
  writeFileSync(join(hours, 'b.csv'), '<html>');
  writeFileSync(join(hours, 'c.txt'), '');
  for (const name of ['d', 'e'])
    writeFileSync(join(hours, `${name}.csv`), 'callerip,starttime,endreason\n192.0.2.9,soon,0\n');
  const { status, out } = await vosguard(folder(), ['vos', 'illegal-calls', '--from', 'lists']);
  expect(status).toBe(0);
  expect(out).toMatch(/unauthorised attempts: 5, in 8 records/);
  expect(out).toMatch(/note: lists\/b\.csv: not read: it is a page in HTML/);
  expect(out).toMatch(/note: lists\/d\.csv and 1 more: times that cannot be read: 1, the first is soon;/);
});
