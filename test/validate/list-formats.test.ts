import { sentences } from '../../src/diagnostics/sentences.js';
import { cidrs } from '../../src/net/cidrs.js';
import { placeText } from '../parse/parsed.js';
import { validated } from './validated.js';

type Content = string | Uint8Array;

/** A policy with one list, which is blocked, and what comes of it. */
function read(content: Content, keys = '') {
  const files = {
    'policy.yaml': `vosguard: 1\nlists:\n  feed: { file: l${keys === '' ? '' : `, ${keys}`} }\nblocked: [{ list: feed }]\n`,
    l: content,
  };
  const { policy, findings, lines } = validated(files);
  const set = policy?.blocked.set;
  const addresses = set === undefined ? undefined : [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')];
  const places = [...(policy?.blocked.entries.ranges() ?? [])].map(({ index }) =>
    placeText(policy?.blocked.entries.placeOf(index)),
  );
  return { addresses, lines, findings, places };
}

const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return little ? bytes : bytes.swap16();
};

const delegated = `2|ripencc|20261129|3|19830705|20261128|+0100
ripencc|*|ipv4|*|3|summary
ripencc|NL|asn|1101|1|19901112|allocated
ripencc|NL|ipv4|192.0.2.0|128|19930901|allocated|x
ripencc|DE|ipv4|198.51.100.0|256|19930901|allocated|x
ripencc|NL|ipv6|2001:db8::|32|19990826|allocated|x
ripencc||ipv4|203.0.113.0|256||available|
`;

describe('a list', () => {
  test.each<[name: string, content: Content, keys: string, expected: readonly string[]]>([
    [
      'of Spamhaus',
      '; DROP\n198.51.100.0/24 ; SBL256894\n203.0.113.128/25;SBL434604\n',
      '',
      ['198.51.100.0/24', '203.0.113.128/25'],
    ],
    ['of Spamhaus, named', '198.51.100.0/24 ; SBL256894\n', 'format: spamhaus', ['198.51.100.0/24']],
    [
      'of Spamhaus in JSON',
      '{"cidr":"198.51.100.0/24","sblid":"SBL1"}\n{"cidr":"203.0.113.0/24"}\n{"type":"metadata","size":2}\n',
      'format: json, path: cidr',
      ['198.51.100.0/24', '203.0.113.0/24'],
    ],
    [
      'with blanks around the dash',
      '198.51.100.8 - 198.51.100.11\n198.51.100.16 -198.51.100.17',
      '',
      ['198.51.100.8/30', '198.51.100.16/31'],
    ],
    [
      'of countries with addresses as numbers',
      '"0","16777215","-"\n"3325256704","3325256959","AT"\n"281474007000320","281474007000327","AT"\n"42540766411282592856903984951653826560","42540766411282592875350729025363378175","AT"\n"3325256960","3325257215","DE"\n',
      'format: csv, column: [1, 2], where: { column: 3, is: [AT] }',
      ['198.51.100.0/24', '198.51.101.0/29', '2001:db8::/64'],
    ],
    ['with IPv4 written as IPv6', '::ffff:198.51.100.11\n::FFFF:c633:640a\n', '', ['198.51.100.10/31']],
    ['with networks written as IPv6', '::ffff:198.51.100.0/120\n', '', ['198.51.100.0/24']],
    [
      'with host bits',
      '198.51.100.7/24\n2001:db8::1/64\n',
      'host_bits: network',
      ['198.51.100.0/24', '2001:db8::/64'],
    ],
    ['of Windows', '\ufeff198.51.100.7\r\n198.51.100.8\r\n', '', ['198.51.100.7', '198.51.100.8']],
    ['in UTF-16', utf16('198.51.100.9\n', true), '', ['198.51.100.9']],
    ['in UTF-16, the other way round', utf16('198.51.100.9\n', false), '', ['198.51.100.9']],
    [
      'of DShield',
      '# primary URL\nStart\tEnd\tNetmask\n198.51.100.0\t198.51.100.255\t24\t10\tEXAMPLE\n',
      'format: dshield',
      ['198.51.100.0/24'],
    ],
    [
      'of PeerGuardian',
      '# a comment\nSome Org #1:x:198.51.100.0-198.51.100.1\n',
      'format: p2p',
      ['198.51.100.0/31'],
    ],
    [
      'in CSV',
      '198.51.100.9,US,scanner\n"198.51.100.10", "x,y"\n',
      'format: csv',
      ['198.51.100.9', '198.51.100.10'],
    ],
    [
      'in another column',
      'US;198.51.100.9\n',
      'format: csv, column: 2, separator: semicolon',
      ['198.51.100.9'],
    ],
    [
      'of ranges in CSV, with a country',
      '"198.51.100.0","198.51.100.255","DE"\n192.0.2.0,192.0.2.255,US\n',
      'format: csv, column: [1, 2], where: { column: 3, is: [DE, AT] }',
      ['198.51.100.0/24'],
    ],
    [
      'by the number of a network',
      '198.51.100.0\t198.51.100.127\t64500\tDE\n192.0.2.0\t192.0.2.255\t64501\tDE\n',
      'format: csv, separator: tab, column: [1, 2], where: { column: 3, is: ["64500"] }',
      ['198.51.100.0/25'],
    ],
    [
      'of APIBAN',
      '{"ipaddress":["198.51.100.9","198.51.100.10"],"ID":"1631568347"}\n',
      'format: json, path: ipaddress',
      ['198.51.100.9', '198.51.100.10'],
    ],
    [
      'of a cloud',
      '{"syncToken": "17", "prefixes": [\n {"ip_prefix": "198.51.100.0/24", "region": "\\"x"},\n {"ip_prefix": "203.0.113.0/24"}]}',
      'format: json, path: "prefixes[].ip_prefix"',
      ['198.51.100.0/24', '203.0.113.0/24'],
    ],
    ['of texts alone', '["198.51.100.9"]', 'format: json', ['198.51.100.9']],
    ['of a registry', delegated, 'format: delegated, countries: [NL]', ['192.0.2.0/25', '2001:db8::/32']],
  ])('%s', (_, content, keys, expected) => {
    const { addresses, lines } = read(content, keys);
    expect(lines).toEqual([]);
    expect(addresses).toEqual(expected);
  });

  test('names the place of each entry', () => {
    const json = '{"a":\n ["198.51.100.9",\n "198.51.100.10"]}';
    expect(read(json, 'format: json, path: a').places).toEqual(['l:2:4', 'l:3:3']);
    expect(read('US, 198.51.100.9\n', 'format: csv, column: 2').places).toEqual(['l:1:5']);
    expect(read('x:198.51.100.8-198.51.100.9\n', 'format: p2p').places).toEqual(['l:1:3']);
  });
});

