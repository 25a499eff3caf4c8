import { refusals } from './read-restore.js';
import type { Tool, Version } from './tool.js';

const sets = new Map([
  ['s4', 'inet'],
  ['s6', 'inet6'],
] as const);
const tool = (version: Version, family: Tool['family'] = 'ipv4'): Tool => ({ version, family, sets });

const file = (rule: string, table = 'raw') => `*${table}\n:c - [0:0]\n-A c ${rule}\nCOMMIT\n`;
const long = (n: number) => 'x'.repeat(n);
const u32 = (n: number) => Array.from({ length: n }, () => '0x0>>0x16&0x3c@0x8=0x1').join('&&');
const limit = (options: string) => `-m hashlimit --hashlimit-above ${options} -j DROP`;

/** Rules that a version refuses or misreads, by the rows of docs/papers/old-iptables.md, and what is said of them. */
const traps: readonly (readonly [row: number, rule: string, of: readonly Version[], said: string])[] = [
  [1, '-m u32 --u32 ! "0=1"', ['1.4.7', '1.4.21'], 'expected number'],
  [2, `-m u32 --u32 "${u32(11)}"`, ['1.4.7', '1.4.21'], 'too many "&&"s'],
  [2, '-m u32 --u32 "0=1,2,3,4,5,6,7,8,9,10,11"', ['1.4.7', '1.4.21'], 'too many ","s'],
  [2, `-m u32 --u32 "0=0x${'0'.repeat(1030)}"`, ['1.4.7', '1.4.21'], 'Parameter too long'],
  [3, '-m set --match-set s6 src', ['1.4.7', '1.4.21'], 'other family'],
  [3, '-m set --match-set gone src', ['1.4.7', '1.4.21'], "doesn't exist"],
  [3, `-m set --match-set ${long(32)} src`, ['1.4.7', '1.4.21'], 'max 31'],
  [3, '-m set --match-set s4 src --return-nomatch', ['1.4.7'], 'unknown option'],
  [4, '-j SET --add-set s4 src --exist', ['1.4.7'], "unknown option `--exist'"],
  [4, '-j SET --add-set s4 src --timeout 600', ['1.4.7'], "unknown option `--timeout'"],
  [5, limit('10001/sec --hashlimit-name a'), ['1.4.7', '1.4.21'], 'Rate too fast'],
  [5, limit('3000/sec --hashlimit-name a'), ['1.4.7', '1.4.21'], 'kept as 3333'],
  [5, limit('7000/sec --hashlimit-name a'), ['1.4.7', '1.4.21'], 'kept as 10000'],
  [5, limit('5/sec --hashlimit-burst 10001 --hashlimit-name a'), ['1.4.7', '1.4.21'], '1-10000'],
  [5, limit(`5/sec --hashlimit-name ${long(16)}`), ['1.4.7', '1.4.21'], 'longer than 15'],
  [5, limit('5/sec --hashlimit-name a/b'), ['1.4.7', '1.4.21'], 'bad name'],
  [5, limit('5/sec'), ['1.4.7', '1.4.21'], 'must be specified'],
  [5, limit('5kb/s --hashlimit-name a'), ['1.4.7'], 'taken for 5/sec'],
  [5, limit('10kb/s --hashlimit-burst 20kb --hashlimit-name a'), ['1.4.7'], 'taken for 10/sec'],
  [5, limit('5kB/s --hashlimit-name a'), ['1.4.7', '1.4.21'], 'no rate'],
  [6, '-m string --string a --algo bm --to 65536', ['1.4.7', '1.4.21'], '0-65535'],
  [6, '-m string --string a --algo bm --from 9 --to 8', ['1.4.7', '1.4.21'], 'from > to'],
  [6, `-m string --string ${long(129)} --algo bm`, ['1.4.7', '1.4.21'], 'too long'],
  [6, `-m string --hex-string "|${'0d'.repeat(129)}|" --algo bm`, ['1.4.7', '1.4.21'], 'too long'],
  [6, '-m string --string "a\\\\b" --algo bm', ['1.4.7'], 'backslash'],
  [6, '-m string --string ! a --algo bm', ['1.4.7', '1.4.21'], 'negation'],
  [6, '-m string --string a', ['1.4.7', '1.4.21'], '--algo must be specified'],
  [7, '-m comment --comment ": :"', ['1.4.7', '1.4.21'], 'saved without quotes'],
  [7, `-m comment --comment ${long(256)}`, ['1.4.7', '1.4.21'], 'shorter than 256'],
  [7, '-m comment --comment "-test"', ['1.4.7', '1.4.21'], '-t option'],
  [7, '-m comment --comment "" -j DROP', ['1.4.7', '1.4.21'], 'vanishes'],
  [8, '-m connlimit --connlimit-upto 10', ['1.4.7'], 'unknown option'],
  [8, '-m connlimit --connlimit-above 10 --connlimit-saddr', ['1.4.7'], 'unknown option'],
  [9, '-m recent --rcheck --hitcount 21 --name x', ['1.4.7', '1.4.21'], '1-20'],
  [9, '-m recent --set --name x --mask 255.255.255.255', ['1.4.7'], "unknown option `--mask'"],
  [9, '-m recent --rcheck --reap --name x', ['1.4.7'], "unknown option `--reap'"],
  [9, `-m recent --set --name ${long(200)}`, ['1.4.7', '1.4.21'], 'longer than 199'],
  [10, '-j CT --notrack', ['1.4.7'], "Couldn't find target"],
  [11, '-m bpf --bytecode 1', ['1.4.7'], "Couldn't find match"],
  [11, '-m rpfilter', ['1.4.7'], "Couldn't find match"],
  [11, `-j LOG --log-prefix ${long(30)}`, ['1.4.7', '1.4.21'], 'longer than 29'],
  [11, '-j REJECT --reject-with tcp-reset', ['1.4.7', '1.4.21'], 'needs -p tcp'],
  [11, '-p udp -j REJECT --reject-with tcp-reset', ['1.4.7', '1.4.21'], 'needs -p tcp'],
  [11, '-m length --length 0x10', ['1.4.7', '1.4.21'], 'bad length'],
  [11, '-s ! 192.0.2.1 -j DROP', ['1.4.7', '1.4.21'], 'negation stands before'],
  [12, '-w -j DROP', ['1.4.7', '1.4.21'], "unknown option `-w'"],
  [12, '-t raw -j DROP', ['1.4.7', '1.4.21'], '-t option'],
  [12, '-6 -j DROP', ['1.4.7', '1.4.21'], "unknown option `-6'"],
  [12, "-m comment --comment 'a b' -j DROP", ['1.4.7', '1.4.21'], 'Bad argument'],
  [12, '-j DROP # why', ['1.4.7', '1.4.21'], "Bad argument `#'"],
  [12, '-j LATER', ['1.4.7', '1.4.21'], "Couldn't find target `LATER'"],
  [12, '-g LATER', ['1.4.7', '1.4.21'], "Couldn't find target `LATER'"],
  [12, '-m bogus', ['1.4.7', '1.4.21'], "Couldn't find match `bogus'"],
  [12, `-j DROP ${'-i lo '.repeat(130)}`, ['1.4.7', '1.4.21'], '255 words'],
  [12, `${'-m comment --comment '.repeat(1)}a ${' '.repeat(10_240)}`, ['1.4.7', '1.4.21'], 'cut in two'],
  [13, `-p udp -m multiport --dports ${'1,'.repeat(15)}1`, ['1.4.7', '1.4.21'], 'too many ports'],
  [13, `-p udp -m multiport --dports ${'1:2,'.repeat(7)}1:2`, ['1.4.7', '1.4.21'], 'too many ports'],
];

