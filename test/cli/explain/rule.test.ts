import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emittedLines, findRule, ruleIds } from '../../../src/cli/run/explain/rule.js';
import { actionInFull } from '../../../src/explain/action-words.js';
import { matchInFull } from '../../../src/explain/match-words.js';
import { withoutEnd } from '../../../src/ruleset/references.js';
import type { Rule } from '../../../src/ruleset/ruleset.js';
import { compileText } from '../../lint-text.js';
import { temporaryFolder } from '../temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from '../vosguard.js';

const folder = temporaryFolder();
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);
const explain = (...argv: string[]) => vosguard(folder(), ['explain', ...argv]);

const limited = `${goodPolicy}target: { platform: debian12 }
sip: { strangers: { limits: { REGISTER: 3/s burst 7 } } }
`;

test('a rule in words, with its line and in each backend', async () => {
  put('policy.yaml', limited);
  const { status, out, err } = await explain('strangers.REGISTER.source.REGISTER');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const [words = '', ...backends] = out.split(/\n(?=\S+, chain )/);
  expect(words).toBe(`strangers.REGISTER.source.REGISTER
  stands in  strangers.REGISTER, rule 2 of 7
  after      banned.REGISTER.parole, strangers.udp.class, strangers.udp.blank.2.class,
             strangers.udp.blank.1.class
  asks       it is more than 3/s burst 7 of its source (meter strangers.REGISTER)
  does       goes on in chain strangers.refused
  policy     sip.strangers.limits.REGISTER, policy.yaml:5:41
`);
  expect(backends.map((one) => one.split('\n')[0])).toEqual([
    'iptables.rules, chain VG-strangers.REGISTER:',
    'ip6tables.rules, chain VG-strangers.REGISTER:',
    'nftables.nft, chain strangers.REGISTER:',
  ]);
  expect(backends[0]).toContain('--hashlimit-above 3/sec --hashlimit-burst 7');
  expect(backends[2]).toContain('limit rate over 3/second burst 7 packets');
});

test('as listings of iptables write it, of a policy elsewhere, and a default', async () => {
  put('other.yaml', limited);
  const { out } = await explain('vg:ban.flood.drop', './other.yaml');
  expect(out).toContain(
    '  does       drops the packet\n  policy     sip.bans.flood, a default, which no file says\n',
  );
  expect((await explain('strangers.REGISTER.source.REGISTER', 'other.yaml')).out).toContain(
    ', other.yaml:5:41',
  );
});

test('of a profile', async () => {
  put('policy.yaml', `${limited}profiles: { a: { sip: { strangers: { limits: { REGISTER: 2/s } } } } }\n`);
  const { out } = await explain('strangers.REGISTER.source.REGISTER', '--profile', 'a');
  expect(out).toContain('more than 2/s burst 2');
});

test('an id that is none, a policy that is none, and one with mistakes', async () => {
  expect(await explain('strangers.x')).toMatchObject({
    status: 2,
    out: '',
    err: expect.stringContaining('vosguard init'),
  });
  put('policy.yaml', limited);
  expect(await explain('strangers.REGISTR.source.REGISTER')).toMatchObject({
    status: 2,
    out: '',
    err: 'vosguard: the rules of policy.yaml have no strangers.REGISTR.source.REGISTER; did you mean strangers.REGISTER.source.REGISTER?\n',
  });
  expect(await explain('a.b', 'missing.yaml')).toMatchObject({ status: 2, out: '' });
  put('bad.yaml', badPolicy);
  const { status, out, err } = await explain('ban.flood.drop', 'bad.yaml');
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toMatch(/^bad\.yaml:\d+:\d+: error VG/);
});

test('what is neither is said to be none of the three', async () => {
  expect((await explain('foo')).err).toBe(
    'vosguard: there is no code, pack or rule foo; vosguard explain lists codes and packs\n',
  );
});

const root = join(import.meta.dirname, '../../..');
const examples = ['softswitch', 'encrypted'];
const lists = { 'lists/blocklist.netset': '203.0.113.66\n' };

test.each(examples)('every rule of %s, and every one that a backend prints, has words and lines', (name) => {
  const compiled = compileText(readFileSync(join(root, `examples/${name}/policy.yaml`), 'utf8'), lists);
  const ids = ruleIds(compiled);
  expect(ids.length).toBeGreaterThan(50);
  const unprinted: Rule[] = [];
  for (const id of ids) {
    const found = findRule(id, compiled);
    if (found === undefined) throw new Error(`no ${id}`);
    const { rule, ruleset, chain } = found;
    const words = [
      ...rule.matches.map((match) => matchInFull(match, ruleset)),
      actionInFull(rule.action, ruleset),
    ];
    expect(words.join(' ')).not.toMatch(/undefined|\[object|NaN/);
    // Whoever is sent to a chain that only jumps is sent where it jumps (src/legalize/inline.ts).
    const onlyLeadsOn = rule.action.kind === 'jump' && withoutEnd(chain.rules).length === 1;
    if (!onlyLeadsOn && emittedLines(id, compiled.artifacts).length === 0) unprinted.push(rule);
  }
  // What lets through all that is left, what only leads on, and what is done in one rule with what stands before it.
  const refusing = ['drop', 'reject', 'reset', 'log', 'jump', 'count'];
  const others = unprinted.filter(({ action }) => refusing.includes(action.kind));
  expect(others.map(({ id }) => id)).toEqual([]);
  // The one jump from a built-in chain is no rule of the ruleset; what only observes has rules of its own.
  const printed = [...compiled.artifacts]
    .filter(([file]) => /\.(rules|nft)$/.test(file) && !file.startsWith('observe'))
    .flatMap(([, text]) => [...text.matchAll(/^(?!-I ).*comment "(?:vg:)?([\w.-]+)"/gm)].map(([, id]) => id));
  expect(printed.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});