describe('a list that cannot be read', () => {
  test.each<[name: string, content: Content, keys: string, expected: readonly string[]]>([
    ['has leading zeros', '198.051.100.009\n', '', ['l:1:1 VG223']],
    ['has host bits', '198.51.100.9\n198.51.100.7/24\n', '', ['l:2:1 VG221']],
    ['has a name', 'sip.example.com\n198.51.100.9\n', '', ['l:1:1 VG220']],
    ['has an octet too many', '942.180.233.122\n', '', ['l:1:1 VG220']],
    ['has columns', '198.51.100.0\t198.51.100.255\t24\n', '', ['l:1:29 VG220']],
    ['has no such column', '198.51.100.9\n', 'format: csv, column: 2', ['l:1:1 VG220']],
    ['has half a range', '198.51.100.9,\n', 'format: csv, column: [1, 2]', ['l:1:1 VG220']],
    ['is a page', '<html><head><title>403 Forbidden</title></head>\n</html>', '', ['3:9 VG247']],
    ['is a page where JSON is wanted', '\n<!DOCTYPE html>', 'format: json, path: a', ['3:9 VG247']],
    ['is JSON', '{"ipaddress":["198.51.100.9"]}', '', ['3:9 VG247']],
    ['is JSON of a line each', '{"cidr":"198.51.100.0/24"}\n', '', ['3:9 VG247']],
    ['is compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), '', ['3:9 VG247']],
    ['is no text', Uint8Array.of(49, 0, 50, 0), '', ['3:9 VG247']],
    ['breaks off', '{"ipaddress":["198.51.100.9","198.51', 'format: json, path: ipaddress', ['3:9 VG248']],
    [
      'breaks off behind an entry',
      '{"ipaddress":["198.51.100.9",',
      'format: json, path: ipaddress',
      ['3:9 VG248'],
    ],
    [
      'closes what is not open',
      '{"ipaddress":["198.51.100.9"}]',
      'format: json, path: ipaddress',
      ['3:9 VG248'],
    ],
    ['is nested without end', '['.repeat(1e6), 'format: json', ['3:9 VG248']],
    ['has other keys', '{"ip":["198.51.100.9"]}', 'format: json, path: address', ['3:9 VG249']],
    [
      'says that there is nothing',
      '{"ipaddress":["no new bans"],"ID":"none"}',
      'format: json, path: ipaddress',
      ['l:1:16 VG220'],
    ],
    ['has too few', '198.51.100.9\n', 'min: 2', ['3:9 VG246']],
    ['has too many', '198.51.100.9\n198.51.100.19\n', 'max: 1', ['3:9 VG246']],
  ])('%s', (_, content, keys, expected) => {
    const { addresses, lines, findings } = read(content, keys);
    expect(addresses).toBeUndefined();
    expect(lines.map((line) => line.replace(/^3:\d+/, '3:9'))).toEqual(expected);
    // A list cannot hold the name of a group.
    expect(findings.map((finding) => sentences(finding).instead).join()).not.toContain('group');
  });

  test('may leave out as many lines as the policy allows', () => {
    const content = 'sip.example.com\n198.51.100.9\n198.051.100.9\n';
    const { addresses, lines, findings } = read(content, 'skip: 2');
    expect({ addresses, lines }).toEqual({ addresses: ['198.51.100.9'], lines: ['3:17 VG245'] });
    expect(findings.map(({ related }) => related.map(({ place }) => placeText(place)))).toEqual([
      ['l:1:1', 'l:3:1'],
    ]);
    expect(read(content, 'skip: 1').lines).toEqual(['l:1:1 VG220', 'l:3:1 VG223']);
    expect(read(content, 'skip: 2, min: 2').lines).toEqual(['3:17 VG245', '3:17 VG246']);
  });
});

describe('lists:', () => {
  test.each([
    ['a key of another format', 'lists: { f: { file: l, column: 2 } }', ['2:32 VG250']],
    ['a format that is none', 'lists: { f: { file: l, format: xml } }', ['2:32 VG202']],
    ['no file', 'lists: { f: { format: json, path: a } }', ['2:13 VG203']],
    ['a registry without countries', 'lists: { f: { file: l, format: delegated } }', ['2:13 VG203']],
    ['a list that is not there', 'lists: { feed: { file: l } }\nblocked: [{ list: fed }]', ['3:19 VG228']],
    ['a list where a group is named', 'lists: { feed: { file: l } }\nblocked: [feed]', ['3:11 VG228']],
    [
      'more beside the list',
      'addresses: { a: [{ list: f, until: 2027-01-31, reason: x }] }\nlists: { f: { file: l } }',
      ['2:18 VG201'],
    ],
    ['another key', 'blocked: [{ file: l }]', ['2:11 VG203', '2:13 VG200']],
  ])('%s is told at its place', (_, body, expected) => {
    const { lines } = validated({ 'policy.yaml': `vosguard: 1\n${body}\n`, l: '198.51.100.9\n' });
    expect(lines).toEqual(expected);
  });

  test('may be used by groups, services and trusted, and is read once', () => {
    const { policy, lines } = validated({
      'policy.yaml': `vosguard: 1
lists: { a: { file: l } }
addresses: { one: { list: a }, two: [192.0.2.1, { list: a }] }
trusted: [two]
services: { ssh: { tcp: [22], from: [one, { list: a }] } }
`,
      l: '198.51.100.9\n',
    });
    expect(lines).toEqual([]);
    expect(policy?.services.map(({ from }) => from && [...cidrs(from.set, 'ipv4')])).toContainEqual([
      '198.51.100.9',
    ]);
    expect(policy?.lists.map(({ name }) => name)).toEqual(['a']);
  });

  test('a profile may change how a list is read', () => {
    const files = {
      'policy.yaml':
        'vosguard: 1\nlists: { f: { file: l } }\nblocked: [{ list: f }]\nprofiles: { p: { lists: { f: { skip: 1 } } } }\n',
      l: 'x.example\n198.51.100.9\n',
    };
    expect(validated(files).lines).toEqual(['l:1:1 VG220', '2:21 VG245']);
    expect(validated(files, 'p').lines).toContain('l:1:1 VG220');
    expect(validated({ ...files, l: '198.51.100.9\n' }, 'p').policy?.lists[0]?.skip).toBe(1);
  });
});
