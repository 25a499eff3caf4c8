import { unfolded } from '../../../src/plan/nftables/listed-text.js';
import { compileExample, exampleNames } from '../../kernel/examples.js';
import { compileText } from '../../lint-text.js';

/** What rules say of the limit in a set, by the set: an element keeps the words of the rule that made it, whoever asks it later. */
function limitsOf(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, set = '', limit = ''] of unfolded(text).matchAll(
    /update @(\S+) \{ [^{}]*?(limit [^{}]*?) \}/g,
  ))
    found.set(set, (found.get(set) ?? new Set()).add(limit.replace(/ counter$/, '')));
  return found;
}

const learning = compileText(`vosguard: 1
sip: { learn: 1h, ports: { udp: [5060], encrypted: { udp: [5061], tcp: [5061] } } }
profiles: { attack: { when: { refused: 500/s burst 5000, hold: 10m }, sip: { strangers: { limits: { REGISTER: 1/s burst 2 } } } } }
`);
const compiled = [
  ...exampleNames.map((name) => [name, compileExample(name)] as const),
  ['learning, encrypted, with a profile that begins by itself', learning] as const,
];

test.each(compiled)('%s: every rule says the same of a bucket', (_, { artifacts }) => {
  const both = `${artifacts.get('nftables.nft')}${artifacts.get('observe.nft') ?? ''}`;
  const found = [...limitsOf(both)];
  expect(found).not.toEqual([]);
  expect(found.filter(([, limits]) => limits.size > 1)).toEqual([]);
});
