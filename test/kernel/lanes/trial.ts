import type { Attack } from '../../../lanes/attack.js';
import type { Ruleset } from '../../../lanes/rulesets.js';
import { performBeside, type Scenario, type Size } from '../../../lanes/scenario.js';
import { type Backend, backends } from '../../../src/host/lab/load.js';
import { type Bucket, expectedByBucket } from '../../packets/buckets.js';
import { notRun } from '../../packets/kernel.js';
import { missingForLab } from '../../packets/requirements.js';

/** A scenario at a tenth of its size, played behind all three backends at once; then `body` once for each, and what `also` says of others. */
export function describeTrial<S extends Size, R>(
  scenario: Scenario<S, R>,
  body: (backend: Backend, size: S, result: () => R) => void,
  also: Partial<Record<Ruleset, (result: () => R) => void>> = {},
): void {
  const reason = missingForLab();
  describe(scenario.title, () => {
    if (reason !== undefined) return notRun(scenario.title, reason);
    const others = Object.entries(also) as [Ruleset, (result: () => R) => void][];
    const results = new Map<Ruleset, R>();
    beforeAll(async () => {
      const wanted = [...backends, ...others.map(([ruleset]) => ruleset)];
      for (const [ruleset, result] of await performBeside(scenario, wanted)) results.set(ruleset, result);
    }, 90_000);
    const resultOf = (ruleset: Ruleset) => (): R => {
      const result = results.get(ruleset);
      if (!result) throw new Error('the trial is told of in tests only');
      return result;
    };
    describe.each(backends)('%s', (backend) => body(backend, scenario.sizes.tenth, resultOf(backend)));
    for (const [ruleset, tell] of others) describe(ruleset, () => tell(resultOf(ruleset)));
  });
}

/** The cap that all strangers share in a trial's policy. */
export const cap = ({ registrar: { capacity } }: Size): Bucket => ({
  rate: { count: capacity / 10, unit: 'second' },
  burst: capacity / 5,
});

/** The most of these packets that a bucket lets through, given when they left. */
export const most = ({ times, slip }: Pick<Attack, 'times' | 'slip'>, bucket: Bucket): number =>
  expectedByBucket(times, bucket, slip).most;
