import { createInterface } from 'node:readline';

/** What a program in a namespace can be asked: a number, the name of a call and what it is to do. */
export interface Ask {
  readonly number: number;
  readonly name: string;
  readonly ask: unknown;
}

export interface Told {
  readonly number: number;
  readonly reply?: unknown;
  readonly error?: string;
}

/** JSON lines in, JSON lines out, until stdin ends or `seconds` are over, whatever comes first. */
export function serve(calls: Readonly<Record<string, (ask: never) => unknown>>): void {
  const seconds = Number(process.argv.at(-1));
  setTimeout(() => process.exit(1), seconds * 1000);
  const lines = createInterface({ input: process.stdin });
  lines.on('close', () => process.exit(0));
  lines.on('line', (line) => void answer(JSON.parse(line)));
  process.stdout.write('ready\n');

  async function answer({ number, name, ask }: Ask): Promise<void> {
    try {
      tell({ number, reply: (await calls[name]?.(ask as never)) ?? null });
    } catch (error) {
      tell({ number, error: error instanceof Error ? error.message : String(error) });
    }
  }
}

const tell = (told: Told): void => void process.stdout.write(`${JSON.stringify(told)}\n`);
