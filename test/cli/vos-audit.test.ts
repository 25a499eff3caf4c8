import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { switchPolicy } from '../database/policies.js';
import { fakeMysql } from '../host/fake-mysql.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();

const policy = switchPolicy('2.1.4.0', { SS_ENDPOINTREGISTERRETRY: 4 });

const held = [
  'server\tvos3000\t5.0.96-community',
  'table\te_moconfig\tMyISAM',
  'parameter\t1\t1\t1\t0\tSERVER_DATABASE_VERSION\t2.1.4.0\tNULL',
  'parameter\t2\t1\t1\t1\tSS_ENDPOINTREGISTERRETRY\t6\tID_CLIENT_STRING1370 0-999',
  'end',
  '',
].join('\n');

async function audit(text: string | Buffer, ...argv: readonly string[]) {
  writeFileSync(join(folder(), 'policy.yaml'), policy);
  writeFileSync(join(folder(), 'held.txt'), text);
  return vosguard(folder(), ['vos', 'audit', '--from', 'held.txt', ...argv]);
}

test('what the client printed, without a connection', async () => {
  const { status, out, err } = await audit(held);
  expect(out).toBe(`VOS3000 2.1.4.0 in vos3000 (server 5.0.96-community), policy vosguard
  differs     SS_ENDPOINTREGISTERRETRY  holds 6, wanted 4, range 0-999  policy.yaml:7:31
1 as wanted, 1 differ
`);
  expect([status, err]).toEqual([1, '']);
});

test('a file that a console of Windows has written', async () => {
  const wide = Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(held.replaceAll('\n', '\r\n'), 'utf16le'),
  ]);
  expect((await audit(wide)).status).toBe(1);
});

test.each<[string, string | Buffer, RegExp]>([
  ['is empty', '', /holds no row of vos3000-verify\.sql/],
  ['is something else', 'hello\n', /holds no row of vos3000-verify\.sql/],
  [
    'holds an error only',
    'ERROR 1046 (3D000) at line 9: No database selected \u001b[31m\n',
    /the server said: ERROR 1046 .* No database selected \\x1b/,
  ],
  ['is cut', held.slice(0, -40), /line 4 begins as a row and is none/],
  ['holds two runs', held + held, /the output of more than one run/],
  ['is binary', Buffer.from([0, 1, 2, 255, 254]), /holds no row/],
  [
    'has a cell that nobody wrote',
    held.replace('ID_CLIENT_STRING1370 0-999', '0x0'),
    /line 4 has a cell that is no text/,
  ],
])('a file that %s', async (_, text, words) => {
  expect(await audit(text)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(words) });
});

test('output that breaks off with an error is compared as far as it goes', async () => {
  const broken = held.replace(
    'end\n',
    "ERROR 1146 (42S02) at line 60: Table 'vos3000.e_gatewaymapping' doesn't exist\n",
  );
  const { status, out } = await audit(broken);
  expect(out).toMatch(
    /note: the output ends early: its last row, end, is missing\n {2}note: the server said: ERROR 1146/,
  );
  expect(status).toBe(1);
});

const wide = '  mapping_gateways: [{ name: trunk-1, cps: 9 }]\n  web_access_control: [192.0.2.8/29]\n';

async function auditWide(text: string, more = wide) {
  await audit(text);
  writeFileSync(join(folder(), 'policy.yaml'), policy.replace(': 4', ': 6') + more);
  return vosguard(folder(), ['vos', 'audit', '--from', 'held.txt']);
}

