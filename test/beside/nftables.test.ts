import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beside } from './asked.js';

/** What nft 1.0.6 printed of `listing.nft` with `-j -t list ruleset`. */
const nftJson = readFileSync(join(import.meta.dirname, 'listing.json'), 'utf8');

const refusedOf = (services: string) =>
  beside(`vosguard: 1\nservices: ${services}\nsip: { ports: { udp: [5060], tcp: [] }, strangers: deny }\n`, {
    nftJson,
  })
    .refusals.filter(({ sure }) => sure)
    .flatMap(({ promises }) => promises.map(({ words }) => words))
    .toSorted();

describe('a table of others that refuses what it does not name', () => {
  test.each([
    ['{ tcp: [22] }', false],
    ['{ tcp: [85] }', false],
    ['{ tcp: [91] }', true],
    ['{ udp: [53] }', false],
    ['{ udp: [10000-20000] }', false],
    ['{ udp: [20001] }', true],
    ['{ udp: [5060], from: [192.0.2.9] }', false],
    ['{ udp: [5060], from: [192.0.3.9] }', true],
    ['{ udp: [5062], from: [10.1.1.5] }', false],
    ['{ udp: [5062], from: [10.1.1.10] }', true],
    ['{ udp: [5064] }', false],
    // Who is in the set is not listed: it may be let in.
    ['{ tcp: [99], from: [10.2.3.4] }', false],
  ])('%s: refused %s', (service, refuses) => {
    expect(refusedOf(`{ media: null, one: ${service} }`).length > 0).toBe(refuses);
  });

  test('is told with its rule', () => {
    const { text } = beside('vosguard: 1\ntrusted: [203.0.113.10]\n', { nftJson });
    expect(text).toContain(
      'others refuse what the policy lets in: the chain filter_INPUT of the table inet firewalldlike',
    );
    expect(text).toContain('SIP over UDP port 5060 from 203.0.113.10');
    expect(text).toContain('reject with icmpx admin-prohibited'.slice(0, 6));
  });

  test('what it lets in and default: deny refuses is told with the line that keeps it', () => {
    const { text } = beside('vosguard: 1\nservices: { ssh: { tcp: [22] } }\n', { nftJson });
    expect(text).toContain('keep it with services: { http: { tcp: [80-90] } }');
    expect(text).toContain('keep it with services: { dns: { tcp: [53], udp: [53] } }');
    expect(text).toContain('keep it with services: { vrrp: { protocol: vrrp, from: [PEER] } }');
  });
});

test('what is no listing says nothing', () => {
  for (const nftJson of ['', '{', '[]', '{"nftables": [{"rule": null}, {"chain": {}}]}'])
    expect(beside('vosguard: 1\n', { nftJson }).text).toBe('');
});
