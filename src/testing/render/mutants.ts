import { visible } from '../../diagnostics/visible.js';
import type { MutationOutcome } from '../mutation/survivors.js';

/** How many weakened rules the tests noticed, and what no test protects: a line for each rule and limit. */
export function renderMutants(
  { backend, mutants, survivors }: MutationOutcome,
  profile: string | undefined,
): string {
  const over = profile === undefined ? '' : `, ${visible(profile)}`;
  const noticed = `${mutants - survivors.length} of ${mutants} weakened rules are noticed by a test (${backend}${over})`;
  const about = [...new Set(survivors.map((one) => one.about))];
  const lines = about.map((name) => {
    const ways = survivors.filter((one) => one.about === name).map(({ how }) => how);
    return `  ${visible(name)}: ${ways.join('; ')}`;
  });
  return [noticed, ...lines].map((line) => `${line}\n`).join('');
}
