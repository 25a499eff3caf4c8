import { table } from '../bench/table.js';
import { rowNames } from './rulesets.js';
import type { Playable } from './scenario.js';

/** A scenario played behind each ruleset, as a section in Markdown. */
export async function report(scenario: Playable): Promise<string> {
  const rows = scenario.light
    ? await Promise.all(scenario.rulesets.map(scenario.row))
    : await oneByOne(scenario);
  const named = rows.map((cells, index) => [rowNames[scenario.rulesets[index] ?? 'none'], ...cells]);
  return `\n### ${scenario.title}\n\n${scenario.story}\n\n${table(['', ...scenario.columns], named)}`;
}

async function oneByOne(scenario: Playable): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const ruleset of scenario.rulesets) rows.push(await scenario.row(ruleset));
  return rows;
}
