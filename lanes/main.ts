import { missingForLab } from '../test/packets/requirements.js';
import { describeMachine } from './machine.js';
import { report } from './report.js';
import { scenarios } from './scenarios/index.js';

/** `npm run lanes` plays everything, about twelve minutes; `npm run lanes -- botnet office` plays what is named. */
async function main(wanted: readonly string[]): Promise<void> {
  const names = scenarios.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no scenario ${unknown}; there are ${names.join(', ')}`);
  const missing = missingForLab();
  if (missing !== undefined) throw new Error(`not run here: ${missing}`);
  console.log(describeMachine());
  for (const scenario of scenarios) {
    if (wanted.length === 0 || wanted.includes(scenario.name)) console.log(await report(scenario));
  }
}

await main(process.argv.slice(2));
