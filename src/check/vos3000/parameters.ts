import type { MappingGateway } from '../../policy/vos3000.js';
import { exactly } from '../../vos3000/catalogue/entries.js';
import type { Advice, Occasion, Range } from '../../vos3000/catalogue/parameter.js';
import { readingsText, schemaVersions } from '../../vos3000/catalogue/schema-version.js';
import { adviceText, kindText, occasionText, rangeText } from '../../vos3000/catalogue/text.js';
import { type Tier, tierOf } from '../../vos3000/catalogue/tier.js';
import { isAllowed, valueText } from '../../vos3000/catalogue/value.js';
import type { Wanted } from '../../vos3000/wanted.js';
import { alsoAt, type Check, finding, keyAt, valueAt } from '../check.js';
import { endsByItself, switchOf } from './switch.js';

/** A name that the catalogue has in no version: a slip, a parameter of which nothing was published, or a secret. */
export const unknownParameter: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, why } of parameters.notWanted) {
      if (why.kind === 'unknown') yield finding('VG500', keyAt(document, path), { name: written });
      if (why.kind === 'secret') yield finding('VG508', keyAt(document, path), { name: written });
    }
  }
};

/** A word where the version takes a number, or the other way round. Where the meaning itself is in doubt, only a warning. */
export const wrongKind: Check = function* (subject) {
  for (const { document, parameters, vos3000 } of switchOf(subject)) {
    for (const { written, path, why } of parameters.notWanted) {
      if (why.kind !== 'value') continue;
      const { parameter, inVersion, name } = why.found;
      const about = {
        name: written,
        value: String(vos3000.parameters.get(written)),
        title: parameter.title,
        version: parameters.schema.schema,
        wanted: why.wanted,
        takes: kindText(inVersion.kind),
      };
      const proved = name.grade !== 'unverified' && parameters.schema.basis === 'exact';
      yield proved
        ? finding('VG503', valueAt(document, path), about)
        : finding('VG505', valueAt(document, path), { ...about, range: undefined });
    }
  }
};

/** A number outside the range that was published for the version. */
export const outOfRange: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, value, inVersion, parameter } of parameters.wanted) {
      const { range, kind } = inVersion;
      if (range === undefined || isAllowed(inVersion, value, range.value)) continue;
      const about = { name: written, value: String(value), range: rangeText(range.value) };
      const version = parameters.schema.schema;
      yield range.grade !== 'unverified' && parameters.schema.basis === 'exact'
        ? finding('VG504', valueAt(document, path), { ...about, version })
        : finding('VG505', valueAt(document, path), {
            ...about,
            version,
            title: parameter.title,
            wanted: `a number from ${about.range}`,
            takes: kindText(kind),
          });
    }
  }
};

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

/** One parameter under two of its names: nobody can say which of the values is meant. */
export const parameterTwice: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const [index, one] of parameters.wanted.entries()) {
      const first = parameters.wanted.slice(0, index).find(({ parameter }) => parameter === one.parameter);
      if (first === undefined) continue;
      const about = { name: one.written, first: first.written, title: one.parameter.title };
      const related = alsoAt(document, first.path, 'the first name');
      yield finding('VG506', keyAt(document, one.path), about, related);
    }
  }
};

/** A name of another version, or an old spelling, for something that this version has under its own name. */
export const otherSpelling: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, own, name, inVersion } of parameters.wanted) {
      if (own && !name.old) continue;
      yield finding('VG502', keyAt(document, path), {
        name: written,
        own: inVersion.names[0].text,
        version: readingsText(parameters.schema),
      });
    }
  }
};

/** A parameter that the policy's version of the switch is not known to have. */
export const notInThisVersion: Check = function* (subject) {
  for (const { document, parameters } of switchOf(subject)) {
    for (const { written, path, why } of parameters.notWanted) {
      if (why.kind !== 'not in this version') continue;
      yield finding('VG501', keyAt(document, path), {
        name: written,
        title: why.parameter.title,
        version: readingsText(parameters.schema),
        has: why.has,
      });
    }
  }
};

/** A version of which nobody has published the names, or none at all: parameters are read by those of another, or of two. */
export const versionGuessed: Check = function* (subject) {
  for (const { document, vos3000, parameters } of switchOf(subject)) {
    const { basis } = parameters.schema;
    if (basis === 'exact' || basis === 'guides' || vos3000.parameters.size === 0) continue;
    const path = [...vos3000.path, 'version'];
    const place = vos3000.version === undefined ? keyAt(document, vos3000.path) : valueAt(document, path);
    yield finding('VG507', place, {
      version: vos3000.version,
      between: basis === 'between',
      names: readingsText(parameters.schema),
      known: schemaVersions,
    });
  }
};
