import { platforms, unsupported } from '../../src/platform/platform.js';
import { platformNames } from '../../src/policy/platform-names.js';

test('every name of the language has a row or is known to have none', () => {
  const rows = platforms.map(({ name }) => name);
  expect([...rows, ...unsupported].sort()).toEqual(platformNames.toSorted());
});
