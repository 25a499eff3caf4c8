import type { Legalized } from '../../../compile/legalize-policy.js';
import { pathText } from '../../../policy/path.js';
import type { PolicyTest } from '../../../policy/policy-test.js';
import type { ExitStatus } from '../../exit-status.js';

/** A test as it is read with its profile laid over the policy, where groups may differ, and that policy. */
export interface ReadTest {
  readonly test: PolicyTest;
  readonly legalized: Legalized;
}

/** Each profile is compiled once. The status with which the command ends, where one makes mistakes. */
export function readTests(
  tests: readonly PolicyTest[],
  base: Legalized,
  withProfile: (profile: string) => Legalized | ExitStatus,
): readonly ReadTest[] | ExitStatus {
  const known = new Map<string | undefined, Legalized>([[undefined, base]]);
  for (const { profile } of tests) {
    if (profile === undefined || known.has(profile)) continue;
    const legalized = withProfile(profile);
    if (typeof legalized === 'number') return legalized;
    known.set(profile, legalized);
  }
  return tests.map(({ profile, path }) => {
    const legalized = known.get(profile) ?? base;
    const test = legalized.policy.tests.find((one) => pathText(one.path) === pathText(path));
    if (test === undefined) throw new Error(`a profile has lost ${pathText(path)}`);
    return { test, legalized };
  });
}
