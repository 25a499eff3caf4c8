import {
  type Ban,
  byAddress,
  byTimeLeft,
  readIpsetBans,
  readNftBans,
  sourceText,
  timeText,
} from '../../src/bans/ban.js';
import { exportText, listText, type ToldBan } from '../../src/bans/list-text.js';
import { handBanOf, readHand, reasonOf, reasonText } from '../../src/bans/reason.js';
import { compileText } from '../lint-text.js';

const saved = `create vg-banned-4 hash:ip family inet hashsize 32768 maxelem 131072 timeout 3600 bucketsize 12 initval 0x1
add vg-banned-4 198.51.100.7 timeout 178
add vg-banned-4 198.51.100.5 timeout 3599
add vg-banned-6 2001:db8:5:6:: timeout 60
add vg-banned-4 not-an-address timeout 5
`;
/** As nft 1.0.6 prints it: with a comment of somebody's, and of a set without elements. */
const json = JSON.stringify({
  nftables: [
    { metainfo: { version: '1.0.6' } },
    {
      set: {
        ...{ family: 'inet', name: 'banned4', table: 'vosguard', timeout: 3600 },
        elem: [
          { elem: { val: '198.51.100.7', timeout: 600, expires: 178, comment: '\u001b[31m$(id)' } },
          { elem: { val: '198.51.100.5', expires: 3599 } },
          { elem: { val: { prefix: { addr: '198.51.100.0', len: 24 } } } },
          '198.51.100.9',
        ],
      },
    },
    { set: { family: 'inet', name: 'banned6', table: 'vosguard' } },
  ],
});

const told = (bans: readonly Ban[] | undefined) =>
  (bans ?? []).map(({ address, left, of }) => [sourceText(address), left, of]);

test('the entries of a set of ipset', () => {
  expect(told(readIpsetBans(saved))).toEqual([
    ['198.51.100.7', 178, undefined],
    ['198.51.100.5', 3599, undefined],
    ['2001:db8:5:6::/64', 60, undefined],
  ]);
});

test('the elements of a set of nft, with the time that they were given', () => {
  expect(told(readNftBans(json))).toEqual([
    ['198.51.100.7', 178, 600],
    ['198.51.100.5', 3599, 3600],
  ]);
  for (const none of ['', 'Error: syntax', '{}', '{"nftables": 1}', 'null'])
    expect(readNftBans(none)).toBeUndefined();
});

const bans = [
  { cause: 'challenged', seconds: 180 },
  { cause: 'flood', seconds: 600 },
  { cause: 'refused', seconds: 180 },
  { cause: 'signature', seconds: 3600 },
];
const ban = (left: number, of?: number): Ban => ({
  address: { family: 'ipv4', value: 3325256711 },
  left,
  of,
});

test.each([
  [ban(30, 3600), 'signature'],
  [ban(30, 600), 'flood: too many packets that were refused'],
  [ban(30, 180), 'challenged or refused'],
  [ban(30, 77), 'not known'],
  [ban(30), 'challenged, flood, refused or signature'],
  [ban(181), 'flood or signature'],
  [ban(601), 'signature'],
  [ban(3601), 'not known'],
])('the reason of %j is %s', (one, words) => {
  expect(reasonText(reasonOf(one, undefined, { bans, rules: new Map() }))).toBe(words);
});

const rules = new Map(bans.map(({ cause }) => [`ban.${cause}.learn`, `sip.bans.${cause}`] as const));

test.each([
  [
    ban(30, 180),
    ['ban.challenged.learn'],
    'challenged: too many answers of 401 or 407, as for passwords that are guessed',
  ],
  [
    ban(30),
    ['strangers.REGISTER.source.REGISTER', 'ban.refused.learn'],
    'refused: too many answers of 403 or 404',
  ],
  [ban(30), ['strangers.signatures.sipvicious.2', 'ban.signature.learn'], 'signature sipvicious'],
  [ban(30, 3600), ['strangers.signatures.sipvicious'], 'signature sipvicious'],
  // The ban that is noted had a shorter time than is left: it was another one.
  [ban(700), ['ban.challenged.learn'], 'signature'],
  [ban(30), ['ban.flood.learn', 'ban.challenged.learn'], 'challenged or flood'],
])('the reason of %j, whom %j have noted, is %s', (one, noted, words) => {
  expect(reasonText(reasonOf(one, undefined, { bans, rules }, noted))).toBe(words);
});

test('a record is of the ban that ends when it says, and of no other', () => {
  const hand = readHand('198.51.100.7 1600 scans us\nrubbish\n198.51.100.8 x y\n2001:db8:5:6::/64 1700\n');
  expect([...hand.keys()]).toEqual(['198.51.100.7', '2001:db8:5:6::/64']);
  const of = (left: number) => handBanOf(ban(left), hand, 1000)?.reason;
  expect([of(600), of(595), of(580), of(3600)]).toEqual(['scans us', 'scans us', undefined, undefined]);
  expect(handBanOf(ban(600), hand, Number.NaN)).toBeUndefined();
});

const hostile: ToldBan = { ...ban(60), reason: { kind: 'hand', text: 'a\u001b[31m\u202e' } };

test('text of others is shown, not obeyed', () => {
  const raw = /[^\P{Cc}\n]|\u202e/u;
  for (const text of [
    listText([hostile], 9),
    exportText([hostile], 'list'),
    exportText([hostile], 'json'),
    exportText([hostile], 'plain'),
  ])
    expect(text).not.toMatch(raw);
  expect(JSON.parse(exportText([hostile], 'json')).bans[0].reason).toBe('a\u001b[31m\u202e');
});

test('a list file compiles as it advises', () => {
  const list = exportText([{ ...hostile, reason: { kind: 'hand', text: 'guesses' } }], 'list');
  const advised = [...list.matchAll(/^# (\w+: .*)$/gm)].map(([, line = '']) =>
    line.replace('THIS_FILE', 'list'),
  );
  expect(advised).toHaveLength(2);
  const { artifacts } = compileText(`vosguard: 1\n${advised.join('\n')}\n`, { list });
  expect(artifacts.get('ipset.rules')).toContain('add vg-blocked-4-new 198.51.100.7\n');
});

test('the list is bounded, and says how many there are', () => {
  const many = Array.from(
    { length: 3000 },
    (_, value): ToldBan => ({ ...hostile, address: { family: 'ipv4', value } }),
  );
  expect(listText(many, 2).split('\n')).toHaveLength(5);
  expect(listText(many, 2)).toMatch(/^3,000 sources are banned\n[\s\S]*\n {2}and 2,998 more; /);
  expect(listText([], 2)).toBe('nobody is banned\n');
});

test('sorted by address, IPv4 first, or by the time that is left', () => {
  const six: Ban = { address: { family: 'ipv6', value: 1n << 64n }, left: 5, of: undefined };
  const all = [six, { ...ban(7), address: { family: 'ipv4', value: 9 } as const }, ban(7), ban(9)];
  expect(all.toSorted(byAddress).map(({ left }) => left)).toEqual([7, 7, 9, 5]);
  expect(all.toSorted(byTimeLeft).map(({ left, address }) => [left, address.value])).toEqual([
    [9, 3325256711],
    [7, 9],
    [7, 3325256711],
    [5, 1n << 64n],
  ]);
});

test.each([
  [0, '0s'],
  [0.4, '0s'],
  [59, '59s'],
  [60, '1m'],
  [61, '1m 1s'],
  [3600, '1h'],
  [3661, '1h 1m'],
  [86_400, '1d'],
  [90_061, '1d 1h'],
])('%d seconds are %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text);
});
