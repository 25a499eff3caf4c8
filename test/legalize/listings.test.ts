import { legalize } from '../../src/legalize/legalize.js';
import type { Count, Milliseconds } from '../../src/net/units.js';
import type { Capabilities } from '../../src/platform/capabilities.js';
import { capabilitiesOf } from '../../src/platform/capabilities.js';
import { generic } from '../../src/platform/platform.js';
import { meterId, setId } from '../../src/ruleset/ids.js';
import type { LearnedSet, Meter } from '../../src/ruleset/ruleset.js';
import { chain, meter, rule, ruleset } from './sample.js';

const withNft = (nft: string) => capabilitiesOf.nftables({ ...generic, nft });
const banned: LearnedSet = {
  ...{ kind: 'learned', id: setId('banned'), name: 'banned', family: 'any', origin: ['sip', 'bans'] },
  holds: 'banned',
  key: 'source',
  timeout: 3_600_000 as Milliseconds,
  size: 1000 as Count,
};
const asksSet = rule('a', [{ kind: 'address', side: 'source', set: banned.id, negate: false }]);
const asksMeter = rule('a', [{ kind: 'limit', meter: meterId('m') }]);

const kindsOf = (can: Capabilities, asks: typeof asksSet, one: Partial<Meter> = {}) => {
  const parts = { sets: [banned], meters: [meter('m', one)] };
  return legalize(ruleset([chain('hook', [asks], 'prerouting')], parts), can, 'ipv4').fallbacks;
};
const note = {
  ...{ kind: 'listing-unreadable', backend: 'nftables', origin: ['target', 'platform'] },
};

test.each(['0.9.3', '0.9.6'])(
  'nft %s cannot read its listing of a set asked for a /64, which is said once',
  (nft) => {
    expect(kindsOf(withNft(nft), asksSet)).toEqual([note]);
  },
);

test.each(['0.9.7', '1.0.0'])('nft %s can', (nft) => {
  expect(kindsOf(withNft(nft), asksSet)).toEqual([]);
});

test.each<[string, Partial<Meter>, boolean]>([
  ['a meter that is looked up when it is full', { whenFull: 'closed' }, true],
  ['one that is not', { whenFull: 'open' }, false],
  ['one that matches what it lets pass, looked up', { whenFull: 'open', sense: 'within' }, true],
  ['one bucket for all', { whenFull: 'closed', key: 'all' }, false],
])('%s', (_, one, told) => {
  expect(kindsOf(withNft('0.9.3'), asksMeter, one)).toEqual(told ? [note] : []);
});

test('a policy that asks no such set is not told about', () => {
  expect(kindsOf(withNft('0.9.3'), rule('a'))).toEqual([]);
});
