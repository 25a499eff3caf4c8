import type { Fallback, FallbackKind } from '../../src/legalize/fallback.js';
import { tell } from '../../src/legalize/tell.js';

const origin = ['sip', 'strangers', 'limits', 'all'];

/** One fallback of each kind and the code that tells it; a kind that is missing does not compile. */
const table: Readonly<{
  [K in FallbackKind['kind']]: readonly [Extract<FallbackKind, { kind: K }>, string];
}> = {
  'no-search': [{ kind: 'no-search', signature: 'svmap' }, 'VG411'],
  'no-domains': [{ kind: 'no-domains' }, 'VG435'],
  'no-hours': [{ kind: 'no-hours' }, 'VG436'],
  'wide-search': [{ kind: 'wide-search', signature: 'dialer' }, 'VG412'],
  'tcp-header-lengths': [{ kind: 'tcp-header-lengths' }, 'VG413'],
  'bytes-as-packets': [{ kind: 'bytes-as-packets', meter: 'strangers.bytes.tcp' }, 'VG433'],
  'no-way-back': [{ kind: 'no-way-back' }, 'VG438'],
  'forwarded-too': [{ kind: 'forwarded-too' }, 'VG434'],
  'window-as-bucket': [{ kind: 'window-as-bucket', meter: 'strangers.all' }, 'VG414'],
  'cap-per-family': [{ kind: 'cap-per-family', meter: 'together.other' }, 'VG415'],
  'no-extension-headers': [{ kind: 'no-extension-headers', transport: 'udp' }, 'VG416'],
  'rate-rounded': [{ kind: 'rate-rounded', meter: 'm', from: '7000/s', to: '6993/s' }, 'VG417'],
  'burst-lowered': [{ kind: 'burst-lowered', meter: 'm', from: 20_000, to: 10_000 }, 'VG421'],
  'no-alarm': [{ kind: 'no-alarm' }, 'VG437'],
  'no-ingress': [{ kind: 'no-ingress' }, 'VG425'],
  'no-forget': [{ kind: 'no-forget', set: 'banned' }, 'VG426'],
  'no-refill': [{ kind: 'no-refill', meter: 'answers.challenged' }, 'VG424'],
  'no-ipv6-learning': [{ kind: 'no-ipv6-learning', set: 'banned' }, 'VG422'],
  'list-too-long': [{ kind: 'list-too-long', set: 'blocked', networks: 2000, most: 1000 }, 'VG423'],
  'no-notes': [{ kind: 'no-notes' }, 'VG427'],
  'listing-unreadable': [{ kind: 'listing-unreadable' }, 'VG430'],
  'full-closed': [{ kind: 'full-closed', meter: 'strangers.all' }, 'VG418'],
  'name-shortened': [{ kind: 'name-shortened', from: 'long', to: 'l' }, 'VG419'],
  'log-prefix-shortened': [{ kind: 'log-prefix-shortened', from: 'long ', to: 'l ' }, 'VG420'],
};

const fallback = (kind: FallbackKind, at = origin): Fallback => ({
  ...kind,
  backend: 'iptables',
  origin: at,
});
const told = (...fallbacks: readonly Fallback[]) => tell(fallbacks, () => undefined);

test.each(Object.values(table))('%j is %s', (kind, code) => {
  expect(told(fallback(kind)).map(({ diagnostic }) => diagnostic.code)).toEqual([code]);
});

test('what both families have in common is told once', () => {
  const [kind] = table['rate-rounded'];
  expect(told(fallback(kind), fallback(kind))).toHaveLength(1);
});

test('signatures of one place are told together, of two places apart', () => {
  const search = (signature: string, index: number) =>
    fallback({ kind: 'no-search', signature }, ['signatures', 'use', String(index)]);
  const findings = told(search('svwar', 0), search('svmap', 0), search('svmap', 0), search('dialer', 1));
  expect(findings.map(({ diagnostic }) => diagnostic.args)).toEqual([
    { backend: 'iptables', signatures: 'svmap, svwar' },
    { backend: 'iptables', signatures: 'dialer' },
  ]);
});

test('meters of all maps are told together, at the map that holds them', () => {
  const cap = (meter: string) =>
    fallback({ kind: 'cap-per-family', meter }, ['sip', 'strangers', 'together', meter]);
  expect(told(cap('together.other'), cap('together.INVITE'))).toMatchObject([
    { origin: ['sip', 'strangers'], diagnostic: { args: { meters: 'together.INVITE, together.other' } } },
  ]);
});
