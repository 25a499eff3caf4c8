import { codeOf, parts } from './shell-text.js';

/** Words that a terminal or a disk may not take: what follows must not hang on them. */
const printing = /^(say|tools_said)\b/;
const alsoPrinting = /^(say|tools_said|echo|printf|head|tail|cat|sed|tr)\b/;
const ends = /^(leave|exit|give_up|refuse|usage_fault)\b/;
const goesOn = /^(leave|exit|give_up|refuse|usage_fault|return|continue|break)\b/;

/** Functions that do not come back: their last line ends the program. */
function endingFunctions(code: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (;;) {
    const before = found.size;
    for (const [, name = '', body = ''] of code.matchAll(/^([a-z_0-9]+)\(\) \{\n([\s\S]*?)^\}$/gm)) {
      const last = body.trimEnd().split('\n').at(-1) ?? '';
      const [word = ''] = last.trim().split(/[ ;]/);
      if (/^\t\S/.test(last) && !/\breturn\b/.test(body) && (ends.test(word) || found.has(word)))
        found.add(name);
    }
    if (found.size === before) return found;
  }
}

const code = [...parts.values()].map(codeOf).join('\n');
const ending = endingFunctions(code);

/** Each `LEFT && RIGHT` where what must not be passed hangs on a command that may fail for another reason. */
function fallsThrough(script: string): readonly string[] {
  const tokens = script
    .split(/(\|\||&&|;;|;|\n|\||(?<=^|\s)\{(?=\s|$)|(?<=^|[\s;])\}|[()]|\b(?:then|do|else)\b)/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  return tokens.flatMap((token, at) => {
    if (token !== '&&') return [];
    const [left = '', right = ''] = [tokens[at - 1], tokens[at + 1]];
    const [word = ''] = right.split(/\s/);
    const stays = ends.test(right) || ending.has(word);
    const isTest = /^(\[|!|\}|\))/.test(left) || /^[A-Za-z_]+=/.test(left);
    const bad = printing.test(left) || (alsoPrinting.test(left) && goesOn.test(right)) || (stays && !isTest);
    return bad ? [`${left} && ${right}`] : [];
  });
}

test.each([
  [`[ "$a" = b ] || { say 'no' && leave 3; }`, true],
  ['f || { tools_said && refuse "it failed"; }', true],
  [`[ -f x ] || { echo 'nothing' && return; }`, true],
  ["x || { echo 'no' >&2 && exit 3; }", true],
  ['[ "$COMMAND" = apply ] || { probe && know_lists && dry_run; }', true],
  [`case $a in b) echo "it's" && return ;; esac`, true],
  ["sh -c 'echo a && exit 3' # say a && leave 3", false],
  ['[ -f x ] && leave 3', false],
  ['x=$(say "$(echo "a" && leave 3)" || leave 3)', false],
  ['echo a > b && mv b c && return', false],
  ["try && WHY='no' && return 1", false],
])('%s', (script, bad) => {
  expect(fallsThrough(codeOf(script)).length > 0).toBe(bad);
});

test('functions that end the program are known by their last line', () => {
  expect([...ending]).toEqual(
    expect.arrayContaining([
      'leave',
      'refuse',
      'dry_run',
      'await_end',
      'begin_back_anew',
      'status',
      'confirm',
    ]),
  );
  expect([...ending]).not.toEqual(expect.arrayContaining(['probe', 'say', 'report', 'check_life']));
});

describe.each([...parts])('%s', (_, text) => {
  test('nothing falls through where words could not be said', () => {
    expect(fallsThrough(codeOf(text))).toEqual([]);
  });
});

/** dash 0.5.12 and busybox 1.35 lose the inner redirection of `{ (a) > b; } 2> c`, where nothing else is in the braces. */
const twice = /\{\s*\([^{}]*\)\s*[0-9]*[<>][^;|&\n]*(;|\n)\s*\}\s*[0-9]*[<>]/;
test('no subshell is redirected twice', () => {
  expect(twice.test(codeOf('x() { { (a | b) > "$c"; } 2>> d; }'))).toBe(true);
  for (const [, text] of parts) expect(codeOf(text)).not.toMatch(twice);
});

/** `leave` drops the lock and takes temporary folders away; `exit` does not. */
test('only what has neither ends by exit', () => {
  const exits = [...parts].flatMap(([name, text]) => {
    const lines = codeOf(text.replaceAll(/<<'?([A-Z]+)'?[^\n]*\n[\s\S]*?^\1$/gm, '')).split('\n');
    const amount = lines.filter((line) => /(^|[\s;{|&])exit\b/.test(line)).length;
    return amount === 0 ? [] : [`${name} ${amount}`];
  });
  // No folder yet, and the help; leave itself; in the namespace for trial; what waits for the end of a profile.
  expect(exits).toEqual(['10-options.sh 2', '40-check.sh 1', '55-probe.sh 4', '88-profile.sh 1']);
});

test('of two functions of one name the last would count, everywhere', () => {
  const texts = new Map<string, string>();
  for (const [part, text] of parts)
    for (const [whole, name = ''] of text.matchAll(/^([a-z_0-9]+)\(\) (?:\{\n[\s\S]*?^\}|.*$)/gm)) {
      expect([part, texts.get(name) ?? whole]).toEqual([part, whole]);
      texts.set(name, whole);
    }
});
