import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { INSTALLER_SCRIPT, payloadOf } from '../../../src/host/remote/installer-script.js';
import { temporaryFolder } from '../../cli/temporary-folder.js';
import { hostile } from '../hostile-words.js';

const folder = temporaryFolder();

const files = (script: string) =>
  new Map([
    ['install.sh', script],
    ['empty', ''],
    ['blank', '\n\n'],
    ['nftables.nft', `${'x'.repeat(100_000)}\ninstall.sh 3\nä\u00ff\n`],
  ]);

/** What the host runs, with the shell of this machine. `input`: what comes over, where it is not everything. */
function begin(script: string, words: readonly string[] = [], input = (text: string) => text) {
  const temporary = join(folder(), 'tmp');
  mkdirSync(temporary, { recursive: true });
  const { text, length, sum } = payloadOf(files(script));
  const child = spawn(
    'sh',
    ['-c', INSTALLER_SCRIPT, 'sh', '192.0.2.8 1 192.0.2.1 22', 'MARK', String(length), sum, ...words],
    { env: { PATH: process.env.PATH, TMPDIR: temporary }, stdio: ['pipe', 'inherit', 'pipe'] },
  );
  child.stdin.on('error', () => {});
  child.stdin.write(input(text));
  const lines = createInterface({ input: child.stderr });
  const end = new Promise<readonly string[]>((resolve) => {
    const all: string[] = [];
    lines.on('line', (line) => all.push(line));
    child.on('close', () => resolve(all));
  });
  return { child, lines, end, temporary };
}

const seen = (name: string) => readFileSync(join(folder(), name), 'utf8');

test('the files arrive byte by byte, the words as they are; the status is told and nothing is left', async () => {
  const script = `cd "\${0%/*}" && cp * '${folder()}'; stat -c %a . > '${folder()}/rights'
printf '%s|' "$@" > '${folder()}/words'; cat > '${folder()}/stdin'; exit 4\n`;
  const { end, temporary } = begin(script, hostile);
  const lines = await end;
  expect(lines.at(-1)).toBe('MARK ended\t4\t');
  expect(lines[0]).toMatch(/^MARK connected\t.*\/vosguard\.\w+\t192\.0\.2\.8 1 192\.0\.2\.1 22$/);
  for (const [name, text] of files(script)) expect(seen(name)).toBe(text);
  expect([seen('rights'), seen('words'), seen('stdin')]).toEqual(['700\n', `${hostile.join('|')}|`, '']);
  expect(readdirSync(temporary)).toEqual([]);
});

test.each([
  ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ['all but the end', (text: string) => text.slice(0, -3)],
  ['another byte', (text: string) => text.replace(/exit 4/, 'exit 5')],
  ['nothing', () => ''],
])('%s: nothing is run', async (_, input) => {
  const { child, end, temporary } = begin(`: > '${folder()}/ran'; exit 4\n`, [], input);
  child.stdin.end();
  const lines = await end;
  expect(lines.at(-1)).toBe('MARK ended\t3\t');
  expect(lines.join('\n')).toMatch(/did not come over whole/);
  expect(() => seen('ran')).toThrow();
  expect(readdirSync(temporary)).toEqual([]);
});

const waiting = "trap 'echo going back >&2; exit 3' TERM\necho ready >&2\nwhile :; do sleep 0.1; done\n";

test('the word makes it go back; the end of the connection does not', async () => {
  const { child, lines, end } = begin(waiting);
  lines.on('line', (line) => line === 'ready' && child.stdin.write('back\n'));
  expect((await end).slice(-2)).toEqual(['going back', 'MARK ended\t3\t']);
  const slow = begin(`sleep 0.3; : > '${folder()}/ran'; exit 0\n`);
  slow.lines.on('line', (line) => line.startsWith('MARK copied') && slow.child.stdin.end());
  expect((await slow.end).at(-1)).toBe('MARK ended\t0\t');
  expect(seen('ran')).toBe('');
});

test('goes on where nobody listens any more', async () => {
  const { child, temporary } = begin(`sleep 0.3; echo a word >&2; : > '${folder()}/ran'\n`);
  child.stderr.destroy();
  child.stdin.destroy();
  const status = await new Promise((resolve) => child.on('exit', resolve));
  expect([status, seen('ran'), readdirSync(temporary)]).toEqual([0, '', []]);
});

test('a tool that is missing is named before anything is written', () => {
  const { stderr, status } = spawnSync('/bin/sh', ['-c', INSTALLER_SCRIPT, 'sh', '', 'MARK', '1', 'x'], {
    env: { PATH: folder() },
    encoding: 'utf8',
  });
  // What the script adds to PATH has neither mktemp nor awk.
  expect([status, stderr]).toEqual([3, 'the tool mktemp is missing there\n']);
});

test('files that would not arrive as they are', () => {
  expect(() => payloadOf(new Map([['a', 'x\n']]))).toThrow(/no install\.sh/);
  expect(() => payloadOf(new Map([['install.sh', 'no end']]))).toThrow(/does not end/);
});
