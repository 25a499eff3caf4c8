import type { Occasion, Parameter } from './parameter.js';

/** The least number that is advised for the occasion. */
export function leastAdvised({ advice }: Parameter, occasion: Occasion): number | undefined {
  const wanted = advice.find((one) => one.occasion === occasion)?.wanted;
  return typeof wanted === 'object' ? wanted.least : undefined;
}
