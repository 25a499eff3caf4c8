import type { MappingGateway } from '../../policy/vos3000.js';
import { exactly } from '../../vos3000/catalogue/entries.js';
import { rangeText } from '../../vos3000/catalogue/text.js';
import { type Tier, tierOf } from '../../vos3000/catalogue/tier.js';
import type { Range } from '../../vos3000/catalogue/value-kind.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** Limits of a gateway outside what the guides advise for its size. */
export const outsideTier: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    for (const gateway of vos3000.mappingGateways) {
      const tier = gateway.tier === undefined ? undefined : tierOf(gateway.tier);
      if (tier === undefined) continue;
      for (const { key, value, range } of comparisons(gateway, tier)) {
        if (value === undefined || (value >= range.least && value <= range.most)) continue;
        yield finding('VG519', valueAt(document, [...gateway.path, key]), {
          gateway: gateway.name,
          tier: tier.name,
          key,
          value,
          range: rangeText(range),
        });
      }
    }
  }
};

interface Comparison {
  readonly key: string;
  readonly value: number | undefined;
  readonly range: Range;
}

const comparisons = (
  { cps, concurrentCalls, maxDuration }: MappingGateway,
  tier: Tier,
): readonly Comparison[] => [
  { key: 'cps', value: cps, range: tier.cps },
  { key: 'concurrent_calls', value: concurrentCalls, range: tier.concurrentCalls },
  { key: 'max_duration', value: maxDuration, range: exactly(tier.maxDuration) },
];