describe.each(['1.4.7', '1.4.21'] as const)('%s', (version) => {
  test.each(traps)('row %d (%#)', (_, rule, of, said) => {
    const found = refusals(file(rule), tool(version));
    if (of.includes(version)) expect(found).toEqual([expect.stringContaining(said)]);
    else expect(found).toEqual([]);
  });
});

test.each(['-m set --match-set s6 src', '-j SET --add-set s6 src', '-m addrtype --dst-type LOCAL'])(
  'ip6tables 1.4.7 lacks %s, 1.4.21 has it',
  (rule) => {
    expect(refusals(file(rule), tool('1.4.7', 'ipv6'))).toEqual([expect.stringContaining("Couldn't find")]);
    expect(refusals(file(rule), tool('1.4.21', 'ipv6'))).toEqual([]);
  },
);

const texts: readonly (readonly [text: string, said: string])[] = [
  ['*raw\nCOMMIT', 'the last line does not end'],
  ['*raw\nCOMMIT \n', "Bad argument `COMMIT'"],
  ['*raw\n', 'COMMIT expected'],
  ['*raw\n*filter\nCOMMIT\n', 'COMMIT is missing'],
  ['*raw\r\nCOMMIT\n', 'carriage return'],
  ['\ufeff*raw\nCOMMIT\n', 'line failed'],
  ['*raw\n # indented\nCOMMIT\n', "Bad argument `#'"],
  ['*raw\n  \nCOMMIT\n', 'no command specified'],
  [`*raw\n:${long(29)} - [0:0]\nCOMMIT\n`, '28 chars max'],
  ['*raw\n:c ACCEPT [0:0]\nCOMMIT\n', "Can't set policy"],
  ['*raw\n:c - [0:0]\n-A c -j DROP\n:c - [0:0]\nCOMMIT\n', 'second declaration'],
  ['*raw\n-A c -j DROP\nCOMMIT\n', 'No chain by that name'],
  ['*raw\n-C PREROUTING -j DROP\nCOMMIT\n', 'not one of those that were tried'],
  ['*raw\n-D PREROUTING -j DROP\nCOMMIT\n', 'not one of those that were tried'],
  ['*nosuch\nCOMMIT\n', 'unable to initialize'],
  [file('-j NOTRACK', 'filter'), 'raw table'],
];

