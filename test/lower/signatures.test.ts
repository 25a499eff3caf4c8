import { lowerSignatures } from '../../src/lower/signatures.js';
import type { Rule } from '../../src/ruleset/ruleset.js';
import type { Pattern } from '../../src/sip/signature.js';

test.each<[Pattern, readonly (readonly string[])[]]>([
  [{ kind: 'begins', header: 'User-Agent', text: 'a' }, [['User-Agent: a'], ['User-Agent:a']]],
  [{ kind: 'contains', header: 'From', text: 'a' }, [['From:', 'a']]],
  [{ kind: 'request', method: 'OPTIONS', text: 'sip:nm ' }, [['OPTIONS sip:nm ']]],
  [{ kind: 'raw', text: 'a' }, [['a']]],
])('%j', (pattern, texts) => {
  const chains = lowerSignatures([{ signature: { id: 'mine', pattern }, path: [] }], true);
  const first = chains.filter(({ id }) => id.endsWith('.signatures'));
  expect(first.map(({ id }) => id)).toEqual(['strangers.signatures', 'tcp.signatures']);
  const hits = ({ action }: Rule) => action.kind === 'goto' && action.counted === true;
  for (const { rules } of first)
    expect(rules.filter(hits).map(({ matches }) => matches)).toEqual(
      texts.map((all) => all.map((text) => ({ kind: 'contains', text }))),
    );
});

describe('a header that is spelled in another way', () => {
  const chainsOf = (pattern: Pattern) =>
    lowerSignatures([{ signature: { id: 'mine', pattern }, path: [] }], true);
  const ids = (pattern: Pattern, id: string) =>
    chainsOf(pattern)
      .filter((chain) => chain.id === id)
      .flatMap(({ rules }) => rules.map((rule) => String(rule.id)));

  test('is searched for the text alone, in a chain of its own', () => {
    const pattern = { kind: 'begins', header: 'User-Agent', text: 'friendly-scanner' } as const;
    expect(chainsOf(pattern).map(({ id }) => String(id))).toEqual([
      'strangers.signatures',
      'strangers.spelled',
      'tcp.signatures',
      'tcp.spelled',
    ]);
    expect(ids(pattern, 'tcp.spelled')).toEqual(['tcp.spelled.mine', 'tcp.spelled.none.found']);
  });

  test('does not betray anybody by a few letters in the middle of a tag', () => {
    const short = { kind: 'begins', header: 'User-Agent', text: 'iWar' } as const;
    expect(ids(short, 'strangers.spelled')).toEqual(
      ['mine', 'mine.2', 'mine.3', 'none.found'].map((one) => `strangers.spelled.${one}`),
    );
  });

  test.each<Pattern>([
    { kind: 'request', method: 'OPTIONS', text: 'sip:nm ' },
    { kind: 'raw', text: 'a' },
  ])('needs nothing for %j', (pattern) => {
    expect(chainsOf(pattern).map(({ id }) => String(id))).toEqual(['strangers.signatures', 'tcp.signatures']);
  });
});
