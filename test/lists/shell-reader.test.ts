import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { emitListsConf } from '../../src/emit/install/lists-conf.js';
import { parseAddressEntry } from '../../src/net/address-entry.js';
import { addressSet, union } from '../../src/net/address-set.js';
import { cidrs } from '../../src/net/cidrs.js';
import { leftOutOf } from '../../src/policy/sources.js';
import { partsText } from '../installer/shell-text.js';
import { valid, validated } from '../validate/validated.js';

/** The parts of the installer that read lists. */
const installer = partsText(
  '30-sets.sh',
  '38-told.sh',
  '89-lists-judge.sh',
  '89-lists-text.sh',
  '93-lists.sh',
  '93-lists-sets.sh',
);

/** The one of the machine, and that of small hosts. */
const awks = [
  ['the awk of the machine', ''],
  ['the awk of busybox', 'awk() { busybox awk "$@"; }\n'],
] as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vosguard-lists-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policyOf = (keys: string, more = ''): string =>
  `lists: { feed: { url: "https://lists.example/feed.txt", on_switch: on${keys === '' ? '' : `, ${keys}`} } }\nblocked: [{ list: feed }]\n${more}`;

/** What the shell makes of a list: networks that it blocks, or why it keeps what stood. */
function judged(
  awk: string,
  text: string | Uint8Array,
  keys = '',
  { before = '', more = '', accepted = '' } = {},
) {
  writeFileSync(join(folder, 'lists.conf'), emitListsConf(valid(policyOf(keys, more)), []) ?? '');
  writeFileSync(join(folder, 'raw'), text);
  writeFileSync(join(folder, 'before'), before);
  const script = `set -u; LC_ALL=C
${installer}
${awk}
WORK=${folder} LOG=${folder}/log ACCEPTED=${accepted} GUARD=no
have() { return 1; }
block_of ${folder}/lists.conf feed > ${folder}/block
if [ -s ${folder}/before ]; then judge_list ${folder}/block ${folder}/before ${folder}/none > ${folder}/log2; cp ${folder}/networks.new ${folder}/networks.before; else rm -f ${folder}/networks.before; fi
if judge_list ${folder}/block ${folder}/raw ${folder}/networks.before; then
	echo "$ENTRIES"
	spared ${folder}/lists.conf > ${folder}/spared
	blocked_by ${folder}/networks.new | outermost > ${folder}/networks.blocked
	without_spared ${folder}/spared ${folder}/networks.blocked > ${folder}/networks.left
	as_addresses ${folder}/networks.left
else
	echo "$WHY"
fi`;
  const { stdout, stderr } = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' });
  expect(stderr).toBe('');
  const [first = '', ...networks] = stdout.trimEnd().split('\n');
  return /^\d+$/.test(first) ? { entries: Number(first), networks } : { why: first };
}

/** The same list in a file that compile reads. */
function compiled(text: string, keys: string, more = ''): readonly string[] | undefined {
  const { policy } = validated({
    'policy.yaml': `vosguard: 1\nlists: { feed: { file: l${keys === '' ? '' : `, ${keys}`} } }\nblocked: [{ list: feed }]\n${more}`,
    l: text,
  });
  const list = policy?.blocked.lists[0];
  return list === undefined
    ? undefined
    : merged([...cidrs(leftOutOf(list).rest, 'ipv4'), ...cidrs(leftOutOf(list).rest, 'ipv6')]);
}