test.each(texts)('%j', (text, said) => {
  expect(refusals(text, tool('1.4.21')).join('; ')).toContain(said);
});

test.each([
  ['10kb/s --hashlimit-burst 20', 'with a burst of 20'],
  ['5/sec --hashlimit-burst 5kb', 'with a burst of 5kb'],
  ['4096mb/s --hashlimit-burst 4096mb', 'Rate too fast'],
])('bytes and packets are not mixed, and 32 bits are not exceeded: %s', (options, said) => {
  expect(refusals(file(limit(`${options} --hashlimit-name a`)), tool('1.4.21'))).toEqual([
    expect.stringContaining(said),
  ]);
});

test.each([
  file('-p udp -m u32 --u32 "0x0>>0x16&0x3c@0x8=0x5349502f" -m comment --comment "vg:it\'s" -j NOTRACK'),
  file('-p tcp -m tcp --dport 5060 -m length --length 93:65535 -j REJECT --reject-with tcp-reset', 'filter'),
  file('-m set --match-set s4 src,src -m length --length 40 -g c'),
  file('-m recent ! --rcheck --seconds 60 --hitcount 20 --name x --rsource -g c'),
  file(limit('294/sec --hashlimit-burst 10000 --hashlimit-mode srcip --hashlimit-name vg-123456789012')),
  `# head\n\n*raw\n:c - [0:0]\n-A c ${u32(0)} -j SET --del-set s4 src\n-I PREROUTING 1 -j c\nCOMMIT\n`,
])('%j is taken by both', (text) => {
  expect(refusals(text, tool('1.4.7'))).toEqual([]);
  expect(refusals(text, tool('1.4.21'))).toEqual([]);
});
