import { table } from '../bench/table.js';
import { rowNames } from './rulesets.js';
import type { Playable } from './scenario.js';

/** A scenario played behind each ruleset, as a section in Markdown. */
export async function report(scenario: Playable): Promise<string> {
  const rows = scenario.light
    ? await Promise.all(scenario.rulesets.map(scenario.row))
    : await oneByOne(scenario);
  const head = ['', ...scenario.columns];
  const named = rows.map((cells, index) => [rowNames[scenario.rulesets[index] ?? 'none'], ...cells]);
  const [first = [], ...rest] = scenario.turned ? turn([head, ...named]) : [head, ...named];
  return `\n### ${scenario.title}\n\n${scenario.story}\n\n${table(first, rest)}`;
}

/** Rows become columns. */
const turn = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ''));

async function oneByOne(scenario: Playable): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const ruleset of scenario.rulesets) rows.push(await scenario.row(ruleset));
  return rows;
}
