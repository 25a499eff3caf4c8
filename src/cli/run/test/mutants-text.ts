import { backendRules, evaluatorOptions } from '../../../compile/backend-rules.js';
import type { Legalized } from '../../../compile/legalize-policy.js';
import type { PolicyTest } from '../../../policy/policy-test.js';
import { survivorsOf } from '../../../testing/mutation/survivors.js';
import { watchersOf } from '../../../testing/mutation/watchers.js';
import { renderMutants } from '../../../testing/render/mutants.js';

/** For each backend, and each profile that tests are about: what no test notices when it is weakened. The tests pass. */
export function mutantsText(
  tests: readonly PolicyTest[],
  withProfile: (profile: string | undefined) => Legalized | number,
): string {
  const profiles = new Set(tests.map(({ profile }) => profile));
  const texts = [...profiles].flatMap((profile) => {
    const legalized = withProfile(profile);
    if (typeof legalized === 'number') return [];
    const { legal, platform, policy } = legalized;
    const options = evaluatorOptions(platform, policy);
    const about = tests.filter((one) => one.profile === profile);
    return backendRules(legal).map((rules) =>
      renderMutants(survivorsOf(rules, watchersOf(about, rules, options, policy)), profile),
    );
  });
  return texts.join('');
}
