import { chainBlock, declaration } from '../../../src/emit/nftables/fold.js';
import { unfolded } from '../../../src/plan/nftables/listed-text.js';

const long = `update @strangers.unrecognised6 { ip6 saddr & ffff:ffff:ffff:ffff:: limit rate over 20/second burst 50 packets } meta mark set 0x4a counter goto strangers.refused comment "strangers.unrecognised.source.unrecognised"`;
const map =
  'meta l4proto udp @th,64,32 vmap {\n      0x52454749 : goto c.1, # REGISTER\n      0x41434b20 : goto c.2 # ACK\n    } comment "c.class"';

const unfoldedMap =
  'meta l4proto udp @th,64,32 vmap { 0x52454749 : goto c.1, 0x41434b20 : goto c.2 } comment "c.class"';

const blocks: readonly (readonly [what: string, folded: string, lines: readonly string[]])[] = [
  ['a short chain', chainBlock('c.1', ['accept comment "a"']), ['accept comment "a"']],
  [
    'a quoted semicolon',
    chainBlock('c.1', ['log prefix "a; } b" comment "x.1"', 'drop comment "x.2"']),
    ['log prefix "a; } b" comment "x.1"', 'drop comment "x.2"'],
  ],
  [
    'the two families of a rule',
    chainBlock('c.1', [
      'ip saddr @a accept comment "x.1"',
      'ip6 saddr @b accept comment "x.1"',
      'drop comment "x.2"',
    ]),
    ['ip saddr @a accept comment "x.1"', 'ip6 saddr @b accept comment "x.1"', 'drop comment "x.2"'],
  ],
  [
    'a chain of nothing else',
    chainBlock('c.1', ['ip saddr @a accept comment "x.1"', 'ip6 saddr @b accept comment "x.1"']),
    ['ip saddr @a accept comment "x.1"', 'ip6 saddr @b accept comment "x.1"'],
  ],
  [
    'methods that go the same way',
    chainBlock('c.1', [
      ...['1', '2', '3'].map((n) => `@th,64,32 0x${n} goto c.${n === '3' ? 'b' : 'a'} comment "x.${n}"`),
      'counter drop comment "x.4"',
    ]),
    [
      '@th,64,32 0x1 goto c.a comment "x.1"',
      '@th,64,32 0x2 goto c.a comment "x.2"',
      '@th,64,32 0x3 goto c.b comment "x.3"',
      'counter drop comment "x.4"',
    ],
  ],
  ['a long rule and a map behind each other', chainBlock('c.1', [long, map]), [long, unfoldedMap]],
  [
    'a long rule at the end',
    chainBlock('c.1', [unfoldedMap.replace('class', 'x'), long]),
    [unfoldedMap.replace('class', 'x'), long],
  ],
  [
    'a chain that counts each of its packets',
    chainBlock('c.1', ['counter comment "x.1"', long, map]),
    ['counter comment "x.1"', long, unfoldedMap],
  ],
  ['an empty chain', chainBlock('c.1', []), []],
  ['a long rule', chainBlock('c.1', [long]), [long]],
  ['a map', chainBlock('c.1', [map]), [unfoldedMap]],
];

test.each(blocks)('%s is within 180 columns, and comes back as it was', (_, folded, lines) => {
  for (const line of folded.split('\n')) expect(line).toMatch(/^[^\t]{0,180}$/);
  expect(unfolded(folded)).toBe(
    ['\tchain c.1 {', ...lines.map((line) => `\t\t${line}`), '\t}', ''].join('\n'),
  );
});

test('a set is one line, with what it means behind it or, where that is too long, above it', () => {
  const set = '  set s.1 { type ipv4_addr; size 5; }';
  expect(declaration('set', 's.1', ['type ipv4_addr', 'size 5'], 'known')).toBe(`${set}  # known\n`);
  expect(declaration('set', 's.1', ['type ipv4_addr', 'size 5'], 'x'.repeat(150))).toBe(
    `  # ${'x'.repeat(150)}\n${set}\n`,
  );
  expect(unfolded(declaration('set', 's.1', ['type ipv4_addr', 'size 5'], 'known'))).toBe(
    '\tset s.1 {\n\t\ttype ipv4_addr\n\t\tsize 5\n\t}\n',
  );
});

test('a hook is declared where its chain begins, and comes back as nft lists it', () => {
  const hook = 'type filter hook input priority filter; policy accept';
  const listed = (...rules: readonly string[]) =>
    ['\tchain c.1 {', `\t\t${hook};`, ...rules.map((rule) => `\t\t${rule}`), '\t}', ''].join('\n');
  expect(unfolded(chainBlock('c.1', ['drop comment "a"'], hook))).toBe(listed('drop comment "a"'));
  expect(unfolded(chainBlock('c.1', [], hook))).toBe(listed());
  const rules = [long, 'drop comment "a"'];
  expect(chainBlock('c.1', rules, hook)).toMatch(
    /^ {2}chain c\.1 \{ type .*;\n {4}update .*\n[^}]*\n {4}drop comment "a"; \}\n$/s,
  );
  expect(unfolded(chainBlock('c.1', rules, hook))).toBe(listed(...rules));
});
