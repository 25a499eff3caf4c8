import { readApplied } from '../../src/plan/applied.js';
import { countsInIptables, countsInNft } from '../../src/status/counters.js';
import { countedByListing, isNearlyFull, loadsOf } from '../../src/status/load.js';
import { probeScript, readProbe } from '../../src/status/probe-script.js';
import { capsOf, refusedBy, type Status } from '../../src/status/status.js';
import { statusJson } from '../../src/status/status-json.js';
import { statusText } from '../../src/status/status-text.js';
import { compileText } from '../lint-text.js';

const manifest = (more = '') =>
  compileText(`vosguard: 1\ntrusted: [192.0.2.1]\n${more}`).artifacts.get('manifest.json') ?? '';
const applied = readApplied(manifest('vos3000: { baseline: { registrations: 4200 } }\nsip: { learn: 2h }\n'));
if (applied === undefined) throw new Error('our own manifest is not read');

test('a manifest tells the registrations of a normal day, why there are bans and for how long', () => {
  expect(applied.registrations).toBe(4200);
  expect(readApplied(manifest())?.registrations).toBeUndefined();
  expect(applied.bans.map(({ cause }) => cause)).toEqual(['challenged', 'flood', 'refused', 'signature']);
  expect(applied.rules.get('strangers.REGISTER.source.REGISTER')).toBe('sip.strangers.limits.REGISTER');
});

test.each(['', 'null', '[]', '{"format": 2, "policy": {}, "bans": []}', '{"format": 1, "policy": {}}'])(
  '%s is no manifest, or too old a one',
  (text) => {
    expect(readApplied(text)).toBeUndefined();
  },
);

test('names in a manifest that are no names do not become words of a command', () => {
  const evil = {
    id: 'x',
    backend: 'nftables',
    name: 'a; reboot',
    family: 'ipv4',
    kind: 'learned',
    holds: 'banned',
    size: 9,
  };
  const text = {
    format: 1,
    policy: {},
    bans: [],
    sets: [evil, { ...evil, name: '-x' }],
    meters: [{ ...evil, key: 'source' }],
    rules: 7,
  };
  const read = readApplied(JSON.stringify(text));
  expect([read?.sets, read?.meters, read?.rules.size]).toEqual([[], [], 0]);
});

const ends = new Set(['VG-strangers.refused', 'strangers.refused']);
const iptables = `[5:50] -A VG-strangers.REGISTER -m comment --comment "vg:a" -j DROP
[4:40] -A VG-strangers.REGISTER -m hashlimit -m comment --comment "vg:b" -g VG-strangers.refused
[3:30] -A VG-strangers.REGISTER -m comment --comment vg:c -g VG-strangers.other
[9:90] -A VG-strangers.refused -m comment --comment "vg:d" -j DROP
[8:80] -A INPUT -m comment --comment "vg:e" -j DROP
[2:20] -A VG-strangers.REGISTER -m comment --comment "vg:a" -j REJECT --reject-with icmp-port-unreachable
[7:70] -A VG-strangers.REGISTER -j DROP
`;
const rule = (
  comment: string | undefined,
  expr: unknown,
  chain = 'strangers.REGISTER',
  table = 'vosguard',
) => ({
  rule: { family: 'inet', table, chain, handle: 1, comment, expr },
});
const counter = (packets: number) => ({ counter: { packets, bytes: 1 } });
const nft = JSON.stringify({
  nftables: [
    rule('a', [counter(5), { drop: null }]),
    rule('b', [counter(4), { goto: { target: 'strangers.refused' } }]),
    rule('c', [counter(3), { goto: { target: 'strangers.other' } }]),
    rule('d', [counter(9), { drop: null }], 'strangers.refused'),
    rule('e', [counter(8), { drop: null }], 'x', 'others'),
    rule('f', [{ drop: null }]),
    rule(undefined, [counter(7), { drop: null }]),
    rule('a', [counter(2), { reject: { type: 'icmpx' } }]),
  ],
});

