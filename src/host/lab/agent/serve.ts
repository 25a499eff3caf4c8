import { createInterface } from 'node:readline';
import { isSide, type Side } from '../link.js';
import type { Reply, Request } from '../protocol.js';

type Handler = (ask: never) => Promise<unknown>;

/**
 * An agent: JSON lines in, JSON lines out. Its network namespace lives as long as it does, and it lives until stdin
 * ends or its time is over, whatever comes first. The last two words of its command line are its side and its seconds.
 */
export function serve(handlersOf: (side: Side) => Readonly<Record<string, Handler>>): void {
  const [side = '', seconds = ''] = process.argv.slice(-2);
  if (!isSide(side)) throw new Error(`not a side of the link: ${side}`);
  const handlers = handlersOf(side);

  setTimeout(() => {
    process.stderr.write(`the laboratory's ${seconds} s are over\n`);
    process.exit(1);
  }, Number(seconds) * 1000);

  const lines = createInterface({ input: process.stdin });
  lines.on('close', () => process.exit(0));
  lines.on('line', (line) => void answer(JSON.parse(line), handlers));
  process.stdout.write('ready\n');
}

async function answer(request: Request, handlers: Readonly<Record<string, Handler>>): Promise<void> {
  const { number } = request;
  const reply = await handle(request, handlers).then(
    (value): Reply => ({ number, ok: true, reply: value }),
    (error: unknown): Reply => ({
      number,
      ok: false,
      error: error instanceof Error ? error.message : String(error),
    }),
  );
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

async function handle({ name, ask }: Request, handlers: Readonly<Record<string, Handler>>): Promise<unknown> {
  const handler = handlers[name];
  if (handler === undefined) throw new Error(`it does not know ${name}`);
  return handler(ask as never);
}
