import { AUTO, platforms } from '../../src/platform/platform.js';
import { platformNames } from '../../src/policy/platform-names.js';

test('every name of the language has a row, or is the host that is asked', () => {
  const rows = platforms.map(({ name }) => name);
  expect([...rows, AUTO].sort()).toEqual(platformNames.toSorted());
});
