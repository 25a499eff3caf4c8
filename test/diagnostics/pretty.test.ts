import { renderPretty } from '../../src/diagnostics/render/pretty.js';
import { inList, longBan, nowhere, open, policy, untracked } from './findings.js';
import { spanIn } from './span-of.js';

const plain = { colour: false };

test('a finding with its frame, its reasons and the summary', () => {
  expect(renderPretty([open], plain)).toBe(`warning VG301: SSH open to anybody
  --> policy.yaml:3:3
  |
2 | services:
3 |   ssh: { tcp: [22] }
  |   ^^^
  The service "ssh" lets everybody reach SSH.
  why: An SSH port in reach of the whole internet is tried with passwords all day, and one weak
    account gives the host away.
  instead: Name the places you administer from: "ssh: { tcp: [22], from: [192.0.2.8/29] }", with
    your own addresses.

1 warning in policy.yaml
`);
});

test('related places have frames of their own', () => {
  expect(renderPretty([untracked], plain)).toContain(`
  see: here it is switched off
  --> base.yaml:2:6
  |
1 | a: 1
2 | sip: untracked
  |      ^^^^^^^^^
`);
});

test('a place in a list has a position and no frame', () => {
  const text = renderPretty([inList], plain);
  expect(text).toContain('  --> lists/a.txt:7:3\n  The entry 203.0.113.9');
  expect(text).not.toContain('|');
});

test('the summary counts and names the file, or says how many there are', () => {
  const last = (text: string) => text.trimEnd().split('\n').at(-1);
  expect(last(renderPretty([open, longBan], plain))).toBe('2 warnings in policy.yaml');
  expect(last(renderPretty([open, untracked, inList, nowhere], plain))).toBe(
    '2 errors, 1 warning, 1 note in 3 files',
  );
  expect(last(renderPretty([nowhere], plain))).toBe('1 note');
  expect(renderPretty([], plain)).toBe('');
});

test('gutters are as wide as the number', () => {
  const file = { path: 'p', text: `${'\n'.repeat(98)}a: 1\nssh: 2\n` };
  const text = renderPretty([{ ...open, place: spanIn(file, 'ssh') }], plain);
  expect(text).toContain('\n    |\n 99 | a: 1\n100 | ssh: 2\n    | ^^^\n');
});

test('colour changes nothing but the escapes', () => {
  const findings = [open, untracked];
  const coloured = renderPretty(findings, { colour: true });
  expect(coloured).toContain('\x1b[33m');
  expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(renderPretty(findings, plain));
});

test('what a terminal would act on is written out: in names, in source lines and in paths', () => {
  const hostile = { path: 'a\x1b]0;x\x07.yaml', text: `${policy.text}x: "\x1b[2J\u202e"\n` };
  const text = renderPretty([nowhere, { ...longBan, place: spanIn(hostile, '"\x1b[2J') }], plain);
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  expect(text).toContain('--> a\\x1b]0;x\\x07.yaml:6:4');
  expect(text).toContain('6 | x: "\\x1b[2J\\u{202e}"');
});
