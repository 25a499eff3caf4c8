import { backendRules, evaluatorOptions } from '../../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../../src/compile.js';
import { survivorsOf, watchersOf } from '../../../src/testing/mutation/survivors.js';
import { playTest } from '../../../src/testing/play.js';
import { memoryFiles } from '../../parse/memory-files.js';
import { banTests } from './bans.js';
import { explained } from './explained.js';
import { laneTests } from './lanes.js';
import { policyText } from './policy.js';
import { portTests } from './ports.js';
import { scriptWatchers } from './scripts.js';
import { strangerTests } from './strangers.js';
import { tcpTests } from './tcp.js';

const text = policyText([...strangerTests, ...laneTests, ...banTests, ...portTests, ...tcpTests]);
const files = memoryFiles({ 'policy.yaml': text });
const errors: string[] = [];
const legalized = legalizePolicy(
  { path: 'policy.yaml', files, profile: undefined, today: '2026-06-01' },
  ({ code }) => errors.push(code),
);
if (legalized === undefined) throw new Error(errors.join());
const { legal, platform, policy } = legalized;
const options = evaluatorOptions(platform, policy);
const all = backendRules(legal).map((rules) => [rules.backend, rules] as const);

const seen: string[] = [];

describe.each(all)('the rules of %s', (_, rules) => {
  test('do what every test of the battery expects', () => {
    const failures = policy.tests.flatMap((one) =>
      playTest(one, rules, options, policy).failures.map(({ step, what, expected, got }) => ({
        ...{ test: one.name, step, what, expected, got },
      })),
    );
    expect(failures).toEqual([]);
  });

  test('cannot be weakened unseen, but for what is explained', () => {
    const watchers = [...watchersOf(policy.tests, rules, options, policy), ...scriptWatchers(rules, options)];
    const { survivors, mutants } = survivorsOf(rules, watchers);
    const names = survivors.map(({ about, how }) => `${about} ${how}`);
    seen.push(...names);
    expect(mutants).toBeGreaterThan(350);
    expect(names.filter((name) => !explained.some(([form]) => form.test(name)))).toEqual([]);
  }, 300_000);
});

test('every explanation is of something', () => {
  expect(explained.filter(([form]) => !seen.some((name) => form.test(name)))).toEqual([]);
});
