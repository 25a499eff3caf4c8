import { inlineChains } from '../../src/legalize/inline.js';
import { legalize } from '../../src/legalize/legalize.js';
import { bareAsNoData } from '../../src/legalize/payload.js';
import { chainId } from '../../src/ruleset/ids.js';
import type { Match } from '../../src/ruleset/match.js';
import type { Action, Ruleset } from '../../src/ruleset/ruleset.js';
import { chain, iptables, rule, ruleset } from './sample.js';

const goto = (id: string): Action => ({ kind: 'goto', chain: chainId(id) });
const refuse = (id: string): Action => ({ kind: 'goto', chain: chainId(id), counted: true });
const jump = (id: string): Action => ({ kind: 'jump', chain: chainId(id) });
const drop: Action = { kind: 'drop' };
const accept: Action = { kind: 'accept' };
const some: readonly Match[] = [{ kind: 'loopback' }];

const told = ({ chains }: Ruleset) =>
  chains.map(({ id, rules }) => [id, rules.map((one) => `${one.id} ${one.action.kind}`)]);

test('a chain of one rule that takes everything stands where packets were sent to it, under its own id', () => {
  const before = ruleset([
    chain('hook', [rule('h.1', some, goto('one')), rule('h.2', [], goto('one'))], 'prerouting'),
    chain('one', [rule('one.drop', [], drop)]),
  ]);
  expect(told(inlineChains(before))).toEqual([['hook', ['one.drop drop', 'one.drop drop']]]);
});

test('what refuses on the way, asks something, or is jumped to stays a chain', () => {
  const before = ruleset([
    chain(
      'hook',
      [rule('h.1', some, refuse('one')), rule('h.2', [], jump('every')), rule('h.3', some, goto('asks'))],
      'prerouting',
    ),
    chain('one', [rule('one.drop', [], drop)]),
    chain('every', [rule('every.1', [], refuse('one'))]),
    chain('asks', [rule('asks.1', some, drop)]),
  ]);
  expect(inlineChains(before)).toEqual(before);
});

test('a rule of one family takes the other one nowhere', () => {
  const ipv4 = (id: string, action: Action, family: 'ipv4' | 'any' = 'ipv4') => ({
    ...rule(id, [], action),
    family,
  });
  // A drop, a jump and an end, each of IPv4 alone, to which packets of both families come.
  const drops = [
    chain(
      'hook',
      [rule('h.1', some, goto('one')), rule('h.2', some, goto('jumps')), rule('h.3', [], drop)],
      'prerouting',
    ),
    chain('one', [ipv4('one.drop', drop)]),
    chain('jumps', [ipv4('jumps.every', jump('every'))]),
    chain('every', [
      rule('every.1', some, refuse('every')),
      rule('every.2', [{ kind: 'ack' }], refuse('every')),
    ]),
  ];
  expect(inlineChains(ruleset(drops))).toEqual(ruleset(drops));
  const end = [
    chain('hook', [rule('h.1', some, drop), ipv4('h.2', goto('next'))], 'prerouting'),
    chain('next', [rule('n.1', some, drop), rule('n.2', [], drop)]),
  ];
  expect(inlineChains(ruleset(end))).toEqual(ruleset(end));
  // Where they are of the same one, they stand as others do.
  const same = [
    chain(
      'hook',
      [{ ...rule('h.1', some, goto('one')), family: 'ipv4' as const }, ipv4('h.2', goto('next'))],
      'prerouting',
    ),
    chain('one', [ipv4('one.drop', drop)]),
    chain('next', [ipv4('n.1', drop)]),
  ];
  expect(told(inlineChains(ruleset(same)))).toEqual([['hook', ['one.drop drop', 'n.1 drop']]]);
});

test('a chain to which only the end of another leads is its end; one to which two lead is none', () => {
  const before = ruleset([
    chain('hook', [rule('h.1', some, drop), rule('h.2', [], goto('next'))], 'prerouting'),
    chain('next', [rule('n.1', some, goto('both')), rule('n.2', [], goto('last'))]),
    chain('last', [rule('l.1', some, goto('both')), rule('l.2', some, drop)]),
    chain('both', [rule('b.1', some, drop), rule('b.2', [], accept)]),
  ]);
  expect(told(inlineChains(before))).toEqual([
    ['hook', ['h.1 drop', 'n.1 goto', 'l.1 goto', 'l.2 drop']],
    ['both', ['b.1 drop', 'b.2 accept']],
  ]);
});

test('who is sent to a jump is sent where it leads; at an end a chain of one rule stands as often as it is needed', () => {
  const before = ruleset([
    chain(
      'hook',
      [rule('h.1', some, goto('jumps')), rule('h.2', some, goto('b')), rule('h.3', [], goto('marks'))],
      'prerouting',
    ),
    chain('jumps', [rule('j.every', [], jump('every')), rule('j.pass', [], accept)]),
    chain('every', [rule('every.1', some, drop), rule('every.2', some, drop)]),
    chain('b', [rule('b.1', some, drop), rule('b.2', [], goto('marks'))]),
    chain('marks', [rule('m.1', [], { kind: 'mark', mark: 'wanted' }), rule('m.2', [], accept)]),
  ]);
  const { chains } = inlineChains(before);
  expect(told({ ...before, chains })).toEqual([
    ['hook', ['h.1 goto', 'h.2 goto', 'h.3 mark', 'm.2 accept']],
    ['every', ['every.1 drop', 'every.2 drop']],
    ['b', ['b.1 drop', 'b.2 mark', 'm.2 accept']],
  ]);
  expect(chains[0]?.rules[0]?.action).toEqual(goto('every'));
});

test('segments without data are those in which there is nothing to read', () => {
  const before = ruleset([
    chain('c', [
      rule('c.long', [{ kind: 'longer', bytes: 92 }], goto('data')),
      rule('c.bare', [{ kind: 'bare' }], accept),
      rule('c.short', [], goto('data')),
    ]),
    chain('data', [rule('d.1', some, drop)]),
  ]);
  expect(legalize(before, iptables, 'ipv4').ruleset.chains[0]?.rules.map(({ id }) => id)).toEqual([
    'c.long',
    'c.bare',
    // What is left goes to a chain of one rule, which stands here.
    'd.1',
  ]);
  expect(bareAsNoData(before).chains[0]?.rules).toMatchObject([
    { id: 'c.long' },
    { id: 'c.short', matches: [{ kind: 'data' }], action: goto('data') },
    { id: 'c.bare', matches: [], action: accept },
  ]);
});
