import { backendRules, evaluatorOptions } from '../../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../../src/compile.js';
import type { Observed } from '../../../src/testing/kernel/model.js';
import { verdictOf } from '../../../src/testing/kernel/verdict.js';
import { playTest } from '../../../src/testing/play.js';
import { today } from '../../lint-text.js';
import { memoryFiles } from '../../parse/memory-files.js';

/** Three at once, then one each minute. */
const text = (step: string) => `vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: 1/s burst 3 } }, bans: { flood: { over: 1/min burst 30, for: 10m } } }
tests:
  - { name: a, ${step} }
`;

function judged(step: string, observed: Partial<Observed> & { readonly times: readonly number[] }) {
  const files = memoryFiles({ 'policy.yaml': text(step) });
  const input = { path: 'policy.yaml', files, profile: undefined, today };
  const legalized = legalizePolicy(input, () => {});
  const [rules] = legalized === undefined ? [] : backendRules(legalized.legal);
  const [test] = legalized?.policy.tests ?? [];
  if (legalized === undefined || rules === undefined || test === undefined) throw new Error('no such policy');
  const { policy, platform } = legalized;
  const options = evaluatorOptions(platform, policy);
  const alone = playTest(test, rules, options, policy).failures;
  const one: Observed = {
    start: observed.times[0] ?? 0,
    slip: 0,
    delivered: observed.arrived?.size ?? 0,
    arrived: undefined,
    sets: undefined,
    counted: undefined,
    ...observed,
  };
  const verdict = verdictOf(test, [one], { rules, options, sip: policy.sip }, alone);
  if (verdict.kind === 'late') return 'late';
  return verdict.failures.map(({ what, got, packet }) => `${what}: ${got}; ${packetText(packet)}`);
}

const packetText = (
  packet: { number: number; rule: { id: string } | undefined; isUnnamed?: true } | undefined,
) => (packet === undefined ? '' : `${packet.number} ${packet.isUnnamed ? 'unnamed' : packet.rule?.id}`);

const arrived = (...numbers: readonly number[]): ReadonlySet<number> => new Set(numbers);
const at = (...times: readonly number[]) => times;
const send = (more: string, expect: string) =>
  `send: { from: 192.0.2.9, method: REGISTER, ${more} }, expect: { ${expect} }`;
const quick = at(100, 110, 120, 130, 140);

test.each([
  ['as expected', send('count: 5, every: 10ms', 'delivered: 3'), { times: quick, arrived: arrived(1, 2, 3) }, []],
  ['a wrong expectation: the evaluator agrees with the kernel, and names the rule', send('count: 5, every: 10ms', 'delivered: 5'), { times: quick, arrived: arrived(1, 2, 3) }, ['delivered: 3 of 5; 4 strangers.REGISTER.source.REGISTER']],
  ['a kernel that lets too many through', send('count: 5, every: 10ms', 'delivered: 3'), { times: quick, arrived: arrived(1, 2, 3, 4, 5) }, ['delivered: 5 of 5; 4 unnamed', 'evaluator: 5 of 5; 4 unnamed']],
  ['also within what the test expects', send('count: 5, every: 10ms', 'delivered: 1..5'), { times: quick, arrived: arrived(1, 2) }, ['evaluator: 2 of 5; 3 unnamed']],
  ['packets without a number are counted', send('count: 5, every: 10ms', 'delivered: 3'), { times: quick, delivered: 4 }, ['delivered: 4 of 5; ', 'evaluator: 4 of 5; ']],
  ['out of time by 40 ms', send('count: 5, every: 10ms', 'delivered: 3'), { times: at(100, 110, 165, 166, 167), arrived: arrived(1, 2, 3) }, 'late'],
  ['ten milliseconds too soon for a token', send('count: 4, every: 330ms', 'delivered: 3..4'), { times: at(0, 330, 660, 990), arrived: arrived(1, 2, 3, 4) }, ['evaluator: 4 of 4; 4 unnamed']],
  ['too soon because the machine was, within the 40 ms', send('count: 4, every: 340ms', 'delivered: 4'), { times: at(0, 305, 645, 985), arrived: arrived(1, 2, 3) }, 'late'],
  ['at the edge either way is right: it is dropped', send('count: 4, every: 333ms', 'delivered: 0..9'), { times: at(0, 333, 666, 999), arrived: arrived(1, 2, 3) }, []],
  ['at the edge either way is right: it is delivered', send('count: 4, every: 333ms', 'delivered: 0..9'), { times: at(0, 333, 666, 999), arrived: arrived(1, 2, 3, 4) }, []],
  ['nobody in the set', send('count: 5, every: 10ms', 'banned: false'), { times: quick, arrived: arrived(1, 2, 3), sets: { banned: arrivedIn(), known: arrivedIn(), called: arrivedIn(), alarm: arrivedIn() } }, []],
  ['somebody in the set', send('count: 5, every: 10ms', 'banned: false'), { times: quick, arrived: arrived(1, 2, 3), sets: { banned: arrivedIn('192.0.2.9'), known: arrivedIn(), called: arrivedIn(), alarm: arrivedIn() } }, ['banned: true; 5 strangers.REGISTER.source.REGISTER', 'evaluator: 1 of 1; ']],
  ['a rule that counted', send('count: 5, every: 10ms', 'rule: strangers.REGISTER.source.REGISTER'), { times: quick, arrived: arrived(1, 2, 3), counted: new Map([['strangers.REGISTER.source.REGISTER', 2]]) }, []],
  ['a rule that did not', send('count: 5, every: 10ms', 'rule: strangers.REGISTER.source.REGISTER'), { times: quick, arrived: arrived(1, 2, 3), counted: new Map([['strangers.REGISTER.source.REGISTER', 0]]) }, ['rule: a packet that it did not count; 5 strangers.REGISTER.source.REGISTER']],
  ['a rule without a counter is the evaluator\'s to say', send('count: 5, every: 10ms', 'rule: strangers.REGISTER.source.REGISTER'), { times: quick, arrived: arrived(1, 2, 3), counted: new Map() }, []],
] as const)('%s', (_, step, observed, wanted) => {
  expect(judged(step, observed)).toEqual(wanted);
}); // biome-ignore format: a table

function arrivedIn(...sources: readonly string[]): ReadonlySet<string> {
  return new Set(sources);
}
