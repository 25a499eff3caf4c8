import { parseArgs } from 'node:util';
import { missingForLab } from '../test/packets/requirements.js';
import { differing, failureText } from './failure.js';
import { playCases, type Round } from './pool.js';
import { addRound, emptyTally, tallyText } from './tally.js';

const options = {
  packets: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  workers: { type: 'string', default: '4' },
  lines: { type: 'string', default: '100' },
  over: { type: 'string', default: 'sockets' },
  replay: { type: 'string' },
} as const;

/**
 * `npm run differential -- --packets 1000000`: random policies and scripts until so many packets have been compared on each
 * backend; `--over wire` has TCP. `--replay SEED` plays one case again. A difference ends the run, with a case as small as a minute makes it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const missing = missingForLab();
  if (missing !== undefined) throw new Error(`not run here: ${missing}`);
  const first = Number(values.replay ?? values.seed);
  const wanted = values.replay === undefined ? Number(values.packets) : 1;
  const workers = values.replay === undefined ? Number(values.workers) : 1;
  let tally = emptyTally;
  let found: Round | undefined;
  let rounds = 0;
  const way = values.over === 'wire' ? values.over : 'sockets';
  const pool = { workers, lines: Number(values.lines), way, deadline: 86_400 } as const;
  await playCases(seedsFrom(first), pool, (round) => {
    rounds += 1;
    tally = addRound(tally, round);
    if (differing(round) !== undefined) found ??= round;
    if (rounds % 100 === 0) console.log(`${rounds} cases\n${tallyText(tally)}`);
    const enough = Object.values(tally).every(({ packets }) => packets >= wanted);
    return found === undefined && !enough && values.replay === undefined;
  });
  console.log(`seeds ${first} to ${first + rounds - 1}\n${tallyText(tally)}`);
  const difference = found && differing(found);
  if (found === undefined || difference === undefined) return;
  console.log(await failureText(found, difference, 60));
  process.exitCode = 1;
}

function* seedsFrom(first: number): Generator<number> {
  for (let seed = first; ; seed++) yield seed;
}

await main();