test.each<[string, string, RegExp]>([
  ['ends early', held.replace('end\n', ''), /unknown +trunk-1 .* the output ends before it/],
  [
    'has an error for a right, with --force',
    held.replace(
      'end\n',
      "ERROR 1142 (42000) at line 9: SELECT command denied to user 'a'@'b' for table `vos3000`.`e_gatewaymapping`\nend\n",
    ),
    /unknown +trunk-1 .* the account may not read e_gatewaymapping, or there is none /,
  ],
  [
    'has an error for a column',
    held.replace(
      'end\n',
      "ERROR 1143 (42000) at line 9: SELECT command denied to user 'a'@'b' for column 'path' in table 'e_web_access_control'\n",
    ),
    /unknown +web_access_control .* the output ends before it/,
  ],
  [
    'has an error for a broken table',
    held.replace(
      'end\n',
      "ERROR 1194 (HY000) at line 9: Table 'e_gatewaymapping' is marked as crashed and should be repaired\nend\n",
    ),
    /unknown +trunk-1 .* the server cannot read e_gatewaymapping: Table 'e_gatewaymapping' is marked as crashed/,
  ],
  [
    'is of a script that did not ask',
    held.replace('table\t', 'asked\tparameter SS_ENDPOINTREGISTERRETRY\ntable\t'),
    /unknown +trunk-1 .* the script did not ask for it.*\n +unknown +web_access_control .* the script did not ask/,
  ],
  [
    'has no such table',
    held.replace('end\n', 'table\te_gatewaymapping\tMyISAM\ngateway\t1\t4\t0\t0\t0\t9\t1\ttrunk-1\nend\n'),
    /unknown +web_access_control .* there is no table e_web_access_control/,
  ],
])(
  'what was not told, where the output %s, is unknown and no reason to be content',
  async (_, text, words) => {
    const { status, out } = await auditWide(text);
    expect(out).toMatch(words);
    expect(out).toMatch(/^not everything was compared: /m);
    expect(status).toBe(1);
    const allowed = await vosguard(folder(), ['vos', 'audit', '--from', 'held.txt', '--allow-unknown']);
    expect([allowed.status, allowed.out]).toEqual([0, out]);
  },
);

test('parameters that a file does not reach are unknown, not missing', async () => {
  const cut = held.split('\n').slice(0, 3).join('\n');
  const { status, out } = await auditWide(`${cut}\n`, '');
  expect(out).toMatch(/unknown +SS_ENDPOINTREGISTERRETRY +wanted 6, the output ends before it/);
  expect(status).toBe(1);
});

test('100,000 gateways', async () => {
  const rows = Array.from({ length: 100_000 }, (_, id) => `gateway\t${id}\t40\t0\t0\t-1\t8\t1\tgw-${id}\n`);
  await audit(held.replace('end\n', `table\te_gatewaymapping\tMyISAM\n${rows.join('')}end\n`));
  const gateways =
    '  mapping_gateways:\n    - { name: gw-99999, cps: 9 }\n    - { name: gw-100000, cps: 9 }\n';
  writeFileSync(join(folder(), 'policy.yaml'), policy + gateways);
  const { status, out } = await vosguard(folder(), ['vos', 'audit', '--from', 'held.txt']);
  expect(out).toMatch(/differs +gw-99999 cps +holds 8, wanted 9/);
  expect(out).toMatch(/missing +gw-100000 /);
  expect(out).toMatch(
    /note: mapping gateways that are not in the policy: 99999 \(gw-0, gw-1, gw-2, gw-3, gw-4, \.\.\.\)$/m,
  );
  expect(status).toBe(1);
});

test('a policy with mistakes, one that says nothing of the switch, none at all', async () => {
  writeFileSync(join(folder(), 'bad.yaml'), badPolicy);
  writeFileSync(join(folder(), 'silent.yaml'), goodPolicy);
  expect(await audit(held, 'bad.yaml')).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('VG200'),
  });
  expect(await audit(held, 'silent.yaml')).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringContaining('it has no key vos3000'),
  });
  expect(await audit(held, 'gone.yaml')).toMatchObject({ status: 2, out: '' });
});

test('nobody listens', async () => {
  writeFileSync(join(folder(), 'policy.yaml'), policy);
  const env = { VOSGUARD_DSN: 'mysql://root:sEcReT@127.0.0.1:1/vos3000' };
  const { status, out, err } = await vosguard(folder(), ['vos', 'audit'], { env });
  expect([status, out, err]).toEqual([
    3,
    '',
    'vosguard: 127.0.0.1:1: nothing listens there (ECONNREFUSED)\n',
  ]);
});

test('MySQL 5.0 with a password of before 4.1', async () => {
  const server = await fakeMysql('an old password');
  writeFileSync(join(folder(), 'policy.yaml'), policy);
  const env = { VOSGUARD_DSN: `mysql://root:sEcReT@127.0.0.1:${server.port}/vos3000` };
  const { status, out, err } = await vosguard(folder(), ['vos', 'audit'], { env });
  server.close();
  expect([status, out]).toEqual([3, '']);
  expect(err).toMatch(
    /MySQL 5\.0 does so for accounts whose password has the form of before 4\.1 .* vos3000-verify\.sql with --from/,
  );
  expect(err).not.toContain('sEcReT');
});
