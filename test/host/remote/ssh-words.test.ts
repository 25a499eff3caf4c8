import { spawnSync } from 'node:child_process';
import { sshWords } from '../../../src/host/remote/ssh.js';
import { parseSshHost } from '../../../src/net/ssh-host.js';
import { hostile } from '../hostile-words.js';

const parsed = parseSshHost('root@switch');
if (parsed.kind === 'fault') throw new Error(parsed.fault);
const to = { host: parsed.value, port: undefined, identity: undefined };
const quiet = { isInteractive: false };

/** The values of an option, in the order in which ssh looks at them. */
const valuesOf = (words: readonly string[], option: string): readonly string[] =>
  words.filter((word) => word.startsWith(`${option}=`)).map((word) => word.slice(option.length + 1));

test('a connection of its own, and nothing said of host keys', () => {
  const words = sshWords(to, quiet, ['true']);
  expect(valuesOf(words, 'ControlMaster')).toEqual(['no']);
  expect(valuesOf(words, 'ControlPath')).toEqual(['none']);
  expect(valuesOf(words, 'ForwardAgent')).toEqual(['no']);
  expect(words.join(' ')).not.toMatch(/HostKey|KnownHosts|Ciphers|Kex/i);
  expect(words.slice(-3)).toEqual(['--', 'root@switch', 'true']);
});

test('asks nothing without a terminal', () => {
  expect(valuesOf(sshWords(to, quiet, ['true']), 'BatchMode')).toEqual(['yes']);
  expect(valuesOf(sshWords(to, { isInteractive: true }, ['true']), 'BatchMode')).toEqual([]);
});

test('port, key and patience', () => {
  const words = sshWords({ ...to, port: 2222, identity: '-x y' }, { ...quiet, patience: 10 }, ['true']);
  expect(words.join('\n')).toContain('-p\n2222\n-i\n-x y\n--\nroot@switch\ntrue');
  expect(valuesOf(words, 'ConnectTimeout')).toEqual(['10']);
});

test.each([['sh'], ['dash'], ['bash'], ['busybox', 'sh']])(
  '%s %s over there gets the words that were given',
  (...shell) => {
    const [program = '', ...rest] = shell;
    if (spawnSync(program, [...rest, '-c', 'true']).status !== 0)
      return expect(process.env.CI).toBeUndefined();
    const command = sshWords(to, quiet, ['printf', String.raw`%s\0`, ...hostile]).at(-1) ?? '';
    const { stdout } = spawnSync(program, [...rest, '-c', command], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(hostile);
  },
);
