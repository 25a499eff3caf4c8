import { publish } from '../../lanes/publish.js';
import { scenarios } from '../../lanes/scenarios/index.js';
import { read } from '../docs/documents.js';
import { lintText } from '../lint-text.js';

test('no two scenarios have one name', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

describe.each(scenarios)('$name', ({ policies, title, story }) => {
  test.each(Object.entries(policies))('its policy has no errors, %s', (_size, policy) => {
    expect(() => lintText(policy)).not.toThrow();
  });

  test('docs/lanes.md has its section, with the story of this size', () => {
    expect(read('docs/lanes.md')).toContain(`\n### ${title}\n\n${story}\n`);
  });
});

test('a section is replaced, and the others stay', () => {
  const before = '# A\n\n### One\n\nold\n\n| a |\n\n### Two\n\nsecond\n';
  const after = publish(before, 'One', '\n### One\n\nnew');
  expect(after).toBe('# A\n\n### One\n\nnew\n\n### Two\n\nsecond\n');
  expect(publish(after, 'Two', '\n### Two\n\nlast\n')).toBe('# A\n\n### One\n\nnew\n\n### Two\n\nlast\n');
  expect(() => publish(before, 'Three', '')).toThrow('no section');
});
