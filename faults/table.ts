import type { Backend } from '../src/host/lab/load.js';
import { faults } from '../test/kernel/install/faults/faults.js';
import type { Outcome } from '../test/kernel/install/faults/run.js';

export interface Counted extends Outcome {
  readonly backend: Backend;
}

const ends = ['old', 'new', 'told', 'NEITHER'] as const;

/** How the runs of each fault ended, over all backends, and of each backend, over all faults. */
export function tables(outcomes: readonly Counted[]): string {
  return [
    ...table(
      'what happens at one call',
      faults.map(({ name }) => name),
      (name) => outcomes.filter(({ fault }) => fault === name),
    ),
    '',
    ...table('backend', [...new Set(outcomes.map(({ backend }) => backend))], (name) =>
      outcomes.filter(({ backend }) => backend === name),
    ),
    ...row('all', outcomes),
  ].join('\n');
}

function table(
  title: string,
  names: readonly string[],
  of: (name: string) => readonly Outcome[],
): readonly string[] {
  return [
    `| ${title} | runs | the old state | the new one | 4, with words | neither |`,
    '|:--|--:|--:|--:|--:|--:|',
    ...names.flatMap((name) => row(name, of(name))),
  ];
}

function row(name: string, outcomes: readonly Outcome[]): readonly string[] {
  const counts = ends.map((end) => outcomes.filter((outcome) => outcome.end === end).length);
  return outcomes.length === 0 ? [] : [`| ${name} | ${outcomes.length} | ${counts.join(' | ')} |`];
}
