import { backendRules, evaluatorOptions } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import { playTest } from '../../src/testing/play.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';

/** What failed of all tests of a policy, on every backend; a policy without tests proves nothing. */
export function failuresOf(text: string): readonly string[] {
  const files = memoryFiles({ 'policy.yaml': text });
  const found = legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
  if (found === undefined) throw new Error('the policy has errors');
  const { policy, platform, legal } = found;
  if (policy.tests.length === 0) throw new Error('the policy has no tests');
  return backendRules(legal).flatMap((rules) =>
    policy.tests.flatMap((test) => {
      const { failures } = playTest(test, rules, evaluatorOptions(platform, policy), policy);
      return failures.map((failure) => `${rules.backend}: ${test.name}: ${JSON.stringify(failure)}`);
    }),
  );
}
