import { emitIpset } from '../../../src/emit/ipset/emit-ipset.js';
import { emitIptables } from '../../../src/emit/iptables/emit-iptables.js';
import { emitNftables } from '../../../src/emit/nftables/emit-nftables.js';
import { chain, rule, ruleset } from '../../emit/samples.js';
import { everythingForIptables, everythingForNftables } from './everything.js';
import { flavours, inNamespace } from './namespace.js';

const families = ['ipv4', 'ipv6'] as const;
const commands = { ipv4: 'iptables', ipv6: 'ip6tables' } as const;
const ruleLines = (text: string) => text.split('\n').filter((line) => line.startsWith('-'));
const sets = emitIpset(families.map(everythingForIptables));

/** A jump that was inserted is listed like any other rule. */
const listedAs = (line: string) => line.replace(/^-I (\w+) 1 /, '-A $1 ');

describe.each(flavours)('iptables-%s', (flavour) => {
  test.each(families)('lists %s as it was written, after a first and after a second load', (family) => {
    const tool = `${commands[family]}-${flavour}`;
    const text = emitIptables(everythingForIptables(family));
    const listings = inNamespace(
      `ipset restore < sets; ${tool}-restore --noflush < rules
       ${tool}-save -t raw; ${tool}-save -t filter; echo =====
       ipset restore < sets; grep -v '^-I ' rules | ${tool}-restore --noflush
       ${tool}-save -t raw; ${tool}-save -t filter`,
      { sets, rules: text },
    ).split('=====');
    const wanted = ruleLines(text).map(listedAs).toSorted();
    const listed = (listing: string) =>
      ruleLines(listing.replaceAll(' --datestop 2038-01-19T03:14:07', '')).toSorted();
    expect(listings.map(listed)).toEqual([wanted, wanted]);
  });
});

describe.each(flavours)('quoted by iptables-%s', (flavour) => {
  test.each(["it's ", 'say "x" ', '100%s', 'a;b', '$(x)', '# no comment', '|0d|', 'x -t nat', '--table'])(
    '%j',
    (text) => {
      const told = [
        ...(text.startsWith('-') ? [] : [rule('r.1', 'ipv4', [], { kind: 'log', prefix: text })]),
        rule('r.2', 'ipv4', [{ kind: 'contains', text }], { kind: 'drop' }),
        rule('r.3', 'ipv4', [{ kind: 'contains', text: `\n${text}\\` }], { kind: 'drop' }),
      ];
      const rules = emitIptables(ruleset({ chains: [chain('VG-in', told, 'input')] }));
      const tool = `iptables-${flavour}`;
      const listing = inNamespace(`${tool}-restore --noflush < rules; ${tool}-save -t filter`, { rules });
      // What needs no hex is listed without it.
      const wanted = ruleLines(rules).map((line) =>
        line.replace('--hex-string "|2d2d7461626c65|"', '--string "--table"'),
      );
      expect(ruleLines(listing).toSorted()).toEqual(wanted.map(listedAs).toSorted());
    },
  );
});

test('ipset holds what was written', () => {
  const listing = inNamespace(
    'ipset restore < sets; ipset add banned4 192.0.2.77; ipset add banned6 2001:db8:1:2:3::4; ipset restore < sets; ipset save',
    {
      sets,
    },
  );
  const adds = listing
    .split('\n')
    .filter((line) => line.startsWith('add'))
    .map((line) => line.replace(/ timeout .*/, ''));
  expect(adds.toSorted()).toEqual([
    'add banned4 192.0.2.77',
    'add banned6 2001:db8:1:2::',
    'add trusted4 192.0.2.0/29',
    'add trusted6 2001:db8::/48',
  ]);
});

describe('nft', () => {
  const text = emitNftables(everythingForNftables());

  test('takes every form and lists each rule under its id', () => {
    const listing = inNamespace('nft -f rules; nft list ruleset', { rules: text });
    const ids = (lines: string) => lines.match(/comment "[^"]*"/g);
    expect(ids(listing)).toEqual(ids(text));
  });

  test('a second load leaves one table, the same', () => {
    const [first, second] = inNamespace(
      'nft -f rules; nft list ruleset; echo =====; nft -f rules; nft list ruleset',
      {
        rules: text,
      },
    ).split('=====\n');
    expect(second).toBe(first);
  });

  test.each(["it's ", 'a\\b\\', '100%s', 'a;b', '{ drop }', '# no comment', '@set', '-t ', '\\'])(
    'the log prefix %j is read back as it was',
    (prefix) => {
      const logs = rule('r.1', 'any', [], { kind: 'log', prefix });
      const listing = inNamespace('nft -f rules; nft list ruleset', {
        rules: emitNftables(ruleset({ chains: [chain('hook.input', [logs], 'input')] })),
      });
      expect(listing).toContain(` log prefix "${prefix}" comment "r.1"\n`);
    },
  );
});
