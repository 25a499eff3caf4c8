import { parsed } from './parsed.js';

/** A mistake, and what is said of it. Lines end at `\n`; the place is line:column. */
const mistakes: readonly (readonly [what: string, text: string, ...findings: string[]])[] = [
  ['a tab as indentation', 'a:\n\tb: 1\n', 'VG120 2:1'],
  ['a tab after spaces', 'a:\n  b: 1\n  \tc: 2\n', 'VG120 3:3'],
  ['a tab within brackets', 'a: [\n\t1,\n\t2\n]\n', 'VG120 2:1'],
  ['a tab before a dash', 'a:\n  - b\n\t- c\n', 'VG120 3:1'],
  ['a double quote not closed', 'a: "abc\nb: 2\n', 'VG121 1:4'],
  ['a single quote not closed', "a: 'abc\nb: 2\n", 'VG121 1:4'],
  ['a doubled quote does not close', "a: 'it''\nb: 1\n", 'VG121 1:4'],
  ['an escaped quote does not close', 'a: "abc\\"\nb: 1\n', 'VG121 1:4'],
  ['an escaped quote as the last character', 'a: "abc\\"', 'VG121 1:4'],
  ['a quote closed by the next one', 'a: "abc\nb: "def"\nc: 1\n', 'VG121 1:4'],
  ['a bracket not closed', 'a: [1, 2\nb: 3\n', 'VG122 1:4'],
  ['a brace not closed', 'a: {x: 1\nb: 3\n', 'VG122 1:4'],
  ['text cut off in brackets', 'sip: { strangers: { limits: { REGISTER: 5/s', 'VG122 1:29'],
  ['the wrong bracket closed', 'a: {x: [1, 2}\nb: 1\n', 'VG122 1:8'],
  ['brackets not closed, lines ending in CRLF', 'a: 1\r\nb: [\r\n', 'VG122 2:4'],
  ['a key indented less than its neighbours', 'a:\n  b: 1\n c: 2\n', 'VG123 3:2'],
  ['a dash indented less than its neighbours', 'a:\n  - 1\n - 2\n', 'VG123 3:2'],
  ['an unknown escape', 'a: "\\q"\n', 'VG124 1:5'],
  ['a line without a colon', 'a: 1\nfoo\nb: 2\n', 'VG125 2:1'],
  ['a last line without a colon', 'a: 1\nfoo', 'VG125 2:1'],
  ['a colon without a space', 'a:1\nb: 2\n', 'VG125 1:1'],
  ['a dash without a space', '-a\nb: 1\n', 'VG125 1:1'],
  ['a value that begins with @', 'a: @x\n', 'VG126 1:4'],
  ['a value that begins with a backtick', 'a: `x`\n', 'VG126 1:4'],
  ['a value that begins with %', 'a: %x\n', 'VG126 1:4'],
  ['two keys on one line', 'a: b: c\n', 'VG127 1:4'],
  ['a value and keys below it', 'a: 1\n  b: 2\n', 'VG127 1:4'],
  ['a comma missing in braces', 'a: {b: 1 c: 2}\n', 'VG128 1:8'],
  ['a comma missing in brackets', 'a: ["x" "y"]\n', 'VG128 1:9'],
  ['a comma too many', 'a: [1,,2]\n', 'VG129 1:7'],
  ['a bracket too many', 'a: [1]]\n', 'VG129 1:7'],
  ['text after brackets', 'a: [1] x\n', 'VG129 1:8'],
  ['text after an emoji in quotes', 'a: "\u{1f600}" x\n', 'VG129 1:8'],
  ['a comment without a space', 'a: "x"#c\n', 'VG129 1:7'],
  ['a star without a name', 'a: *\n', 'VG129 1:4'],
  ['several mistakes', 'a: @x\nb: "\\q"\nc: [1\n', 'VG122 3:4', 'VG126 1:4', 'VG124 2:5'],
  ['nothing', '', 'VG110 1:1'],
  ['only a comment', '# x\n', 'VG110 1:1'],
  ['only a separator', '---\n', 'VG110 1:1'],
  ['a list', '- 1\n', 'VG111 1:1'],
  ['a single value', '\nfoo\n', 'VG111 2:1'],
  ['a second document', 'a: 1\n---\nb: 2\n', 'VG112 2:1'],
  ['a second document after dots', 'a: 1\n...\nfoo: 2\n', 'VG112 3:1'],
  ['a version directive', '%YAML 1.1\n---\na: 1\n', 'VG113 1:1'],
  ['an unknown directive', '%FOO\na: 1\n', 'VG113 1:1'],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', 'VG130 3:1'],
  ['a key twice, quoted once', 's:\n  a: 1\n  "a": 2\n', 'VG130 3:3'],
  ['a key three times', 's: {a: 1, a: 2, a: 3}\n', 'VG130 1:11', 'VG130 1:17'],
  ['a number, a null and a truth as keys', '1: x\nnull: y\ntrue: z\n', 'VG131 1:1', 'VG131 2:1', 'VG131 3:1'],
  ['an empty key', ': x\n', 'VG131 1:1'],
  ['a list as a key', '? [a,b]\n: 1\n', 'VG131 1:3'],
  ['a map as a key', '{a: b}: c\n', 'VG131 1:1'],
  ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', 'VG132 3:3'],
  ['tags', 'a: !!binary "??"\nb: !foo 1\nc: !!str 5\n', 'VG133 1:4', 'VG133 2:4', 'VG133 3:4'],
  ['a word that begins with !', 'a: !important\n', 'VG133 1:4'],
  ['an unknown alias', 'a: *x\n', 'VG134 1:4'],
  ['an alias before its anchor', 'a: *x\nb: &x 1\n', 'VG134 1:4'],
  ['an alias inside its value', 'a: &x [*x]\n', 'VG137 1:8'],
  ['a key without a value', 'a:\nb: ~\n', 'VG138 1:1'],
  ['no space after a colon in braces', 'a: {b:1}\n', 'VG139 1:5'],
  ['control characters', 'a: \x07\nb: \x1b[31m\n', 'VG107 1:4', 'VG107 2:4'],
  ['a carriage return alone', 'a: 1\rb: 2\n', 'VG107 1:5'],
  ['a byte order mark in the middle', 'a: \ufeffx\n', 'VG107 1:4'],
  ['a mistake after a byte order mark', '\ufeffa: @x\n', 'VG126 1:4'],
];

