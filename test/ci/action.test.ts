import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { parse } from 'yaml';
import { readArguments } from '../../src/cli/arguments/read-arguments.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { badPolicy, goodPolicy } from '../cli/vosguard.js';
import { program, whenBuilt } from '../cli/when-built.js';
import { commandsIn } from '../diagnostics/runner.js';
import { errorsOf } from '../diagnostics/sarif.js';

const root = process.cwd();
const folder = temporaryFolder();

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const action: {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
} = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
const { steps } = action.runs;

describe('action.yml', () => {
  test('is composite, and each step is an action pinned to a commit or a script with its shell', () => {
    expect(action.runs.using).toBe('composite');
    for (const { uses, run, shell } of steps) {
      if (uses === undefined) expect([typeof run, shell]).toEqual(['string', 'bash']);
      else expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
  });

  test('writes no input into a script', () => {
    expect(steps.filter(({ run }) => run?.includes('${{')).map(({ run }) => run)).toEqual([]);
    const used = steps.flatMap(({ env }) => Object.values(env ?? {}));
    for (const name of Object.keys(action.inputs)) expect(used).toContain(`\${{ inputs.${name} }}`);
  });

  test('installs without the scripts of packages', () => {
    const installs = steps.filter(({ run }) => /npm (ci|install|i)\b/.test(run ?? ''));
    expect(installs).toHaveLength(1);
    expect(installs[0]?.run).toContain('npm ci --ignore-scripts');
  });
});

const script = steps.at(-1)?.run ?? '';
const run = (env: Readonly<Record<string, string>>) => {
  const defaults = { VOSGUARD: program, FILES: 'policy.yaml', PROFILE: '', FAIL_LEVEL: 'error', SARIF: '' };
  // As the runner calls it: `bash --noprofile --norc -eo pipefail {0}`.
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  return execaSync('bash', args, {
    cwd: folder(),
    env: { NODE_OPTIONS: undefined, ...defaults, ...env },
    reject: false,
    stripFinalNewline: false,
  });
};
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);

whenBuilt('its last step', () => {
  test('annotates and fails as it is told', () => {
    put('policy.yaml', badPolicy);
    const bad = run({});
    expect(bad.exitCode).toBe(1);
    expect(commandsIn(bad.stdout).map(({ name, properties }) => [name, properties.file])).toEqual([
      ['error', 'policy.yaml'],
      ['error', 'policy.yaml'],
    ]);
    put('policy.yaml', goodPolicy.replace(', from: [192.0.2.8/29]', ''));
    expect(run({}).exitCode).toBe(0);
    expect(run({ FAIL_LEVEL: 'warning' }).exitCode).toBe(1);
    expect(run({ FAIL_LEVEL: 'x"; echo pwned; "' })).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('takes several files, with any names, and writes SARIF too', () => {
    put('a b.yaml', badPolicy);
    put('$(echo pwned).yaml', badPolicy);
    put('-x.yaml', goodPolicy);
    const { exitCode, stdout } = run({
      FILES: 'a b.yaml\n\n$(echo pwned).yaml\n-x.yaml\n',
      SARIF: 'out file.sarif',
    });
    expect(exitCode).toBe(1);
    expect(new Set(commandsIn(stdout).map(({ properties }) => properties.file))).toEqual(
      new Set(['a b.yaml', '$(echo pwned).yaml']),
    );
    const log = JSON.parse(readFileSync(join(folder(), 'out file.sarif'), 'utf8'));
    expect(errorsOf(log)).toEqual([]);
    expect(log.runs[0].results).toHaveLength(4);
  });

  test('takes a profile, and says when there is no file', () => {
    put('policy.yaml', `${goodPolicy}profiles: { a: { sip: { bans: { signature: 2d } } } }\n`);
    expect(run({}).stdout).toBe('');
    expect(run({ PROFILE: 'a' }).stdout).toContain('VG341');
    expect(run({ FILES: '\n' })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('names no policy'),
    });
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const hooks: readonly { id: string; entry: string; files: string; language: string }[] = parse(
    readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'),
  );

  test.each(hooks)('$id calls the program as it can be called', ({ entry }) => {
    const [name, ...argv] = entry.split(' ');
    expect(name).toBe('vosguard');
    expect(readArguments([...argv, 'policy.yaml'], '')).toMatchObject({
      kind: 'lint',
      files: ['policy.yaml'],
    });
  });

  test.each(hooks)('$id is for policies', ({ files }) => {
    const names = [
      'policy.yaml',
      'sites/policy.yml',
      'switch-1.policy.yaml',
      'policy.yaml.bak',
      'mypolicy.yaml',
      'a.yaml',
    ];
    expect(names.filter((name) => new RegExp(files).test(name))).toEqual(names.slice(0, 3));
  });
});
