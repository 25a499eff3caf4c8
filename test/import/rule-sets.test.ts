import { imported } from './imported.js';
import { ruleSets } from './rule-sets.js';

test('there are at least twenty', () => expect(ruleSets.length).toBeGreaterThanOrEqual(20));

test.each(ruleSets)('every rule is told: $name', ({ inputs }) => {
  imported(...inputs);
});
