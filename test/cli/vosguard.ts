import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/main.js';
import { fakeIo } from './fake-io.js';

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Everything that a terminal would act on, but the ends of lines and tabs. */
const raw = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u;
const stack = /^\s+at .*[:(]\d+/m;

/** Runs the program in the folder. Whatever it does, it prints neither control characters nor a stack. */
export async function vosguard(
  folder: string,
  argv: readonly string[],
  changes: Partial<Io> = {},
): Promise<Ended> {
  const { io, out, err } = fakeIo({ cwd: folder, ...changes });
  const before = process.cwd();
  process.chdir(folder);
  try {
    const status = await main(argv, io);
    expect(out() + err()).not.toMatch(raw);
    expect(out() + err()).not.toMatch(stack);
    return { status, out: out(), err: err() };
  } finally {
    process.chdir(before);
  }
}

/** Warns of nothing, in the shape that the issue calls a policy of three lines. */
export const goodPolicy = `vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
`;

/** Two mistakes: a port that is none, and a key that is none. */
export const badPolicy = `vosguard: 1
sip: { ports: { udp: [65536] } }
trustd: [203.0.113.10]
`;
