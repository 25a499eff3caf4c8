import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);
const run = (...argv: string[]) => vosguard(folder(), ['test', ...argv]);

const tests = (expected: string): string => `${goodPolicy}profiles:
  strict: { expires: 1h, sip: { strangers: { limits: { REGISTER: drop } } } }
tests:
  - { name: a scanner, send: { from: 192.0.2.200, method: MESSAGE, count: 5 }, expect: { delivered: ${expected} } }
  - { name: strict, profile: strict, send: { from: 192.0.2.200, method: REGISTER }, expect: { delivered: 0 } }
`;

test('all tests pass: 0, each on each backend', async () => {
  put('policy.yaml', tests('0'));
  const { status, out, err } = await run();
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toBe(`ok     a scanner (nftables)
ok     strict (nftables, strict)
ok     a scanner (iptables)
ok     strict (iptables, strict)
4 passed
`);
});

test('a failure: 1, with the packet, the rule and the line of the policy', async () => {
  put('policy.yaml', tests('3..5'));
  const { status, out } = await run('--only', 'a scanner');
  expect(status).toBe(1);
  expect(out).toContain('  delivered: expected 3..5, got 0 of 5\n    expected at policy.yaml:7:101\n');
  expect(out).toMatch(/differs: packet 1, 0 ms after the start, 192\.0\.2\.200:5060: dropped/);
  expect(out).toMatch(/decided by strangers\.MESSAGE\.source\.MESSAGE, a default\n/);
  expect(out).toMatch(/2 of 2 failed\n$/);
});

test.each([
  ['json', /^\{\n {2}"version": 1,/],
  ['junit', /^<\?xml version="1\.0"/],
  ['github', /^::error file=policy\.yaml,line=7,col=\d+,title=a scanner \(nftables\)::/],
] as const)('--format %s', async (format, form) => {
  put('policy.yaml', tests('5'));
  const { status, out } = await run('--format', format);
  expect(status).toBe(1);
  expect(out).toMatch(form);
});

test('--only with a name that is none: 2, and the nearest', async () => {
  put('policy.yaml', tests('0'));
  const { status, out, err } = await run('--only', 'a scaner');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(/no test "a scaner".*did you mean a scanner\?/);
});

test('a policy with mistakes: they are told and nothing is played', async () => {
  put('policy.yaml', badPolicy);
  const { status, out, err } = await run();
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toMatch(/error VG2/);
});

test('without tests: 0, and said so', async () => {
  put('policy.yaml', goodPolicy);
  expect(await run()).toMatchObject({ status: 0, out: '0 passed\n', err: expect.stringMatching(/no tests/) });
});

test('a file that is none: 2', async () => expect((await run('missing.yaml')).status).toBe(2));
