import type { Io } from '../../src/cli/io.js';

export interface FakeIo {
  readonly io: Io;
  readonly out: () => string;
  readonly err: () => string;
}

/** An Io that keeps what is written. `terminal`: both streams say that they are one. */
export function fakeIo(changes: Partial<Io> & { readonly terminal?: boolean } = {}): FakeIo {
  const { terminal = false, ...rest } = changes;
  const written = { out: '', err: '' };
  const writer = (stream: 'out' | 'err') => ({
    write: (text: string) => {
      written[stream] += text;
    },
    isTty: terminal,
  });
  const base: Io = {
    stdout: writer('out'),
    stderr: writer('err'),
    env: {},
    cwd: '/nonexistent',
    today: '2026-06-01',
    program: 'vosguard',
    readStdin: () => Promise.reject(new Error('nothing is expected on the standard input')),
    stdinPieces: () => {
      throw new Error('nothing is expected on the standard input');
    },
    sshConnection: () => undefined,
    machine: () => Promise.reject(new Error('no tool is expected to run')),
    kernel: () => Promise.reject(new Error('no kernel is expected to be asked')),
    runInstaller: () => Promise.reject(new Error('no installer is expected to run')),
    isInteractive: false,
    ask: () => Promise.reject(new Error('no question is expected')),
    lists: () => Promise.reject(new Error('no list is expected to be fetched')),
    remote: () => Promise.reject(new Error('no connection is expected')),
  };
  return { io: { ...base, ...rest }, out: () => written.out, err: () => written.err };
}