test.each([
  ['iptables', countsInIptables(iptables, ends)],
  ['nft', countsInNft(nft, ends)],
])('where packets were refused first, by %s', (_name, counts) => {
  const told = refusedBy(counts, new Set([...ends]), new Map([['a', 'sip.x']]));
  expect(told).toEqual([
    { id: 'a', policy: 'sip.x', packets: 7, sources: [] },
    { id: 'b', policy: '', packets: 4, sources: [] },
  ]);
});

test('what caps refused, and what they would have', () => {
  const rules = new Map([
    ['a', 'sip.strangers.together.REGISTER'],
    ['c', 'sip.strangers.together.REGISTER'],
  ]);
  expect(capsOf(countsInIptables(iptables, ends), rules)).toEqual({ refused: 7, wouldHave: 3 });
});

test('answers of the script: a table of both families, counts that are incomplete or missing, and rubbish', () => {
  const text =
    'now 1000\napplied \nload t 5\nload t 3\nload u 60000+\nload v -\nboot etc/x y\nwaiter gone\nwrong the last start of the rules: no\nends -5 3\nalarm attack 6 590 3700\nalarm no\nhand /s/by-hand.md\nrubbish\n';
  expect(readProbe(text)).toEqual({
    begun: [{ profile: 'attack', family: 'ipv6', secondsLeft: 590, since: 3700 }],
    now: 1000,
    applied: undefined,
    bootFiles: ['etc/x y'],
    waiterGone: true,
    wrong: ['the last start of the rules: no'],
    notes: [],
    ends: { secondsLeft: -5, back: 3 },
    byHand: '/s/by-hand.md',
    loads: new Map([
      ['t', { entries: 5, more: false }],
      ['u', { entries: 60000, more: true }],
      ['v', undefined],
    ]),
  });
});

test('the script quotes where it looks', () => {
  expect(probeScript({ root: "/it's", snapshot: '/x', nftSets: [], hashlimits: [] })).toContain(
    "ROOT='/it'\\''s'",
  );
});

test('nft lists what it has to count, the bans first; of iptables the tables of limits are counted', () => {
  const listed = countedByListing(applied, 'nftables').nftSets;
  expect(listed.slice(0, 4)).toEqual(['banned4', 'banned6', 'known4', 'known6']);
  // Not those that a flood fills.
  expect(listed).not.toContain('strangers.all4');
  expect(loadsOf(applied, 'nftables', { nftJson: '', ipset: '', probe }).map(({ name }) => name)).toContain(
    'strangers.all4',
  );
  const { nftSets, hashlimits } = countedByListing(applied, 'iptables');
  expect(nftSets).toEqual([]);
  expect(hashlimits.length).toBeGreaterThan(10);
  expect(hashlimits.every((name) => /^vg-[A-Za-z.]+-?[0-9a-f]+$/.test(name))).toBe(true);
});

const probe = readProbe('load banned4 13750\nload known4 7\nload known6 1\n');
const loads = loadsOf(applied, 'nftables', { nftJson: '', ipset: '', probe });

test('how full each set is, once, by whoever counts', () => {
  expect(loads.filter(isNearlyFull).map(({ name }) => name)).toEqual(['banned4']);
  expect(new Set(loads.map(({ name }) => name)).size).toBe(loads.length);
  const head = 'Name: vg-known-4\nType: hash:ip\nHeader: family inet\nNumber of entries: 12\n';
  const own = loadsOf(applied, 'iptables', { nftJson: '', ipset: head, probe });
  expect(own.find(({ name }) => name === 'vg-known-4')).toMatchObject({
    holds: 'known',
    entries: 12,
    size: 16384,
  });
});

const status: Status = {
  begun: [{ profile: 'attack', family: 'ipv6', secondsLeft: 590, since: 3700 }],
  ...{ policy: applied.policy, backend: 'nftables', age: 90_061, isPending: false, notes: [] },
  differences: Array.from({ length: 50 }, (_, i) => ({ part: 'rules', text: `rule gone: \u001b[2J${i}` })),
  refused: [
    {
      id: 'strangers.REGISTER.source.all',
      policy: 'sip.strangers.limits.all',
      packets: 12345,
      sources: [12000, 300, 20, 1].map((packets, n) => ({
        address: { family: 'ipv4', value: 3325256704 + n },
        packets,
        more: packets === 20,
      })),
    },
  ],
  observed: ['known now: 3 sources \u001b[2J'],
  ...{ caps: { refused: 3, wouldHave: 4 }, learning: 3600, registrations: 4200, banned: undefined, loads },
  note: undefined,
  leftOut: undefined,
  ends: undefined,
  byHand: undefined,
};

