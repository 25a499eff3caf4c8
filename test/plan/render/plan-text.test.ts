import { stateOf } from '../../../src/plan/make-plan.js';
import type { Change } from '../../../src/plan/plan.js';
import { planJson } from '../../../src/plan/render/plan-json.js';
import { planText } from '../../../src/plan/render/plan-text.js';

const rule = { kind: 'rule', chain: 'strangers', places: ['inet'], text: '', fields: [] } as const;
const at = { policy: 'sip.strangers.limits', at: 'policy.yaml:34:15' };

const changes: readonly Change[] = [
  { ...rule, verb: 'add', id: 'strangers.REGISTER', text: 'rate over 2/second burst 4', origin: at },
  {
    ...rule,
    verb: 'change',
    id: 'strangers.INVITE',
    origin: at,
    fields: [{ key: 'rate', old: '10/second burst 20', new: '5/second burst 10' }],
  },
  { ...rule, verb: 'move', id: 'strangers.BYE', origin: undefined },
  {
    ...rule,
    verb: 'remove',
    id: undefined,
    text: 'log prefix \u001b[2J',
    origin: undefined,
    places: ['IPv6 raw'],
  },
  {
    kind: 'leftover',
    verb: 'remove',
    backend: 'iptables',
    chains: 62,
    rules: 1240,
    origin: undefined,
    fields: [],
  },
  {
    kind: 'set',
    verb: 'change',
    name: 'blocked4',
    origin: undefined,
    fields: [],
    entries: { old: 1204, new: 1310, added: 110, removed: 4, sample: ['+203.0.113.7'] },
  },
  {
    kind: 'sysctl',
    verb: 'change',
    key: 'net.netfilter.nf_conntrack_max',
    origin: undefined,
    fields: [{ key: 'value', old: undefined, new: '1048576' }],
  },
];

const heading = {
  backend: 'nftables',
  policy: 'softswitch-1',
  profile: 'attack',
  where: 'this host',
} as const;

test('a plan for people', () => {
  expect(planText({ changes, unchanged: 3, first: false }, heading)).toBe(`\
nftables on this host, policy softswitch-1, profile attack
  + strangers.REGISTER    policy.yaml:34:15  rate over 2/second burst 4
  ~ strangers.INVITE      policy.yaml:34:15  rate 10/second burst 20 -> 5/second burst 10
  > strangers.BYE                            to another place in its chain
  - (no id) in strangers                     log prefix \\x1b[2J (IPv6 raw only)
  - iptables                                 1,240 rules of vosguard in 62 chains: the other backend's
  ~ set blocked4: 1,204 entries -> 1,310 (+110 -4), for example +203.0.113.7
  ~ sysctl net.netfilter.nf_conntrack_max: (not there until the module is loaded) -> 1048576
1 to add, 3 to change, 2 to remove, 1 to move
`);
});

test('nothing to change', () => {
  expect(planText({ changes: [], unchanged: 3, first: false }, { ...heading, profile: undefined })).toBe(
    'nftables on this host, policy softswitch-1\nnothing to change: what stands is what the policy wants\n',
  );
});

test('the first load is a line for each lane', () => {
  const first = changes.filter(({ verb }) => verb === 'add');
  expect(planText({ changes: first, unchanged: 0, first: true }, heading).split('\n')[1]).toBe(
    '  + strangers  1 rule',
  );
});

test('a plan for programs reads back, and holds no control characters', () => {
  const policy = { name: 'softswitch-1', sha256: '00', profile: null };
  const parts = { iptables: 'a', ipset: 'b', nftables: 'c', nftSets: 'd', sysctl: 'e' };
  const common = { version: '1.0.0', host: undefined, artifacts: 'ff', parts, notes: [] };
  const facts = { ...common, backend: 'nftables', policy } as const;
  const text = planJson({ changes, unchanged: 3, first: false }, facts);
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  const json = JSON.parse(text);
  expect(json).toMatchObject({
    format: 1,
    backend: 'nftables',
    host: null,
    artifacts: 'ff',
    state: stateOf(parts),
    seal: expect.stringMatching(/^[0-9a-f]{64}$/),
    summary: { add: 1, change: 3, remove: 2, move: 1, unchanged: 3 },
  });
  expect(json.changes[0]).toMatchObject({ kind: 'rule', verb: 'add', id: 'strangers.REGISTER', ...at });
  expect(json.changes[3]).toMatchObject({ id: null, text: 'log prefix \u001b[2J', policy: null, at: null });
});
