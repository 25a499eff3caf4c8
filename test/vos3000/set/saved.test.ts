import fc from 'fast-check';
import { readSaved, savedText } from '../../../src/vos3000/set/saved.js';

const row = { id: 4, name: 'SS_ENDPOINTREGISTERRETRY', moid: 1, old: '6', new: '4' };
const file = (rows: readonly unknown[], more: object = {}) =>
  JSON.stringify({ format: 1, database: 'vos3000', schema: '2.1.4.0', rows, ...more });

test('what is saved is read back, whatever the values are', () => {
  const value = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          id: fc.maxSafeInteger(),
          name: fc.constant(row.name),
          moid: fc.option(fc.integer(), { nil: undefined }),
          from: value,
          to: value,
        }),
      ),
      (rows) => {
        const saved = { database: 'vos3000', schema: '2.1.4.0', rows };
        expect(readSaved(savedText(saved))).toEqual({ kind: 'saved', saved });
      },
    ),
  );
});

test.each([
  ['no JSON', '{', /no file of vos set/],
  ['another file', '{"format":1}', /no file of vos set/],
  ['a later format', file([row], { format: 2 }), /no file of vos set/],
  ['too many rows', file(Array(10_001).fill(row)), /too many rows/],
  ['a row that is none', file([row, 7]), /its row 2 is none/],
  [
    'a name that the catalogue does not have',
    file([{ ...row, name: 'SERVER_LOGIN_PRIVEATE_KE' }]),
    /its row 1 is none/,
  ],
  ['an id with SQL in it', file([{ ...row, id: '4 OR 1=1' }]), /its row 1 is none/],
  ['an id that is no whole number', file([{ ...row, id: 4.5 }]), /its row 1 is none/],
  ['a value that is no text', file([{ ...row, old: 6 }]), /its row 1 is none/],
])('%s', (_, text, words) => {
  expect(readSaved(text)).toMatchObject({ kind: 'fault', words: expect.stringMatching(words) });
});
