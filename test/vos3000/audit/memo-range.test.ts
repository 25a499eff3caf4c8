import { memoRange } from '../../../src/vos3000/audit/compare-parameters.js';

test.each([
  ['ID_CLIENT_STRING1371 60-3600', { least: 60, most: 3600 }],
  ['0-999', { least: 0, most: 999 }],
  ['ID 60-3600  ', { least: 60, most: 3600 }],
  ['ID_CLIENT_STRING1371', undefined],
  ['ID 9-1', undefined],
  ['ID_CLIENT_STRING1 0--23', { least: 0, most: 23 }],
  ['ID_CLIENT_STRING1 0.0-10000000', { least: 0, most: 10_000_000 }],
  ['ID_CLIENT_STRING1 (g729a,g711u)', undefined],
  ['ID -5-9', undefined],
  ['ID 60-3600 s', undefined],
  ['ID 1-99999999999999999999', undefined],
  ['60-3600\u0000', undefined],
  [undefined, undefined],
])('%j', (memo, range) => expect(memoRange(memo)).toEqual(range));
