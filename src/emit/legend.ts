import { glossary } from '../ruleset/legend.js';
import type { Chain } from '../ruleset/ruleset.js';
import { bySection } from '../ruleset/sections.js';

const COLUMNS = 120;

/** What the words in names of chains and sets mean. */
export const legend: string = ['', 'Words:', ...glossary.map(({ term, means }) => `  ${term}: ${means}`), '']
  .map((line) => `# ${line}`.trimEnd())
  .join('\n')
  .concat('\n');

/** The chains by the part of the way on which a packet meets them. */
export function indexOf(chains: readonly Pick<Chain, 'id' | 'name'>[]): string {
  const lines = bySection(chains).flatMap((section) => [
    `# ${section.title}`,
    ...wrapped(section.chains.map(({ name }) => name)),
  ]);
  return ['# Chains, in the order in which a packet meets them:', ...lines, '#', ''].join('\n');
}

function wrapped(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length + 1 > COLUMNS) lines.push(`#   ${name}`);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return lines;
}
