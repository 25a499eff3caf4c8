import { caseOf } from '../../differential/case.js';
import { shrink } from '../../differential/shrink.js';

const never = () => false;

test('a case with one cause shrinks to it, and the line keeps its time', async () => {
  const start = caseOf(3, 60);
  const total = start.script.lines.slice(0, 42).reduce((sum, { gap }) => sum + gap, 0);
  const cause = start.script.lines[41];
  const { script, policy } = await shrink(
    start,
    async (one) =>
      one.script.lines.some(({ content }) => content === cause?.content) &&
      'vosguard' in JSON.parse(one.policy),
    never,
  );
  expect(script.lines).toEqual([{ ...cause, gap: total }]);
  expect(JSON.parse(policy)).toEqual({ vosguard: 1 });
});

test('what cannot be made smaller stays, and the time ends it', async () => {
  const start = caseOf(4, 10);
  expect(await shrink(start, async (one) => one === start, never)).toBe(start);
  let tries = 0;
  const counted = async () => {
    tries += 1;
    return false;
  };
  expect(await shrink(start, counted, () => tries >= 3)).toBe(start);
  expect(tries).toBe(3);
});

test('a seed gives the same case each time', () => {
  expect(caseOf(5, 20)).toEqual(caseOf(5, 20));
  expect(caseOf(5, 20)).not.toEqual(caseOf(6, 20));
});
