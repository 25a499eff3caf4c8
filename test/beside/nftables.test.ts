import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portSetsIn, withSets } from '../../src/beside/nftables/port-sets.js';
import { beside, xt } from './asked.js';

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

describe('a chain that refuses everything', () => {
  const listing = (table: object, chain: object) =>
    JSON.stringify({
      nftables: [
        { table: { family: 'ip', name: 't', ...table } },
        {
          chain: {
            family: 'ip',
            table: 't',
            name: 'in',
            type: 'filter',
            hook: 'input',
            policy: 'drop',
            ...chain,
          },
        },
      ],
    });
  const told = (table: object, chain: object, more: Partial<Parameters<typeof beside>[1]> = {}) =>
    /others (may )?refuse/.exec(
      beside('vosguard: 1\n', { nftJson: listing(table, chain), ...more }).text,
    )?.[0] ?? 'nothing';
  const saved = (remark: string) => xt(`${remark}*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n`);

  test.each([
    ['in any table', {}, {}, 'others refuse'],
    ['of type nat', {}, { type: 'nat', hook: 'prerouting' }, 'others refuse'],
    ['of what is routed on', {}, { hook: 'forward' }, 'nothing'],
    ['in a table that sleeps', { flags: ['dormant'] }, {}, 'nothing'],
    ['in a table that a program owns', { flags: 'owner' }, {}, 'others refuse'],
    ['in a table whose flag nobody can read', { flags: 'Lester Gooch #5' }, {}, 'others may refuse'],
    ['of ARP', { family: 'arp' }, { family: 'arp' }, 'nothing'],
    ['of a bridge', { family: 'bridge' }, { family: 'bridge' }, 'others may refuse'],
    ['at the device of the default route', {}, { hook: 'ingress', dev: 'eth0' }, 'others refuse'],
    ['at another device', {}, { hook: 'ingress', dev: ['eth1', 'eth2'] }, 'others may refuse'],
    ['at a device that is not named', {}, { hook: 'ingress' }, 'others may refuse'],
  ])('%s', (_, table, chain, words) => expect(told(table, chain)).toBe(words));

  test('in a table that has the name of one of iptables: read where it is listed', () => {
    const filter = [{ name: 'filter' }, { table: 'filter' }] as const;
    expect(told(...filter)).toBe('others refuse');
    expect(told(...filter, { iptables: saved('') })).toBe('nothing');
    for (const remark of [
      "# Table `filter' contains incompatible base-chains, use 'nft' tool to list them.\n",
      "# Table `filter' is incompatible, use 'nft' tool.\n",
    ])
      expect(told(...filter, { iptables: saved(remark) })).toBe('others refuse');
  });

  test('but a protocol with its port', () => {
    const nftJson = listing({}, {}).replace(
      ']}',
      `,${JSON.stringify({
        rule: {
          ...{ family: 'ip', table: 't', chain: 'in' },
          expr: [
            {
              match: {
                op: '==',
                left: {
                  concat: [{ meta: { key: 'l4proto' } }, { payload: { protocol: 'th', field: 'dport' } }],
                },
                right: { set: [{ concat: ['udp', 5060] }, { concat: ['tcp', { range: [22, 80] }] }] },
              },
            },
            { accept: null },
          ],
        },
      })}]}`,
    );
    const refused = (ports: string) =>
      beside(
        `vosguard: 1\ntrusted: [203.0.113.10]\nservices: { media: null }\nsip: { ports: ${ports}, strangers: deny }\n`,
        {
          nftJson,
        },
      ).refusals.length;
    expect([refused('{ udp: [5060], tcp: [] }'), refused('{ udp: [], tcp: [5060] }')]).toEqual([0, 1]);
  });
});

test('what is no listing says nothing', () => {
  for (const nftJson of ['', '{', '[]', '{"nftables": [{"rule": null}, {"chain": {}}]}'])
    expect(beside('vosguard: 1\n', { nftJson }).text).toBe('');
});

describe('sets and maps of ports', () => {
  const dport = { payload: { protocol: 'udp', field: 'dport' } };
  const named = { family: 'inet', table: 't' };
  /** As nft 1.0.6 prints it with `--json --terse list ruleset`. */
  const listing = JSON.stringify({
    nftables: [
      { table: { family: 'inet', name: 't' } },
      { set: { ...named, name: 'shut', type: 'inet_service', flags: ['interval'] } },
      { set: { ...named, name: 'met', type: 'inet_service', flags: ['dynamic'] } },
      { set: { ...named, name: 'people', type: 'ipv4_addr' } },
      { map: { ...named, name: 'ports', type: 'inet_service', map: 'verdict' } },
      { chain: { ...named, name: 'in', type: 'filter', hook: 'input', prio: 0, policy: 'accept' } },
      {
        rule: {
          ...named,
          chain: 'in',
          expr: [{ match: { op: '==', left: dport, right: '@shut' } }, { drop: null }],
        },
      },
      { rule: { ...named, chain: 'in', expr: [{ vmap: { key: dport, data: '@ports' } }] } },
    ],
  });
  const sets = [
    {
      set: { ...named, name: 'shut', elem: [{ range: [6060, 6064] }, { elem: { val: 5099, comment: 'x' } }] },
    },
    {
      map: {
        ...named,
        name: 'ports',
        elem: [
          [5060, { accept: null }],
          [{ range: [12000, 12009] }, { drop: null }],
        ],
      },
    },
  ].map((one) => JSON.stringify({ nftables: [one] }));
  const policy = 'vosguard: 1\nsip: { ports: { udp: [5060, 6000-6100], tcp: [] } }\n';
  const words = (nftJson: string) =>
    beside(policy, { nftJson })
      .refusals.filter(({ sure }) => sure)
      .flatMap(({ promises }) => promises.map((one) => one.words))
      .filter((one) => !one.includes('2a00'));

  test('are asked for, but for those that packets fill', () => {
    expect(portSetsIn(listing).map(({ kind, name }) => `${kind} ${name}`)).toEqual(['set shut', 'map ports']);
  });

  test('what they say of a port in the middle of a range is told', () => {
    expect(words(listing)).toEqual([]);
    const told = words(withSets(listing, sets));
    expect(new Set(told)).toEqual(
      new Set(['SIP over UDP port 6060 from anybody', 'media over UDP port 12000 from anybody']),
    );
  });
});
