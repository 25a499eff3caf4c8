import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingForLab } from '../test/packets/requirements.js';
import { describeMachine } from './machine.js';
import { publish } from './publish.js';
import { report } from './report.js';
import { scenarios } from './scenarios/index.js';

const docs = join(import.meta.dirname, '../docs/lanes.md');

/**
 * `npm run lanes` plays everything, about twelve minutes; `npm run lanes -- botnet office` plays what is named. With
 * `--docs` each section is also written into docs/lanes.md.
 */
async function main(words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => word !== '--docs');
  const names = scenarios.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no scenario ${unknown}; there are ${names.join(', ')}`);
  const missing = missingForLab();
  if (missing !== undefined) throw new Error(`not run here: ${missing}`);
  console.log(describeMachine());
  for (const scenario of scenarios) {
    if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
    const section = await report(scenario);
    console.log(section);
    if (words.includes('--docs'))
      writeFileSync(docs, publish(readFileSync(docs, 'utf8'), scenario.title, section));
  }
}

await main(process.argv.slice(2));
