import type { Advice, Occasion } from '../../vos3000/catalogue/parameter.js';
import { adviceText, occasionText } from '../../vos3000/catalogue/text.js';
import { valueText } from '../../vos3000/catalogue/value.js';
import type { Range } from '../../vos3000/catalogue/value-kind.js';
import type { Wanted } from '../../vos3000/wanted.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { endsByItself, switchOf } from './switch.js';

/** A number outside all that the guides advise for the occasion; VG511 and VG512 speak of too few retries. */
export const outsideAdvice: Check = function* (subject) {
  for (const { document, policy, vos3000, parameters } of switchOf(subject)) {
    const occasions = occasionsOf(endsByItself(policy), vos3000.unsteadyLines);
    for (const wanted of parameters.wanted) {
      const ranged = wanted.parameter.advice
        .filter(isRanged)
        .filter(({ occasion }) => occasions.includes(occasion));
      const [advice] = ranged;
      if (advice === undefined || isWithin(wanted, ranged)) continue;
      yield finding('VG527', valueAt(document, wanted.path), {
        name: wanted.written,
        value: valueText(wanted.inVersion.kind, wanted.value),
        advised: adviceText(wanted.inVersion, advice),
        occasion: occasionText[advice.occasion],
        why: advice.why,
      });
    }
  }
};

/** A profile that ends may be for an attack, or not. */
const occasionsOf = (ends: boolean, unsteady: boolean): readonly Occasion[] => [
  'always',
  ...(ends ? (['attack'] as const) : []),
  ...(unsteady ? (['unsteady lines'] as const) : []),
];

type Ranged = Advice & { readonly wanted: Range };

const isRanged = (advice: Advice): advice is Ranged => typeof advice.wanted === 'object';

function isWithin({ value, parameter }: Wanted, advice: readonly Ranged[]): boolean {
  if (typeof value !== 'number') return true;
  const least = Math.min(...advice.map(({ wanted }) => wanted.least));
  const most = Math.max(...advice.map(({ wanted }) => wanted.most));
  return value <= most && (value >= least || parameter.id === 'register-retry');
}
