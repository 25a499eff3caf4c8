import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '../../../src/host/remote/session.js';
import type { SshChild, SshListeners } from '../../../src/host/remote/ssh.js';
import { hostile } from '../hostile-words.js';

/** The shell of this machine in the place of that of another one. */
const at =
  (...shell: readonly string[]) =>
  ({ onOutput, onError }: SshListeners): SshChild => {
    const child = spawn(shell[0] ?? 'sh', shell.slice(1), { stdio: 'pipe' });
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8').on('data', onOutput);
    child.stderr.setEncoding('utf8').on('data', onError);
    return {
      write: (text) => child.stdin.write(text),
      endInput: () => child.stdin.end(),
      kill: () => child.kill('SIGTERM'),
      end: once(child, 'close').then(([status]) => Number(status)),
    };
  };

/** As ssh itself: what is killed is not read on. */
const atWithKill =
  (...shell: readonly string[]) =>
  (listeners: SshListeners): SshChild => {
    const [tool = 'sh', ...words] = shell;
    const child = spawn(tool, words, { stdio: 'pipe', detached: true });
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8').on('data', listeners.onOutput);
    child.stderr.setEncoding('utf8').on('data', listeners.onError);
    return {
      write: (text) => child.stdin.write(text),
      endInput: () => child.stdin.end(),
      kill: () => process.kill(-(child.pid ?? 0), 'SIGKILL'),
      end: once(child, 'close').then(() => 255),
    };
  };

const session = openSession(at('sh', '-c', 'echo a greeting; echo another >&2; exec sh'));
afterAll(() => session.close());

test('the first answer may follow a greeting; the next are the tool alone', async () => {
  expect(await session.ask(['true'], 5)).toMatchObject({ status: '0' });
  expect(await session.ask(['true'], 5)).toEqual({ output: '', status: '0', words: '' });
});

test('words, input and both outputs arrive as they are', async () => {
  const asked = await session.ask(['printf', '%s|', ...hostile], 5);
  expect(asked).toEqual({ output: `${hostile.join('|')}|`, status: '0', words: '' });
  const input = `${hostile.join('\n')}\n`;
  expect(await session.ask(['cat'], 5, input)).toEqual({ output: input, status: '0', words: '' });
  expect(await session.ask(['cat'], 5, '')).toEqual({ output: '', status: '0', words: '' });
  const both = await session.ask(['sh', '-c', 'echo out; echo err >&2; exit 3'], 5);
  expect(both).toEqual({ output: 'out\n', status: '3', words: 'err\n' });
});

test('a tool that reads gets nothing of what comes after it, and one that is missing is told', async () => {
  expect(await session.ask(['cat'], 5)).toEqual({ output: '', status: '0', words: '' });
  expect(await session.ask(["no-such'tool"], 5)).toMatchObject({ status: 'missing' });
  expect(await session.ask(['sleep', '30'], 1)).toMatchObject({ status: '124' });
});

test('many at once are asked one after the other, and long outputs come whole', async () => {
  const many = await Promise.all([1, 2, 3].map((one) => session.ask(['echo', String(one)], 5)));
  expect(many.map((answer) => answer?.output)).toEqual(['1\n', '2\n', '3\n']);
  const long = await session.ask(['seq', '300000'], 30);
  expect(long?.output.split('\n')).toHaveLength(300_001);
});

test('an answer without end is given up, whatever the host does afterwards', async () => {
  for (const way of ['exec yes', 'exec yes >&2', 'trap "" TERM; yes & exec yes']) {
    const endless = openSession(atWithKill('sh', '-c', way));
    expect(await endless.ask(['true'], 100)).toBeUndefined();
    expect(endless.isEndless()).toBe(true);
    expect(endless.lastWords()).toBe('');
    await endless.close();
  }
}, 120_000);

test('a connection that ends', async () => {
  const ends = openSession(at('sh', '-c', 'echo no route >&2; exit 255'));
  expect(await ends.ask(['true'], 5)).toBeUndefined();
  expect(await ends.ask(['true'], 5)).toBeUndefined();
  expect(ends.lastWords()).toBe('no route\n');
  const pidFile = join(mkdtempSync(join(tmpdir(), 'vosguard-session-')), 'pid');
  const killed = openSession(at('sh', '-c', `echo $$ > ${pidFile}; exec sh`));
  expect(await killed.ask(['cat', '/dev/null'], 60)).toMatchObject({ status: '0' });
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  expect(await killed.ask(['sleep', '1'], 5)).toBeUndefined();
});
