import { compareSets } from '../../src/plan/compare/compare-sets.js';
import type { ListedSet } from '../../src/plan/listing.js';
import { statePartsOf } from '../../src/plan/make-plan.js';
import { type KnownList, type LiveTexts, readLive } from '../../src/plan/read-live.js';

const head = 'Name: vg-blocked-4\nType: hash:net\nHeader: family inet hashsize 64 maxelem 16777216\n';

const live = (known: KnownList | undefined, saved = '') => {
  const texts: LiveTexts = {
    iptables: { ipv4: '', ipv6: '' },
    nftJson: '',
    nftText: '',
    ipset: `${head}\n${saved}`,
    lists: new Map(known === undefined ? [] : [['vg-blocked-4', known]]),
    sysctls: new Map(),
  };
  const read = readLive(texts, () => true);
  if (read === undefined) throw new Error('it is a listing');
  return read;
};

const text = '192.0.2.1\n198.51.100.0/24\n';
const known = { entries: 2, sha256: 'aa', text: undefined };
const [stands] = live({ ...known, text }).iptables.sets;
const wanted = (sha256: string, more: Partial<ListedSet> = {}): ListedSet => ({
  ...(stands as ListedSet),
  sha256,
  ...more,
});
const changes = (list: KnownList, want: ListedSet) =>
  compareSets(live(list).iptables.sets, [want], () => undefined).changes.map(({ entries }) => entries);

test('a list of the same digest is the same, and nobody looks into it', () => {
  expect(changes(known, wanted('aa'))).toEqual([]);
});

test('another one is told by what was loaded, where that is at hand', () => {
  const want = wanted('bb', {
    entries: 3,
    addresses: live(undefined, 'add vg-blocked-4 192.0.2.1\n').iptables.sets[0]?.addresses,
  });
  expect(changes({ ...known, text }, want)).toEqual([
    { old: 2, new: 3, added: 0, removed: 1, sample: ['-198.51.100.0/24'] },
  ]);
  expect(changes(known, want)).toEqual([{ old: 2, new: 3, added: 0, removed: 0, sample: [] }]);
});

test('the state is the same whether or not the entries were needed, and another one with another list', () => {
  const ipset = (list: KnownList) => statePartsOf(live(list)).ipset;
  expect(ipset({ ...known, text })).toBe(ipset(known));
  expect(ipset({ ...known, sha256: 'bb' })).not.toBe(ipset(known));
});
