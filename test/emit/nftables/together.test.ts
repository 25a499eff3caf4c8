import { emitNftables } from '../../../src/emit/nftables/emit-nftables.js';
import { unfolded } from '../../../src/plan/nftables/listed-text.js';
import { chainId, meterId, setId } from '../../../src/ruleset/ids.js';
import type { Match } from '../../../src/ruleset/match.js';
import type { Action, Chain, LearnedSet, Meter, Rule } from '../../../src/ruleset/ruleset.js';
import { chain, learned, meter, ms, rule, ruleset } from '../samples.js';

/** What stands in one statement of nft, though the ruleset has it in several rules. */
const hour = ms(5_400_000);
const drop: Action = { kind: 'drop' };
const goto = (id: string): Action => ({ kind: 'goto', chain: chainId(id) });
const refuse = (id: string): Action => ({ kind: 'goto', chain: chainId(id), counted: true });
const mark: Action = { kind: 'mark', mark: 'wanted' };
const learn = (set: string, more: { full?: string; timeout?: number } = {}): Action => ({
  kind: 'learn',
  set: setId(set),
  side: 'source',
  timeout: more.timeout === undefined ? hour : ms(more.timeout),
  ...(more.full === undefined ? {} : { full: chainId(more.full) }),
});
const found = (set: string, side: 'source' | 'destination' = 'source'): Match => ({
  kind: 'address',
  side,
  set: setId(set),
  negate: false,
});
const over = (id: string): Match => ({ kind: 'limit', meter: meterId(id) });
const families = ['ipv4', 'ipv6'] as const;

/** The rule of each family. */
const twins = (id: string, of: (digit: string) => readonly [readonly Match[], Action]): readonly Rule[] =>
  families.map((family) => rule(id, family, ...of(family === 'ipv4' ? '4' : '6')));

const both = <T>(of: (id: string, family: 'ipv4' | 'ipv6') => T, id: string): readonly T[] =>
  families.map((family) => of(`${id}${family === 'ipv4' ? '4' : '6'}`, family));

const refused = chain('c.refused', [rule('c.drop', 'any', [], drop)]);

/** The lines of each chain that is printed. */
function printed(
  chains: readonly Chain[],
  { sets = [], meters = [] }: { readonly sets?: readonly LearnedSet[]; readonly meters?: readonly Meter[] },
): Readonly<Record<string, readonly string[]>> {
  const text = unfolded(emitNftables(ruleset({ chains: [...chains, refused], sets, meters })));
  const blocks = [...text.matchAll(/^\tchain (\S+) \{\n((?:\t\t.*\n)*)\t\}/gm)];
  return Object.fromEntries(
    blocks.map(([, name = '', lines = '']) => [
      name,
      lines
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => / comment "/.test(line)),
    ]),
  );
}

const hook = (...rules: readonly Rule[]) => chain('hook.input', rules, 'input');
const meters = both((id, family) => meter(id, family, { whenFull: 'closed' }), 'm.src');
const sets = both(learned, 'banned');

const ack: Match = { kind: 'ack' };
const acked = twins('h.1', (n) => [[ack, over(`m.src${n}`)], refuse('c.refused')]);

test('a source that a set could not take is refused by one line as well', () => {
  const learning = twins('h.1', (n) => [[], learn(`banned${n}`, { full: 'c.refused' })]);
  expect(printed([hook(...learning)], { sets })['hook.input']).toEqual([
    'update @banned4 { ip saddr } counter return comment "h.1"',
    'update @banned6 { ip6 saddr & ffff:ffff:ffff:ffff:: } counter return comment "h.1"',
    'counter goto c.refused comment "h.1"',
  ]);
});

const overs = (changes: Partial<Meter>) => meters.map((one) => ({ ...one, ...changes }));
/** An element keeps the limit of the rule that made it, and the bucket may be another lane's, too. */
test.each<readonly [what: string, rules: readonly Rule[], used: readonly Meter[]]>([
  ['it is the last', twins('h.1', (n) => [[over(`m.src${n}`)], refuse('c.refused')]), meters],
  ['it asks more', acked, meters],
  [
    'another rule follows',
    [...twins('h.1', (n) => [[over(`m.src${n}`)], refuse('c.refused')]), rule('h.2', 'any', [], drop)],
    meters,
  ],
  [
    'a full table lets pass',
    twins('h.1', (n) => [[over(`m.src${n}`)], refuse('c.refused')]),
    overs({ whenFull: 'open' }),
  ],
  ['some are not asked, and a rule for all follows', [...acked, rule('h.2', 'any', [], mark)], meters],
  [
    'the last rule is of one family',
    [...twins('h.1', (n) => [[over(`m.src${n}`)], refuse('c.refused')]), rule('h.2', 'ipv4', [], mark)],
    meters,
  ],
  ['it is of one family', [rule('h.1', 'ipv4', [over('m.src4')], refuse('c.refused'))], meters],
  [
    'it asks an address before',
    twins('h.1', (n) => [[found(`banned${n}`), over(`m.src${n}`)], refuse('c.refused')]),
    meters,
  ],
])('a limit is said as it is where %s', (_, rules, used) => {
  const lines = printed([hook(...rules)], { meters: used, sets })['hook.input'] ?? [];
  expect(lines[0]).toContain('limit rate over 5/second');
  expect(lines.join('\n')).not.toContain(' return ');
});

