import { createInterface } from 'node:readline';
import { isSide } from '../link.js';
import type { CallName, Reply, Request } from '../protocol.js';
import { handlers } from './handlers.js';

/**
 * An agent: JSON lines in, JSON lines out. Its network namespace lives as long as it does, and it lives until stdin
 * ends or its time is over, whatever comes first. Started as: node --eval THIS -- SIDE SECONDS.
 */
const [side = '', seconds = ''] = process.argv.slice(1);
if (!isSide(side)) throw new Error(`not a side of the link: ${side}`);
const answers = handlers(side);

setTimeout(() => {
  process.stderr.write(`the laboratory's ${seconds} s are over\n`);
  process.exit(1);
}, Number(seconds) * 1000);

const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
lines.on('line', (line) => void answer(JSON.parse(line)));
process.stdout.write('ready\n');

async function answer(request: Request): Promise<void> {
  const { number } = request;
  const reply = await handle(request).then(
    (value): Reply => ({ number, ok: true, reply: value }),
    (error: unknown): Reply => ({
      number,
      ok: false,
      error: error instanceof Error ? error.message : String(error),
    }),
  );
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

async function handle<K extends CallName>(request: Request<K>) {
  return answers[request.name](request.ask);
}