test.each(mistakes)('%s', (_, text, ...expected) => {
  expect(parsed(text).brief).toEqual(expected.map((finding) => finding.replace(' ', ' policy.yaml:')));
});

const fine: readonly (readonly [what: string, text: string])[] = [
  ['a tab on an empty line', 'a: 1\n\t\nb: 2\n'],
  ['a tab after a colon', 'a:\t1\n'],
  ['a separator at the start', '---\na: 1\n'],
  ['dots at the end', 'a: 1\n...\n'],
  ['a byte order mark and CRLF', '\ufeffa: 1\r\nb: [2]\r\n'],
  ['quotes over several lines', 'a: "b\n  c"\nd: 1\n'],
  ['quotes inside quotes', 'a: \'it\'\'s "x"\'\nb: "\\\\"\n'],
  ['a quoted key that would be a merge key', '"<<": 1\n'],
  ['no line end at the end', 'a: 1'],
];

test.each(fine)('nothing is said of %s', (_, text) => {
  const { document, brief } = parsed(text);
  expect(brief).toEqual([]);
  expect(document).toBeDefined();
});

test('both places of a key that stands twice are named', () => {
  const [finding] = parsed('a: 1\nb: 2\na: 3\n').findings;
  expect(finding?.related.map(({ place }) => 'start' in place && [place.start, place.end])).toEqual([[0, 1]]);
});

test('what is only forbidden leaves a document for the later stages', () => {
  expect(parsed('a: !x 1\nb: 1\nb: 2\n2: c\n').document).toBeDefined();
});

test('a file that is not YAML leaves none', () => {
  expect(parsed('a: [1\nb: 2\n').document).toBeUndefined();
});