const port = (id: string, family: 'ipv4' | 'ipv6'): LearnedSet => ({
  ...learned(id, family),
  key: 'port',
  holds: 'tried',
});
const tried = both(port, 'tried');
const asking = twins('h.1', (n) => [[found(`tried${n}`)], goto('c.again')]);
const writing = (id: string) => twins(id, (n) => [[], learn(`tried${n}`)]);
const again = chain('c.again', [...writing('a.1'), rule('a.2', 'any', [], drop)]);

test('whoever is asked for in a set of ports and then written down there is so by one statement', () => {
  const chains = [hook(...asking, ...writing('h.2'), rule('h.3', 'any', [], drop)), again];
  const lines = printed(chains, { sets: tried });
  expect(lines['hook.input']).toEqual([
    'update @tried4 { ip saddr . th sport limit rate over 1/week burst 1 packets } goto c.again comment "h.1"',
    'update @tried6 { ip6 saddr . th sport limit rate over 1/week burst 1 packets } goto c.again comment "h.1"',
    'counter drop comment "h.3"',
  ]);
  expect(lines['c.again']).toEqual(['counter drop comment "a.2"']);
});

test.each<readonly [what: string, chains: readonly Chain[], of: readonly LearnedSet[]]>([
  ['something stands between', [hook(...asking, rule('h.0', 'any', [], { kind: 'log', prefix: '' }), ...writing('h.2')), again], tried],
  ['somebody else asks the set', [hook(...asking, ...writing('h.2'), ...twins('h.3', (n) => [[found(`tried${n}`)], drop])), again], tried],
  ['others are led there', [hook(...asking, ...writing('h.2'), rule('h.3', 'any', [], goto('c.again'))), again], tried],
  ['it is not written down there', [hook(...asking, ...writing('h.2')), chain('c.again', [rule('a.2', 'any', [], drop)])], tried],
  ['the set is one of sources', [hook(...asking, ...writing('h.2')), again], both(learned, 'tried')],
])('the set is asked by itself where %s', (_, chains, of) => {
  const lines = printed(chains, { sets: of })['hook.input'] ?? [];
  expect(lines[0]).toMatch(/^ip saddr.* @tried4 goto c\.again comment "h\.1"$/);
}); // biome-ignore format: a table

test('a chain that takes out of a set, or writes down again what was found, stands where it is led to', () => {
  const lines = printed(
    [
      hook(
        ...twins('h.1', (n) => [[found(`banned${n}`)], goto('c.out')]),
        ...twins('h.2', (n) => [[found(`known${n}`)], goto('c.more')]),
      ),
      chain('c.out', [
        ...twins('o.1', (n) => [[], { kind: 'forget', set: setId(`banned${n}`), side: 'source' }]),
        rule('o.2', 'any', [], { kind: 'pass' }),
      ]),
      chain(
        'c.more',
        twins('m.1', (n) => [[], learn(`known${n}`, { timeout: 1000 })]),
      ),
    ],
    { sets: [...sets, ...both(learned, 'known')] },
  );
  expect(Object.keys(lines)).toEqual(expect.not.arrayContaining(['c.out', 'c.more']));
  expect(lines['hook.input']).toEqual([
    'ip saddr @banned4 delete @banned4 { ip saddr } accept comment "o.1"',
    'ip6 saddr & ffff:ffff:ffff:ffff:: @banned6 delete @banned6 { ip6 saddr & ffff:ffff:ffff:ffff:: } accept comment "o.1"',
    'ip saddr @known4 update @known4 { ip saddr timeout 1s } counter accept comment "m.1"',
    expect.stringMatching(
      /^ip6 saddr .* @known6 update @known6 \{ .* timeout 1s \} counter accept comment "m\.1"$/,
    ),
  ]);
});

test.each<readonly [what: string, found: Match | undefined]>([
  ['a full set could turn it down', undefined],
  ['the other side was found', found('known4', 'destination')],
  ['another set was asked', found('banned4')],
])('it stays a chain where %s', (_, match) => {
  const lines = printed(
    [
      hook(
        rule('h.1', 'ipv4', match === undefined ? [] : [match], goto('c.more')),
        rule('h.2', 'any', [], drop),
      ),
      chain(
        'c.more',
        twins('m.1', (n) => [[], learn(`known${n}`)]),
      ),
    ],
    { sets: [...sets, ...both(learned, 'known')] },
  );
  expect(lines['c.more']).toHaveLength(2);
});

const out = twins('o.1', (n) => [[], { kind: 'forget', set: setId(`banned${n}`), side: 'source' }]);
test.each<readonly [what: string, chains: readonly Chain[]]>([
  [
    'what asks takes several lines',
    [
      hook(...twins('h.1', (n) => [[over(`m.src${n}`), found(`banned${n}`)], goto('c.out')])),
      chain('c.out', out),
    ],
  ],
  [
    'what leads there asks and writes down at once',
    [
      hook(...twins('h.1', (n) => [[found(`tried${n}`)], goto('c.out')]), ...writing('h.2')),
      chain('c.out', [...writing('a.1'), ...out]),
    ],
  ],
])('it stays a chain where %s', (_, chains) => {
  const lines = printed(chains, { sets: [...sets, ...tried], meters });
  expect(lines['hook.input']?.join('\n')).toContain('goto c.out');
  expect(lines['c.out']?.join('\n')).toContain('delete @banned4');
});
