import fc from 'fast-check';
import { legalizePolicy } from '../../src/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { commentsIn } from '../../src/parse/suppressions.js';
import { brief, today } from '../check/checked.js';
import { memoryFiles } from '../parse/memory-files.js';

/** What is left of the findings about SSH, media and suppressions, in the order of lines. */
function left(
  text: string,
  others: Readonly<Record<string, string>> = {},
  profile?: string,
): readonly string[] {
  const findings: Diagnostic[] = [];
  const files = memoryFiles({ 'policy.yaml': text, ...others });
  legalizePolicy({ path: 'policy.yaml', files, profile, today }, (finding) => findings.push(finding));
  return findings.filter(({ code }) => /^VG(30|321|341|7|2)/.test(code)).map(brief);
}

const ssh = 'services: { ssh: { tcp: [22] } }';

type Case = readonly [name: string, lines: readonly string[], expected: readonly string[]];
const cases: readonly Case[] = [
  ['nothing suppressed', [ssh], ['2:13 VG301']],
  ['the line below', ['# vosguard-disable-next-line VG301 -- a honeypot', ssh], []],
  ['below other comments and blank lines', ['# vosguard-disable-next-line VG301 -- x', '', '  # more', ssh], []],
  ['the line itself', [`${ssh} # vosguard-disable-line VG301 -- a honeypot`], []],
  ['the file, from its end', [ssh, '# vosguard-disable-file VG301 -- a honeypot'], []],
  ['the first line after', ['# vosguard-disable-next-line VG301 -- x', 'name: a', ssh], ['4:13 VG301', '2:30 VG701']],
  ['another code', ['# vosguard-disable-next-line VG303 -- x', ssh], ['3:13 VG301', '2:30 VG701']],
  ['two codes', ['# vosguard-disable-next-line VG301, VG321 -- x', 'services: { ssh: { tcp: [22] }, media: { udp: [10000-20000] } }'], []],
  ['two codes, one unused', ['# vosguard-disable-next-line VG303 VG301 -- x', ssh], ['2:30 VG701']],
  ['no reason', ['# vosguard-disable-next-line VG301', ssh], ['3:13 VG301', '2:1 VG700']],
  ['hyphens and no reason', ['# vosguard-disable-next-line VG301 --', ssh], ['3:13 VG301', '2:1 VG700']],
  ['hyphens within the reason', ['# vosguard-disable-next-line VG301 -- a -- b', ssh], []],
  ['no code', ['# vosguard-disable-next-line -- x', ssh], ['3:13 VG301', '2:1 VG705']],
  ['a code that is none', ['# vosguard-disable-next-line VG999 -- x', ssh], ['3:13 VG301', '2:30 VG702']],
  ['a code in small letters', ['# vosguard-disable-next-line vg301 -- x', ssh], ['3:13 VG301', '2:30 VG702']],
  ['a form that is none', ['# vosguard-disable-nextline VG301 -- x', ssh], ['3:13 VG301', '2:1 VG704']],
  ['an error', ['# vosguard-disable-next-line VG200 -- x', 'nme: a'], ['3:1 VG200', '2:30 VG703']],
  ['a suppression', ['# vosguard-disable-file VG701 -- x'], ['1:1 VG302', '2:25 VG703']],
  ['what has no line of its own', ['# vosguard-disable-file VG302 -- x'], []],
  ['in a text', ['logging: { prefix: "# vosguard-disable-file VG301 -- x" }', ssh], ['3:13 VG301']],
  ['not a comment of ours', ['# vosguard-disabled VG301', '# see vosguard-disable-file', ssh], ['4:13 VG301', '2:1 VG704']],
]; // biome-ignore format: a table

test.each(cases)('%s', (_, lines, expected) => {
  const text = `vosguard: 1\n${lines.join('\n')}\n`;
  const found = left(text).filter((line) => !/ VG2(?!00)/.test(line));
  expect(found).toEqual(expected);
  expect(left(text.replaceAll('\n', '\r\n')).filter((line) => !/ VG2(?!00)/.test(line))).toEqual(expected);
});

test('a comment speaks of its own file', () => {
  const others = { 'base.yaml': `${ssh}\n` };
  const file = '# vosguard-disable-file VG301 -- x\n';
  const policy = 'vosguard: 1\ninclude: base.yaml\n';
  expect(left(policy + file, others)).toEqual(['base.yaml:1:13 VG301', '3:25 VG701']);
  expect(left(policy, { 'base.yaml': file + others['base.yaml'] })).toEqual([]);
});

test('what is found in a list belongs to the policy', () => {
  const others = { list: '203.0.113.0/24\n203.0.113.7\n' };
  const policy = 'vosguard: 1\nblocked: [bad]\naddresses: { bad: { file: list } }\n';
  const file = '# vosguard-disable-file VG302 VG236 -- it comes from elsewhere\n';
  expect(left(policy, others)).toEqual(['list:2:1 VG236', '1:1 VG302']);
  expect(left(policy + file, others)).toEqual([]);
});

test('in a profile it is judged when that is in use', () => {
  const policy = (comment: string) =>
    `vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\nprofiles:\n  a:\n    name: b\n    # vosguard-disable-next-line ${comment} -- x\n    sip: { bans: { signature: 2d } }\n  b: { name: c }\n`;
  expect(left(policy('VG341'))).toEqual([]);
  expect(left(policy('VG341'), {}, 'a')).toEqual([]);
  expect(left(policy('VG341'), {}, 'b')).toEqual([]);
  expect(left(policy('VG301'), {}, 'a')).toEqual(['7:31 VG341', '6:34 VG701']);
});

test('a file of nothing but such comments is no burden', () => {
  const comment = '# vosguard-disable-next-line VG301 VG999 -- x\n';
  const text = `vosguard: 1\n${comment.repeat(5_000)}${ssh}\n`;
  const found: string[] = [];
  const files = memoryFiles({ 'policy.yaml': text });
  const input = { path: 'policy.yaml', files, profile: undefined, today };
  legalizePolicy(input, ({ code }) => found.push(code));
  expect(found.filter((code) => code === 'VG702')).toHaveLength(5_000);
  expect(found).not.toContain('VG301');
});

test('a comment is found where it stands, whatever stands around it', () => {
  const lines = fc.constantFrom(
    'a: "# no"', "b: '# no'", 'c: |', '  # no', 'd: [1, # yes', '  2]', 'e: x#no', 'f: { g: 1 } # yes', '# yes', '', '%',
    '- h', '\t# yes?', '--- # yes', 'i: >-', '"', "'", ']',
  ); // biome-ignore format: a list
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (parts, end) => {
      const text = parts.join(end);
      for (const { start, end: last } of commentsIn({ path: 'x', text })) {
        expect(text.slice(start, last)).toMatch(/^#[^\n]*$/);
        expect(['\n', undefined]).toContain(text.slice(last).replace('\r', '')[0]);
      }
    }),
  );
});

test('comments of a text that has all kinds', () => {
  const text = 'a: "# no" # yes 1\nb: |\n  # no\n# yes 2\nc: [1, # yes 3\n  2]\nd: x#no\n';
  const found = commentsIn({ path: 'x', text }).map(({ start, end }) => text.slice(start, end));
  expect(found).toEqual(['# yes 1', '# yes 2', '# yes 3']);
});
