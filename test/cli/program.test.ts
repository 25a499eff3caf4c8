import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { readArguments } from '../../src/cli/arguments/read-arguments.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy } from './vosguard.js';
import { program, whenBuilt } from './when-built.js';

const folder = temporaryFolder();

function spawned(command: string, args: readonly string[]) {
  const options = {
    cwd: folder(),
    env: { NODE_OPTIONS: undefined },
    reject: false,
    stripFinalNewline: false,
  } as const;
  const { exitCode, stdout, stderr } = execaSync(command, args, options);
  return { status: exitCode, out: stdout, err: stderr };
}

const run = (...argv: string[]) => spawned(process.execPath, [program, ...argv]);
/** `"$@"` in the script is the program. */
const shell = (script: string) =>
  spawned('bash', ['-o', 'pipefail', '-c', script, 'bash', process.execPath, program]);

/** Runs the program that is named first and prints the files that it has loaded. */
const listing = `
  process.on('exit', () => process.stderr.write(Object.keys(require.cache).join('\\n')));
  require(process.argv[1]);`;

whenBuilt('the built program', () => {
  test('begins with a shebang', () => {
    expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test.each([
    ['--help'],
    ['init', '--help'],
    ['lint', '--help'],
    ['compile', '--help'],
    ['explain', '--help'],
    ['apply', '--help'],
    ['confirm', '--help'],
  ])('lays out %s %s as yargs does with all that it imports', (...argv) => {
    const { out } = run(...argv);
    expect(readArguments(argv, '')).toEqual({ kind: 'text', text: out });
    expect(out).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test.each([
    [['--version'], []],
    [['lint', 'good.yaml'], ['lint']],
    [['compile', 'good.yaml'], ['compile']],
  ])('%j loads the parts of these commands: %j', (argv, parts) => {
    writeFileSync(join(folder(), 'good.yaml'), goodPolicy);
    const { err } = spawned(process.execPath, ['--eval', listing, program, ...argv]);
    const loaded = [...err.matchAll(/[/]parts[/](\w+)-\w+\.js$/gm)].map(([, name]) => name);
    expect(loaded.filter((name) => name !== 'chunk')).toEqual(parts);
    expect(err.split('\n')).toContain(program);
  });

  test('sets the exit status of each kind', () => {
    writeFileSync(join(folder(), 'good.yaml'), goodPolicy);
    writeFileSync(join(folder(), 'bad.yaml'), badPolicy);
    expect(run('lint', 'good.yaml')).toEqual({ status: 0, out: 'no findings\n', err: '' });
    expect(run('lint', 'bad.yaml').status).toBe(1);
    expect(run('lint', 'missing.yaml').status).toBe(2);
    expect(run('compile', 'good.yaml', '-o', 'bad.yaml').status).toBe(3);
  });

  test('init, lint, compile: the way of somebody new', () => {
    expect(run('init', '--template', 'retail').status).toBe(0);
    expect(run('lint').status).toBe(0);
    expect(run('compile', '-o', 'out').status).toBe(0);
    expect(statSync(join(folder(), 'out', 'nftables.nft')).size).toBeGreaterThan(0);
  });

  test('reads a policy from a pipe, and stops where it is too long', () => {
    writeFileSync(join(folder(), 'bad.yaml'), badPolicy);
    const piped = shell('cat bad.yaml | "$@" lint --stdin --filename a/b.yaml --format compact');
    expect(piped).toMatchObject({
      status: 1,
      out: expect.stringMatching(/^a\/b\.yaml:2:23: error/),
      err: '',
    });
    const endless = shell('set +o pipefail; yes "# x" 2> yes.txt | "$@" lint --stdin');
    expect(endless).toMatchObject({ status: 2, out: '', err: expect.stringContaining('is longer than') });
  });

  test('a reader that has gone is no error', () => {
    expect(shell('"$@" schema | true')).toEqual({ status: 0, out: '', err: '' });
  });

  test('output that cannot be written is a failure', () => {
    const err = 'vosguard: the output cannot be written (ENOSPC)\n';
    expect(shell('"$@" schema > /dev/full')).toEqual({ status: 3, out: '', err });
  });
});
