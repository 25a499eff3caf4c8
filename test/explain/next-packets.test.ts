import { backendRules, evaluatorOptions } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import {
  decidedByHost,
  type HeldSource,
  heldSource,
  nextPackets,
  nextText,
} from '../../src/explain/next-packets.js';
import { parseAddress } from '../../src/net/read-address.js';
import { memoryFiles } from '../parse/memory-files.js';

const text = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`;
const legalizedFor = (target: string) => {
  const files = memoryFiles({ 'policy.yaml': `${text}target: { platform: ${target} }\n` });
  const found = legalizePolicy(
    { path: 'policy.yaml', files, profile: undefined, today: '2026-11-23' },
    () => {},
  );
  if (found === undefined) throw new Error('the policy has errors');
  return found;
};

const verdicts = (address: string, held: HeldSource, target = 'debian12') => {
  const { legal, platform, policy } = legalizedFor(target);
  const parsed = parseAddress(address);
  if (parsed.kind === 'fault') throw new Error(address);
  return backendRules(legal).map((rules) =>
    nextPackets(parsed.address, held, policy, rules, evaluatorOptions(platform, policy)),
  );
};

test('what the sets hold decides, on each backend', () => {
  const of = (held: HeldSource) =>
    verdicts('198.51.100.7', held).map((all) =>
      all.map(({ method, transport, explained }) => `${method} ${transport} ${explained.trace.verdict}`),
    );
  for (const all of of([])) expect(all).toContain('OPTIONS udp dropped');
  for (const all of of([{ holds: 'greeted', secondsLeft: 60 }]))
    expect(all).toContain('OPTIONS udp delivered');
  for (const all of of([{ holds: 'known', secondsLeft: 0 }])) expect(all).toContain('OPTIONS udp delivered');
  for (const all of of([{ holds: 'banned', secondsLeft: 9 }])) {
    expect(all).toContain('INVITE udp dropped');
    expect(all).toContain('INVITE tcp delivered');
  }
});

// Whoever is banned for datagrams alone has a trickle. Which ban is asked first differs with the platform.
test.each(['debian12', 'ubuntu2004', 'el8', 'centos7', 'centos6'])(
  '%s: what a connection or an operator has shown ends the trickle of who is banned already',
  (target) => {
    const register = (...holds: readonly string[]) => {
      const held = holds.map((one) => ({ holds: one, secondsLeft: 9 }));
      return verdicts('198.51.100.7', heldSource({ sets: held }) ?? [], target).map(
        (all) => all.find(({ method, transport }) => method === 'REGISTER' && transport === 'udp')?.explained,
      );
    };
    const told = (...holds: readonly string[]) => register(...holds).map((one) => one?.trace.verdict);
    const every = (verdict: string) => told().map(() => verdict);
    expect(told('banned', 'paroled')).toEqual(every('delivered'));
    for (const one of ['proven', 'subnets']) {
      expect(told(one)).toEqual(every('dropped'));
      expect(told('banned', 'paroled', one)).toEqual(every('dropped'));
    }
  },
);

test('a refused one is told with its rule, its place and what would have to change', () => {
  const [all = []] = verdicts('198.51.100.7', [{ holds: 'banned', secondsLeft: 9 }]);
  const lines = nextText(all, ({ id }) => `place of ${id}`);
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}INVITE over UDP: dropped by (\S+) \(place of \1\)$/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^ {4}or in time: the same packet gets through/));
});

test('of what a host tells, only what it can hold is believed', () => {
  const sets = [
    { holds: 'known', secondsLeft: 7 },
    { holds: 'tried', secondsLeft: 7 },
    { holds: 'known', secondsLeft: '7' },
    'known',
  ];
  expect(heldSource({ sets })).toEqual([{ holds: 'known', secondsLeft: 7 }]);
  for (const json of [null, 'sets', { sets: 'x' }, []]) expect(heldSource(json)).toBeUndefined();
});

test.each([
  [{ trusted: null, fetched: null, named: null }, undefined],
  [
    { trusted: null, fetched: 'in a list of whom to block', named: null },
    /^next: every packet of it is dropped/,
  ],
  [{ trusted: 'trusted (a:1:1)', fetched: 'in a list of whom to block', named: null }, undefined],
  [
    { trusted: 'trusted (a:1:1)', fetched: null, named: 'a name in trusted leads to it' },
    /^next: SIP from it passes/,
  ],
  // From an installer that is older than names.
  [{ trusted: null }, undefined],
])('%j: what the host has filled by itself', (live, words) => {
  expect(decidedByHost(live)).toEqual(words && expect.stringMatching(words));
});
