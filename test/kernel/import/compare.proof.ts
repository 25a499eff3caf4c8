import { temporaryFolder } from '../../cli/temporary-folder.js';
import { ruleSets } from '../../import/rule-sets.js';
import { comparedInKernel } from './compare-sets.js';

const folder = temporaryFolder();

test.each(ruleSets)('$name: only what is named differs', async (rules) =>
  expect(await comparedInKernel(folder(), rules)).toEqual(rules.differs),
);