test('when a profile ends, what comes back then, and what is left for its operator', () => {
  const ends = { secondsLeft: 3700, back: 3 };
  const attack = {
    ...status,
    policy: { ...status.policy, profile: 'attack' },
    ends,
    byHand: '/x/by-hand.md',
  };
  expect(statusText(attack)).toContain(
    "\nthe profile attack ends in 1h 1m; then apply 3 comes back\nthe switch's own settings are to be put back by hand, as /x/by-hand.md says;",
  );
  expect(JSON.parse(statusJson(attack))).toMatchObject({ ends, byHand: '/x/by-hand.md' });
  const over = { ...attack, ends: { secondsLeft: -5, back: undefined }, byHand: undefined };
  expect(statusText(over)).toContain(
    '\nthe profile attack is past its time by 5s: apply the policy without it\n',
  );
  expect(JSON.parse(statusJson(over)).ends).toEqual({ secondsLeft: -5, back: null });
});

test('signatures that an apply has left out are told loudly', () => {
  const leftOut = 'this kernel lacks xt_string; the package kernel-modules-extra-6.12.0 has such modules';
  expect(statusText({ ...status, leftOut })).toContain(`\nNOT in force: signatures; ${leftOut}\n`);
  expect(JSON.parse(statusJson({ ...status, leftOut })).leftOut).toEqual({ signatures: leftOut });
  expect(JSON.parse(statusJson(status)).leftOut).toBeNull();
});

test('for people: bounded, and nothing that a terminal would obey', () => {
  const text = statusText(status);
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  expect(text).toMatch(
    /, nftables, applied 1d 1h ago\nthe profile attack has begun by itself for IPv6: since 1h 1m, for another 9m 50s unless it goes on\nnot as it was applied:\n/,
  );
  expect(text).toContain('\n  and 10 more; --json has all\n');
  expect(text).toContain('known sources: 8; 4,200 registrations on a normal day\n');
  expect(text).toContain(
    'shared limits: refused 3 packets, and would have refused 4 while they only counted\n',
  );
  expect(text).toContain('  12,345  strangers.REGISTER.source.all  sip.strangers.limits.all\n');
  expect(text).toContain(
    'from 198.51.100.0 (12,000), 198.51.100.1 (300), 198.51.100.2 (20 and more) and 1 others\n',
  );
  expect(text).toContain('it only observes: nothing is refused but the blocked. Until now:\n  known now: 3');
  expect(text).toContain('banned sources: not counted; vosguard bans list shows them\n');
  expect(text).toContain('  banned4 (banned): 13,750 of 16,384, 83 %; see sip.sizes\n');
  expect(text).toMatch(/\d+ sets could not be counted in time\n$/);
});

test('for programs: everything, what is not known as null', () => {
  const json = JSON.parse(statusJson(status));
  expect(json).toMatchObject({
    format: 1,
    drift: true,
    ageSeconds: 90_061,
    bans: { total: null, first: [] },
  });
  expect(json.refused[0].sources[2]).toEqual({ source: '198.51.100.2', packets: 20, atLeast: true });
  expect(json.differences).toHaveLength(50);
  expect(json.loads.find(({ name }: { name: string }) => name === 'banned6')).toMatchObject({
    entries: null,
    nearlyFull: false,
  });
});

test('why it was applied, in both forms', () => {
  expect(statusText({ ...status, note: 'after the attack' })).toContain('\nnote: after the attack\n');
  expect(JSON.parse(statusJson({ ...status, note: 'x\u202e' })).note).toBe('x\u202e');
  expect(statusText({ ...status, note: 'x\u001b[31m\u202e' })).not.toMatch(/[\u001b\u202e]/);
  expect(JSON.parse(statusJson(status)).note).toBeNull();
});
