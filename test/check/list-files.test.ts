import { compilePolicy } from '../../src/compile.js';
import { cidrs } from '../../src/net/cidrs.js';
import { memoryFiles } from '../parse/memory-files.js';
import { brief, checked, relatedTo, saying, today } from './checked.js';

const codes: readonly string[] = ['VG240', 'VG241', 'VG242', 'VG243', 'VG244'];

/** What is found about a list `l` with this content, in this use. */
function found(list: string, use: string, written = 'feed: { file: l }') {
  const policy = `vosguard: 1\naddresses: { ${written} }\n${use}\n`;
  return checked(policy, { l: list }).filter(({ code }) => codes.includes(code));
}

const uses = {
  trusted: 'trusted: [feed]',
  blocked: 'trusted: [203.0.113.10]\nblocked: [feed]',
  from: 'services: { ssh: { tcp: [22], from: [192.0.2.7, feed] } }',
} as const;

describe('an empty list', () => {
  test.each([
    ['no byte', ''],
    ['a comment', '# the export failed\n\n'],
  ])('of %s is an error where it lets in, and a warning where it blocks', (_, list) => {
    expect(found(list, uses.trusted).map(brief)).toEqual(['2:28 VG240']);
    expect(found(list, uses.from).map(brief)).toEqual(['2:28 VG240']);
    expect(found(list, 'sip: { strangers: { from: [feed] } }').map(brief)).toEqual(['2:28 VG240']);
    expect(saying(found(list, uses.from))).toContain('`l` in "services.ssh.from"');
    expect(found(list, uses.blocked).map(brief)).toEqual(['2:28 VG241']);
  });

  test('is found by way of other groups, and beside other entries', () => {
    const written = 'inner: { file: l }, feed: [203.0.113.7, inner]';
    expect(found('', uses.trusted, written).map(brief)).toEqual(['2:29 VG240']);
  });

  test('says nothing where nothing uses it', () => {
    expect(found('', 'trusted: [203.0.113.10]')).toEqual([]);
  });

  test('is one of which everything is left out, too', () => {
    expect(found('127.0.0.0/8\n', uses.blocked).map(brief)).toEqual(['2:28 VG241', '2:28 VG244']);
    expect(found('127.0.0.0/8\n198.51.100.7\n', uses.blocked).map(brief)).toEqual(['2:28 VG244']);
  });
});

describe('a list for most of the internet', () => {
  const halves = '0.0.0.0/1\n198.51.100.7\n128.0.0.0/1\n';
  const everyEighth = Array.from({ length: 256 }, (_, i) => `${i}.0.0.0/8\n`).join('');

  test.each([
    ['all of it', '198.51.100.7\n0.0.0.0/0\n', ['l:2:1 VG242']],
    ['halves', halves, ['l:1:1 VG242', 'l:3:1 VG242']],
    ['a /3', '32.0.0.0/3\n', ['l:1:1 VG242']],
    ['a /7', '198.51.100.7\n32.0.0.0/7\n', ['l:2:1 VG242']],
    ['a range', '1.0.0.0-223.255.255.255\n', ['l:1:1 VG242']],
    ['IPv6', '::/0\n', ['l:1:1 VG242']],
    ['the half of IPv6 that is in use', '2000::/4\n', ['l:1:1 VG242']],
    ['in small pieces', everyEighth, ['2:28 VG242']],
    ['a /8', '32.0.0.0/8\n', []],
    ['a block of IPv6 that one holder has', '2a01:4f8::/29\n', []],
    ['networks that nobody has', '224.0.0.0/3\n3000::/4\n4000::/3\n198.51.100.7\n', []],
  ])('%s', (_, list, expected) => {
    const lines = found(list, uses.blocked);
    expect(lines.map(brief).filter((line) => line.endsWith('VG242'))).toEqual(expected);
  });

  test.each([
    ['everybody', '0.0.0.0/0\n', ['l:1:1 VG242']],
    ['a country in large pieces', '24.0.0.0/6\n2600::/12\n', []],
  ])('lets in %s', (_, list, expected) => {
    expect(found(list, uses.trusted).map(brief)).toEqual(expected);
    expect(found(list, uses.from).map(brief)).toEqual(expected);
  });

  test('is told twenty times at most', () => {
    const told = found('0.0.0.0/0\n'.repeat(50), uses.blocked).filter(({ code }) => code === 'VG242');
    expect(told).toHaveLength(20);
  });

  test('what the policy itself says is no matter of lists', () => {
    const policy = 'vosguard: 1\ntrusted: [203.0.113.10]\nblocked: [0.0.0.0/0]\n';
    expect(checked(policy).map(({ code }) => code)).not.toContain('VG242');
  });
});

describe('entries of a blocklist that are left out', () => {
  const bogus =
    '# bogus networks\n10.0.0.0/8\n127.0.0.0/8\n198.51.100.0/24\n169.254.0.0/16\nfe80::/10\n192.168.0.0/17\n192.168.128.0/17\n';

  test('are named with their lines', () => {
    const left = found(bogus, uses.blocked);
    expect(left.map(brief)).toEqual(['2:28 VG243', '2:28 VG244']);
    expect(left.map(relatedTo)).toEqual([
      ['l:2:1', 'l:7:1', 'l:8:1'],
      ['l:3:1', 'l:5:1', 'l:6:1'],
    ]);
    expect(saying(left)).toContain('(10.0.0.0/8, 192.168.0.0/16; lines 2, 7, 8)');
  });

  /** What is blocked in the end. */
  function blocked(list: string, use: string): readonly string[] {
    const policy = `vosguard: 1\naddresses: { feed: { file: l } }\n${use}\n`;
    const files = memoryFiles({ 'policy.yaml': policy, l: list });
    const compiled = compilePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
    const set = compiled?.policy.blocked.set;
    return set === undefined ? ['no policy'] : [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')];
  }

  test.each([
    ['bogus networks', bogus, 'blocked: [feed]', ['198.51.100.0/24']],
    [
      'what the policy writes itself',
      bogus,
      'blocked: [feed, 10.0.0.0/8]',
      ['10.0.0.0/8', '198.51.100.0/24'],
    ],
    [
      'a part of a private network',
      '10.7.0.0/16\n192.168.1.1\n',
      'blocked: [feed]',
      ['10.7.0.0/16', '192.168.1.1'],
    ],
    ['multicast and what is reserved', '224.0.0.0/3\n', 'blocked: [feed]', ['240.0.0.0/4']],
    [
      'all of IPv6 that is no global address',
      'fc00::/7\nfe80::/10\nff00::/8\n::1\n2001:db8::/32\n',
      'blocked: [feed]',
      ['2001:db8::/32'],
    ],
  ])('%s', (_, list, use, expected) => {
    expect(blocked(list, use)).toEqual(expected);
  });

  test('a list that lets in has nothing left out', () => {
    expect(found('10.0.0.0/8\n', uses.trusted)).toEqual([]);
  });
});
