import { playNewcomers } from '../../lanes/model/newcomers.js';
import { newcomersTrials } from '../../lanes/model/trials.js';
import { policyFor } from '../../lanes/policy.js';
import { registrars } from '../../lanes/sizes.js';
import { rulesOf } from '../evaluate/samples.js';

const registrar = registrars.full;
const trialOf = (name: RegExp) => {
  const trial = newcomersTrials.find((one) => name.test(one.name));
  if (trial === undefined) throw new Error(`no trial is called ${name}`);
  return trial;
};

/** Of a hundred; docs/lanes.md has ten seeds of each. */
const goal = 80;

/** Each backend has its own; `npm run lanes` plays both on both, with ten seeds. */
const played = rulesOf(policyFor(registrar)).map((rules, index) => ({
  rules,
  name: [/a subnet each/, /from a new address/][index % 2] ?? /a subnet each/,
}));

test.each(played)('$name behind $rules.backend: most newcomers get in', ({ rules, name }) => {
  const { tried, registered, peak, lost } = playNewcomers(trialOf(name), 1, rules);
  expect((100 * registered) / tried).toBeGreaterThanOrEqual(goal);
  expect(peak).toBeLessThanOrEqual(registrar.capacity);
  expect(lost).toBe(0);
});

test('without rules the registrar is overrun', () => {
  const { peak, lost } = playNewcomers(trialOf(/a subnet each/), 1);
  expect(peak).toBeGreaterThan(registrar.capacity);
  expect(lost).toBeGreaterThan(0);
});

test('where whoever comes first is served, newcomers do not get in', () => {
  const text = policyFor(registrar).replace('strangers:', 'strangers:\n    share: first-come');
  const [rules] = rulesOf(text);
  const { tried, registered } = playNewcomers(trialOf(/a subnet each/), 1, rules);
  expect((100 * registered) / tried).toBeLessThan(goal / 2);
});

test('the same seed gives the same trial, another one another', () => {
  const trial = trialOf(/no flood; 1,000 customers$/);
  const [rules] = rulesOf(policyFor(registrar));
  const played = (seed: number) => playNewcomers(trial, seed, rules);
  expect(played(3)).toEqual(played(3));
  expect(played(4)).not.toEqual(played(3));
});
