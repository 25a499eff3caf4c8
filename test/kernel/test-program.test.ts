import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { program } from '../cli/when-built.js';
import { notRun } from '../packets/kernel.js';
import { missingForLab } from '../packets/requirements.js';

const reason = missingForLab() ?? (existsSync(program) ? undefined : 'dist is not built');
const describeHere = reason === undefined ? describe : describe.skip;
if (reason !== undefined) notRun('vosguard test --kernel as it is installed', reason);

const nobody = { uid: 65534, gid: 65534 };
const environment = { ...process.env, NODE_OPTIONS: undefined };

describeHere('vosguard test --kernel as it is installed', () => {
  import.meta.jest.setTimeout(240_000);
  const folder = temporaryFolder();
  const words = ['dist/bin/vosguard.js', 'test', 'policy.yaml', '--kernel'];
  beforeEach(() => {
    for (const name of ['dist', 'package.json', 'policy.schema.json'])
      cpSync(name, join(folder(), name), { recursive: true });
    cpSync('examples/wholesale/policy.yaml', join(folder(), 'policy.yaml'));
    chmodSync(folder(), 0o755);
  });

  const run = (command: string, args: readonly string[], more = {}) =>
    spawnSync(command, args, { cwd: folder(), encoding: 'utf8', env: environment, ...more });

  /** Processes of this copy's agent, and the namespaces that they are in. */
  const agents = (): readonly string[] =>
    readdirSync('/proc').flatMap((pid) => {
      if (!/^\d+$/.test(pid) || !textOf(pid).includes(join(folder(), 'dist/parts/agent.js'))) return [];
      return namespaceOf(pid);
    });

  test("the host's own rules are not touched, and nothing is left", () => {
    const before = hostRules();
    const { status, stdout, stderr } = run(process.execPath, words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^vosguard: 6 tests/) });
    expect(stdout).toMatch(/\(iptables-legacy \(kernel\)\)\n10 passed\n$/);
    expect(hostRules()).toBe(before);
    expect(agents()).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    '%s in the middle leaves no process and no namespace',
    async (signal) => {
      const child = spawn(process.execPath, words, { cwd: folder(), env: environment, stdio: 'ignore' });
      const ended = once(child, 'exit');
      while (agents().length < 2) await setTimeout(20);
      const namespaces = agents();
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      // Of a SIGKILL the agents learn by the end of their standard input; what an agent was running ends after it.
      const left = () => readdirSync('/proc').filter((pid) => namespaces.includes(namespaceOf(pid)[0] ?? ''));
      const until = performance.now() + 30_000;
      while (agents().length + left().length > 0 && performance.now() < until) await setTimeout(20);
      expect([agents(), left()]).toEqual([[], []]);
    },
  );

  test('an ordinary user has it in a user namespace, or is told that it needs root', () => {
    if (run(process.execPath, ['--version'], nobody).status !== 0) {
      expect(process.env.CI).toBeUndefined();
      return;
    }
    const allowed = run('unshare', ['-Urn', 'true'], nobody).status === 0;
    const { status, stdout, stderr } = run(process.execPath, words, nobody);
    expect({ status, stdout, stderr }).toEqual(
      allowed
        ? {
            status: 0,
            stdout: expect.stringMatching(/10 passed\n$/),
            stderr: expect.stringMatching(/6 tests/),
          }
        : { status: 3, stdout: '', stderr: expect.stringMatching(/--kernel: it needs root/) },
    );
  });

  test('a machine without network namespaces: 3, and why', () => {
    const script = 'echo 0 > /proc/sys/user/max_net_namespaces; exec "$@"';
    const { status, stderr } = run('unshare', ['-Ur', 'sh', '-ec', script, 'sh', process.execPath, ...words]);
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringMatching(
        /^vosguard: --kernel: there are no network namespaces here \(unshare: .*\)\n$/,
      ),
    });
  });
});

function hostRules(): string {
  const tools = [
    ['nft', 'list', 'ruleset'],
    ['iptables-legacy-save'],
    ['ip6tables-legacy-save'],
    ['ipset', 'save'],
  ];
  const texts = tools.map(([tool = '', ...words]) => spawnSync(tool, words, { encoding: 'utf8' }).stdout);
  return texts.join('').replace(/^#.*$|\[\d+:\d+\]/gm, '');
}

function textOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

/** `net:[4026531840]`; nothing for what is no process, or ends just now. */
function namespaceOf(pid: string): readonly string[] {
  try {
    return [readlinkSync(`/proc/${pid}/ns/net`)];
  } catch {
    return [];
  }
}
