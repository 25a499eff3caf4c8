import { missingForLab } from '../test/packets/requirements.js';
import { answers } from './answers.js';
import { apply } from './apply.js';
import { attack } from './attack.js';
import { compile } from './compile.js';
import { evaluate } from './evaluate.js';
import { flood } from './flood.js';
import { lint } from './lint.js';
import { memory } from './memory.js';
import { records } from './records.js';
import { refresh } from './refresh.js';
import { replay } from './replay.js';
import { sets } from './sets.js';

interface Part {
  readonly title: string;
  readonly run: () => string | Promise<string>;
  /** Why it cannot be run on this machine. */
  readonly missing: () => string | undefined;
}

const nothing = () => undefined;

const parts: Readonly<Record<string, Part>> = {
  flood: { title: 'Cost of a flood, by class of packets', run: flood, missing: missingForLab },
  answers: { title: 'Cost of the rules on the way out', run: answers, missing: missingForLab },
  sets: { title: 'Sets: cost by size', run: sets, missing: missingForLab },
  memory: { title: 'Memory of an entry', run: memory, missing: missingForLab },
  compile: { title: 'Compiling a list of a million', run: compile, missing: missingForLab },
  apply: { title: 'Apply and plan beside a list of a million', run: apply, missing: missingForLab },
  refresh: { title: 'A list that the switch fetches', run: refresh, missing: missingForLab },
  attack: { title: 'Status and apply under attack', run: attack, missing: missingForLab },
  records: { title: 'A million call records', run: records, missing: nothing },
  replay: { title: 'Captured packets through the rules', run: replay, missing: nothing },
  lint: { title: 'Start: lint of the example', run: lint, missing: nothing },
  evaluate: { title: 'The evaluator', run: evaluate, missing: nothing },
};

/** `npm run bench` runs everything; `npm run bench -- lint` runs the parts that are named. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined)
    throw new Error(`no part ${unknown}; there are ${Object.keys(parts).join(', ')}`);
  for (const [name, { title, run, missing }] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const reason = missing();
    console.log(`\n### ${title}\n\n${reason === undefined ? await run() : `Not run here: ${reason}`}`);
  }
}

await main(process.argv.slice(2));