/** As one set: two ways of cutting the same addresses into networks are equal. */
function merged(networks: readonly string[]): readonly string[] {
  const ranges = networks.map((network) => {
    const parsed = parseAddressEntry(network);
    if (parsed.kind === 'fault') throw new Error(network);
    return parsed.range;
  });
  const set = union(addressSet(ranges), addressSet([]));
  return [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')];
}

const delegated =
  '2|ripencc|1|3|0|0|+0100\nripencc|*|ipv4|*|1|summary\nripencc|NL|ipv4|198.51.100.0|100|20200101|allocated|x\nripencc|DE|ipv4|203.0.113.0|256|20200101|allocated\nripencc|NL|ipv6|2001:db8::|32|20200101|assigned\nripencc||ipv4|203.0.113.0|256||available|\n';

const lists: readonly (readonly [name: string, text: string, keys: string])[] = [
  ['Spamhaus', '; DROP\n198.51.100.0/24 ; SBL1\n203.0.113.128/25;SBL2\n', 'format: spamhaus'],
  ['marks, ends of Windows, blanks, remarks', '\ufeff# x\r\n\r\n \t198.51.100.7\t# y\r\n::ffff:198.51.100.8\r\n::FFFF:203.0.113.0/120', ''],
  ['ranges', '198.51.100.3-198.51.100.17\n198.51.100.40 - 198.51.100.40\n2001:db8::1-2001:db8::ff\n198.18.255.250-198.19.1.3', ''],
  ['IPv6', '2001:DB8::/32\n2001:db8:1:2:3:4:5:6\n2a00::1:0:0:1\n::1\nfe80::/10\n2002::/16', ''],
  ['loopback, multicast and whole private networks', '127.0.0.0/8\n10.0.0.0/8\n172.16.0.0/12\n192.168.1.0/24\n224.0.0.0/4\n172.0.0.0/9\n172.128.0.0/9\n100.64.0.0/11\n100.96.0.0/11\n192.0.0.0/8\nfc00::/7\nfd00:1::/32', ''],
  ['networks in each other', '198.51.100.0/24\n198.51.100.0/25\n198.51.100.77\n198.51.100.0/24', ''],
  ['host bits', '198.51.100.7/24\n2001:db8::7/64', 'host_bits: network'],
  ['DShield', '# c\nStart\tEnd\tNetblock\n198.51.100.0\t198.51.100.255\t24\t1\n203.0.113.0   203.0.113.255\n', 'format: dshield'],
  ['PeerGuardian', '# c\nSome org: with:198.51.100.1-198.51.100.9\n', 'format: p2p'],
  ['CSV', '"a,b","198.51.100.7"\r\n"c" , 198.51.100.8 \n', 'format: csv, column: 2'],
  ['CSV of countries', '198.51.100.0,198.51.100.255,AT\n"203.0.113.0","203.0.113.9","DE"\n"198.18.0.0","198.18.0.255"," AT "\n', 'format: csv, column: [1, 2], where: { column: 3, is: [AT, "Côte d\'Ivoire"] }'],
  ['CSV with numbers', '3325256704;3325256959;AT\n', 'format: csv, column: [1, 2], separator: semicolon'],
  ['CSV with tabs', 'x\t198.51.100.7\n', 'format: csv, column: 2, separator: tab'],
  ['registries', delegated, 'format: delegated, countries: [NL]'],
  ['JSON', '{"time": 1, "ips": [\n{"ip": "198.51.100.7", "note": "a, b: \\"c\\" {["}, {"ip":"2001:db8::/48"},{"ip" : "203.0.113.1-203.0.113.9"}], "ip": "198.18.0.1"}', 'format: json, path: ips.ip'],
  ['JSON without keys', '\ufeff["198.51.100.7",\r\n"198.51.100.8"]', 'format: json, path: "[]"'],
  ['JSON, a value a line', '{"cidr":"198.51.100.0/24","sblid":"SBL1"}\n{"cidr":"203.0.113.0/24"}\n{"type":"metadata","size":2}\n', 'format: json, path: cidr'],
  ['JSON without commas', '{"cidr":"198.51.100.0/24"}\n'.repeat(3_000), 'format: json, path: cidr'],
  ['JSON over lines', '{"a":\n ["198.51.100.7"\n, "x\ny"\n],\n"b"\n: [1,\n2]}', 'format: json, path: a, skip: 1'],
  ['JSON with long texts', `{"a": ["198.51.100.7", "${'x,'.repeat(50_000)}", "198.51.100.8"], "b,\\"c": "${',\\"'.repeat(5_000)}"}`, 'format: json, path: a, skip: 1'],
  ['JSON with what is no address', '{"a": ["198.51.100.7", 5, null, "", "#", "x,y"]}', 'format: json, path: a, skip: 5'],
  ['lines that are skipped', 'x\n198.51.100.7\n198.51.100.300\n198.51.100.08\n1.2.3\n', 'skip: 4'],
]; // biome-ignore format: a table

describe.each(awks)('%s', (_, awk) => {
  test.each(lists)('reads %s as compile does', (_name, text, keys) => {
    const { networks = [] } = judged(awk, text, keys);
    expect(merged(networks)).toEqual(compiled(text, keys));
    expect(networks).toHaveLength(new Set(networks).size);
  });

  test.each<[string, string]>([
    ['198.51.100.7/33', ''], ['198.51.100', ''], ['198.51.100.256', ''], ['198.51.100.07', ''], ['198.51.100.7 198.51.100.8', ''],
    ['198.51.100.7/24', ''], ['198.51.100.9-198.51.100.1', ''], ['198.51.100.1-2001:db8::', ''], ['2001:db8::1::', ''], ['2001:db8:12345::', ''],
    ['2001:db8', ''], [':2001:db8::', ''], ['2001:db8::/129', ''], ['sip.example.com', ''], ['1', ''], ['198.51.100.7:5060', ''], ['-', ''], ['/', ''], ['1:2:3:4:5:6:7:8:9', ''], ['1:2:3:4:5:6:7::8', ''],
    ['16777215', 'format: csv'], ['4294967296', 'format: csv'],
  ])('%s is no entry, as to compile', (line, keys) => {
    expect(judged(awk, `198.51.100.1\n${line}\n`, keys)).toEqual({
      why: 'lines that cannot be read: 1, the first is line 2; skip allows 0',
    });
    const { lines } = validated({
      'policy.yaml': `vosguard: 1\nlists: { feed: { file: l${keys === '' ? '' : `, ${keys}`} } }\nblocked: [{ list: feed }]\n`,
      l: `198.51.100.1\n${line}\n`,
    });
    expect(lines).toHaveLength(1);
  }); // biome-ignore format: a list

  const many = (from: number, to: number): string =>
    Array.from({ length: to - from }, (__, at) => `198.18.${(from + at) >> 8}.${(from + at) & 255}\n`).join(
      '',
    );

  test.each<[string, string | Uint8Array, string, string, string]>([
    ['nothing', '', '', '', 'it has no address'],
    ['remarks alone', '# x\n;y\n', '', '', 'it has no address'],
    ['a page', '\n <!DOCTYPE html>', '', '', 'a page in HTML came instead of a list'],
    ['JSON', '{"a": 1}', '', '', 'JSON came, which the format does not say'],
    ['JSON that breaks off', '{"a": ["198.51.100.7"', 'format: json, path: a', '', 'it breaks off, or is no JSON'],
    ['JSON with a text that breaks off', '{"a": ["198.51.100.7, 198.51.100.8', 'format: json, path: a', '', 'it breaks off, or is no JSON'],
    ['JSON with other brackets', '{"a": ["198.51.100.7"}]', 'format: json, path: a', '', 'it breaks off, or is no JSON'],
    ['JSON without such a key', '{"b": "198.51.100.7"}', 'format: json, path: a', '', 'it has no address'],
    ['JSON of everything', '{"a": ["198.51.100.1", "0.0.0.0/0"]}', 'format: json, path: a', '', 'text 2 stands for a large part of the internet'],
    ['JSON of one piece', `{"a": [${'"198.51.100.7" '.repeat(5_000)}]}`, 'format: json, path: a', '', 'it breaks off, or is no JSON'],
    ['a page instead of JSON', '<html>', 'format: json, path: a', '', 'a page in HTML came instead of a list'],
    ['something compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), '', '', 'a compressed file came'],
    ['zeros', 'a\0b', '', '', 'what came is no text'],
    ['too few', '198.51.100.1\n', 'min: 2', '', 'it has 1 entries, fewer than min: 2'],
    ['too many', many(0, 3), 'max: 2', '', 'it has 3 entries, more than max: 2'],
    ['far too many', many(0, 5000), 'max: 2', '', 'it has more than 1004 entries, and max is 2'],
    ['everything', '198.51.100.1\n0.0.0.0/0\n', '', '', 'line 2 stands for a large part of the internet'],
    ['half of everything', '128.0.0.0/1\n', '', '', 'line 1 stands for a large part of the internet'],
    ['everything of IPv6', '::/0\n', '', '', 'line 1 stands for a large part of the internet'],
    ['everything as a range', '0.0.0.0-255.255.255.255\n', '', '', 'line 1 stands for a large part of the internet'],
    ['most of the internet in pieces', Array.from({ length: 115 }, (__, at) => `${at + 11}.0.0.0/8\n`).join(''), '', '', 'it holds more than half of all addresses'],
    ['less than half is left', many(0, 9), '', many(0, 20), 'of 20 networks 11 are gone, and 0 are new: fewer than half are left'],
    ['more has changed than max_change', many(2, 22), 'max_change: 10', many(0, 20), 'of 20 networks 2 are gone, and 2 are new: more than max_change: 10'],
  ])('%s is not taken', (_name, text, keys, before, why) => {
    expect(judged(awk, text, keys, { before })).toEqual({ why });
  }); // biome-ignore format: a table

  // Each is worth 220 networks and more; 100,000 of them would fill a disk in memory.
  test('ranges that fall into too many networks are not taken, and take no room', () => {
    const ranges = Array.from(
      { length: 40 },
      (__, at) => `2a00:${at.toString(16)}::1-2a00:${at.toString(16)}:7fff:ffff:ffff:ffff:ffff:fffe\n`,
    ).join('');
    expect(judged(`${awk}MOST_NETWORKS=2000\n`, ranges)).toEqual({
      why: 'its ranges fall into more than 2000 networks',
    });
    expect(statSync(join(folder, 'networks.all')).size).toBeLessThan(2_000 * 130);
    expect(judged(`${awk}MOST_NETWORKS=2000\n`, ranges, 'max: 20000')).toMatchObject({ entries: 40 });
  });

  test('what is made of a list is bounded too', () => {
    expect(judged(`${awk}MOST_MADE=8\n`, many(0, 500))).toEqual({
      why: 'it cannot be read here, or the disk is full',
    });
  });

  test('what an operator accepts is taken, and a list of a few may change as it likes', () => {
    expect(judged(awk, many(0, 9), '', { before: many(0, 20), accepted: 'yes' })).toMatchObject({
      entries: 9,
    });
    expect(judged(awk, many(0, 1), '', { before: many(0, 9) })).toMatchObject({ entries: 1 });
  });

  test('whom the policy lets in is cut out, whichever is the larger', () => {
    const more =
      'trusted: [198.51.100.7, "2001:db8:0:1::/64"]\nservices: { ssh: { tcp: [22], from: [203.0.113.0/24] } }\nsip: { to: [198.18.0.1] }\n';
    const { networks = [] } = judged(
      awk,
      '198.51.100.0/29\n203.0.113.9\n198.18.0.1\n2001:db8::/63\n2001:db8:0:1::5\n',
      '',
      { more },
    );
    expect(networks).toEqual([
      '198.51.100.0/30',
      '198.51.100.4/31',
      '198.51.100.6',
      '2001:db8:0:0:0:0:0:0/64',
    ]);
  });
});

test('whatever networks and ranges a list has, the shell blocks whom compile blocks', () => {
  const address = fc
    .tuple(fc.constantFrom(198, 172, 10, 224, 100), fc.nat(255), fc.nat(255), fc.nat(255))
    .map((four) => four.join('.'));
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const entry = fc.oneof(
    address,
    fc.tuple(address, fc.integer({ min: 9, max: 32 })).map(([a, size]) => `${a}/${size}`),
    fc.tuple(address, address).map(([a, b]) => (number(a) <= number(b) ? `${a}-${b}` : `${b}-${a}`)),
  );
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 12 }), (entries) => {
      const text = `${entries.join('\n')}\n`;
      const mine = judged('', text, 'host_bits: network');
      if (mine.why?.includes('no address of anybody')) {
        expect(compiled(text, 'host_bits: network')).toEqual([]);
        return;
      }
      if (mine.why !== undefined) {
        expect(mine.why).toMatch(/large part of the internet|more than half/);
        return;
      }
      expect(merged(mine.networks ?? [])).toEqual(compiled(text, 'host_bits: network'));
    }),
    { numRuns: 60 },
  );
});
