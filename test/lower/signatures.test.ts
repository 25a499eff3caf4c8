import { lowerSignatures } from '../../src/lower/signatures.js';
import type { Pattern } from '../../src/sip/signature.js';

test.each<[Pattern, readonly (readonly string[])[]]>([
  [{ kind: 'begins', header: 'User-Agent', text: 'a' }, [['User-Agent: a'], ['User-Agent:a']]],
  [{ kind: 'contains', header: 'From', text: 'a' }, [['From:', 'a']]],
  [{ kind: 'request', method: 'OPTIONS', text: 'sip:nm ' }, [['OPTIONS sip:nm ']]],
  [{ kind: 'raw', text: 'a' }, [['a']]],
])('%j', (pattern, texts) => {
  const chains = lowerSignatures([{ signature: { id: 'mine', pattern }, path: [] }], true);
  expect(chains.map(({ id }) => id)).toEqual(['strangers.signatures', 'tcp.signatures']);
  for (const { rules } of chains)
    expect(rules.slice(0, -1).map(({ matches }) => matches)).toEqual(
      texts.map((all) => all.map((text) => ({ kind: 'contains', text }))),
    );
});
