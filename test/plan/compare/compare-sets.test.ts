import { compareSets } from '../../../src/plan/compare/compare-sets.js';
import { type ListedSet, readAddresses } from '../../../src/plan/listing.js';

const list = (...entries: readonly string[]): ListedSet => ({
  name: 'blocked4',
  attributes: [{ key: 'type', value: 'ipv4_addr' }],
  entries: entries.length,
  addresses: readAddresses(entries),
});

const compare = (live: readonly ListedSet[], wanted: readonly ListedSet[]) =>
  compareSets(live, wanted, () => undefined);

test('the same addresses in other pieces are no difference', () => {
  const pieces = list('192.0.2.0/25', '192.0.2.128/25', '198.51.100.0-198.51.100.1');
  expect(compare([pieces], [list('192.0.2.0/24', '198.51.100.0/31')])).toEqual({ changes: [], unchanged: 1 });
});

test('counts, and five of them', () => {
  const added = Array.from({ length: 110 }, (_, index) => `203.0.113.${2 * index}`);
  const [change] = compare([list('192.0.2.1', '192.0.2.5')], [list('192.0.2.1', ...added)]).changes;
  expect(change?.entries).toEqual({
    old: 2,
    new: 111,
    added: 110,
    removed: 1,
    sample: ['+203.0.113.0', '+203.0.113.2', '+203.0.113.4', '-192.0.2.5'],
  });
});

test('what rules have learned is no difference', () => {
  const learned = (entries: number | undefined): ListedSet => ({
    ...list(),
    name: 'known4',
    entries,
    addresses: undefined,
  });
  expect(compare([learned(9000)], [learned(undefined)]).changes).toEqual([]);
});

test('a list that could not be listed is not said to be empty', () => {
  expect(
    compare([{ ...list(), entries: undefined, addresses: undefined }], [list('192.0.2.1')]).changes,
  ).toEqual([]);
});

test('sets that come and go', () => {
  expect(compare([], [list('192.0.2.1')]).changes).toMatchObject([
    { verb: 'add', entries: { old: 0, new: 1 } },
  ]);
  expect(compare([list('192.0.2.1')], []).changes).toMatchObject([
    { verb: 'remove', entries: { old: 1, new: 0 } },
  ]);
});
