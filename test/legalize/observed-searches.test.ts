import { compileText } from '../lint-text.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { domains: [sip.example.com] }
`;

const rulesOf = (file: string): readonly string[] =>
  (compileText(policy).artifacts.get(file) ?? '').replaceAll('\\\n', '').split('\n');
const told = (file: string, id: string) => rulesOf(file).filter((rule) => rule.includes(`"${id}"`));

describe('what the companion finds while rules only observe', () => {
  test.each(['found', 'unnamed'])('says that it would be refused, and of whom: %s', (word) => {
    const rules = told('observe.nft', `searched.marked.${word}.would`);
    expect(rules).toHaveLength(2);
    for (const rule of rules) expect(rule).toMatch(/counter update @noted[46] /);
    for (const rule of rules) expect(rule).not.toMatch(/drop|goto/);
    expect(told('observe.nft', `searched.marked.${word}`)).toEqual([]);
  });

  test('and is refused when they are in force', () => {
    expect(told('nftables.nft', 'searched.marked.unnamed')[0]).toMatch(/goto strangers\.refused/);
    expect(told('nftables.nft', 'searched.marked.found')[0]).toMatch(/goto ban\.signature/);
  });
});
