import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { describeMachine } from '../lanes/machine.js';
import { type Backend, backends } from '../src/host/lab/load.js';
import { missingForLab } from '../test/packets/requirements.js';
import { type Counted, tables } from './table.js';

const docs = join(import.meta.dirname, '../docs/faults.md');
const [begin, end] = ['<!-- what npm run faults has printed -->\n', '<!-- to here -->\n'];

/** A backend's outcomes; each that is neither old nor new is told at once. */
async function runsOf(
  backend: Backend,
  seed: string,
  runs: number,
  minutes: string,
): Promise<readonly Counted[]> {
  const script = join(import.meta.dirname, 'backend.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, backend, seed, String(runs), minutes], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const outcomes: Counted[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    outcomes.push({ backend, ...JSON.parse(line) });
    if (outcomes.at(-1)?.end === 'NEITHER') console.error(`${backend}: ${line}`);
    if (outcomes.length % 10 === 0) console.error(`${backend}: ${outcomes.length} of ${runs}`);
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${backend} broke off after ${outcomes.length} runs, with ${status}`);
  return outcomes;
}

/**
 * `npm run faults`: a thousand disturbed applies, at places that the seed gives, about twenty minutes on two quiet cores, and two hours at
 * most (`--minutes`); `--runs` for fewer. With `--docs` the tables are also written into docs/faults.md. Exit status 1 where a run ended in neither state.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      docs: { type: 'boolean', default: false },
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '120' },
    },
  });
  const missing = missingForLab();
  if (missing !== undefined) throw new Error(`not run here: ${missing}`);
  const shares = backends.map((_, index) => Math.ceil((Number(values.runs) - index) / backends.length));
  const outcomes = (
    await Promise.all(
      backends.map((backend, index) => runsOf(backend, values.seed, shares[index] ?? 0, values.minutes)),
    )
  ).flat();
  const words = `${outcomes.length} runs, seed ${values.seed}. ${describeMachine()}\n\n${tables(outcomes)}\n`;
  console.log(words);
  if (values.docs) {
    const text = readFileSync(docs, 'utf8');
    const [head = ''] = text.split(begin);
    writeFileSync(docs, `${head}${begin}\n${words}\n${end}${text.split(end)[1] ?? ''}`);
  }
  if (outcomes.some((outcome) => outcome.end === 'NEITHER')) process.exitCode = 1;
}

await main();
