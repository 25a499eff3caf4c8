import { countTold } from '../count.js';
import type { Told } from '../order.js';
import type { Severity } from '../severity.js';
import { visible } from '../visible.js';

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** `2 errors, 1 warning in policy.yaml`. */
export function summary(told: readonly Told[]): string {
  const counts = countTold(told);
  const parts = severities.filter((one) => counts[one] > 0).map((one) => plural(counts[one], one));
  return `${parts.join(', ')}${where(told)}`;
}

function where(told: readonly Told[]): string {
  const paths = new Set(told.flatMap(({ location }) => location?.path ?? []));
  const [only] = paths;
  if (only === undefined) return '';
  return paths.size === 1 ? ` in ${visible(only)}` : ` in ${paths.size} files`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
