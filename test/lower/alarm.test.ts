import { chainsAfter } from '../../src/ruleset/references.js';
import type { Ruleset } from '../../src/ruleset/ruleset.js';
import { compileText } from '../lint-text.js';

const policy = (profile: string, sip = '') => `
vosguard: 1
trusted: [203.0.113.10]
blocked: [203.0.113.66]
sip: { ${sip} ports: { encrypted: [5070] }, strangers: { from: [0.0.0.0/1], connections: { udp: 50 } } }
profiles: { attack: { when: { refused: 100/s burst 200 }, ${profile} } }
`;

/** Chains from a hook on, one behind the other, as long as any packet may go. */
function deepest({ chains }: Ruleset): number {
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  const known = new Map<string, number>();
  const depth = (id: (typeof chains)[number]['id']): number => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const below = (byId.get(id)?.rules ?? []).flatMap(chainsAfter).map(depth);
    const own = 1 + Math.max(0, ...below);
    known.set(id, own);
    return own;
  };
  return Math.max(...chains.filter(({ hook }) => hook !== undefined).map(({ id }) => depth(id)));
}

const strict =
  'sip: { strangers: { limits: { REGISTER: 1/min burst 2, INVITE: drop, unrecognised: drop, all: 1/s }, together: { REGISTER: 10/min burst 10, INVITE: 2/s burst 10 }, per_subnet: { all: 5/s }, max_size: { other: 900 }, bytes: { tcp: 2kB/s } } }';

/** NFT_JUMP_STACK_SIZE is 16, and the base chain is the first: iptables-nft has one of its own before ours. */
test.each([
  ['limits', policy(strict)],
  ['while it learns', policy(strict, 'learn: 2h,')],
  ['nobody', policy('sip: { strangers: deny }')],
  ['some', policy('sip: { strangers: { from: [192.0.2.0/24] } }')],
])('with the profile no way is deeper than the stack of a kernel: %s', (_, text) => {
  for (const { backend, ruleset } of compileText(text).printed)
    expect([backend, deepest(ruleset) <= (backend === 'nftables' ? 16 : 15)]).toEqual([backend, true]);
});

test('only chains that are others with the profile have a copy, and each says where its rules come from', () => {
  const { ruleset } = compileText(policy('sip: { strangers: { together: { OPTIONS: 1/s } } }'));
  const copies = ruleset.chains.flatMap(({ rules }) => rules.filter(({ id }) => id.includes('.alarm.')));
  expect(copies.filter(({ id }) => !id.startsWith('refused')).map(({ id }) => id)).toContain(
    'strangers.OPTIONS.again.alarm.together.OPTIONS',
  );
  expect(copies.find(({ id }) => id.endsWith('together.OPTIONS'))?.origin).toEqual([
    ...['profiles', 'attack', 'sip', 'strangers', 'together', 'OPTIONS'],
  ]);
  expect(copies.filter(({ id }) => id.includes('REGISTER'))).toEqual([]);
  expect(ruleset.meters.find(({ id }) => id === 'together.OPTIONS')?.algorithm).toMatchObject({
    rate: { count: 20 },
  });
  expect(ruleset.meters.find(({ id }) => id === 'together.OPTIONS.alarm')?.algorithm).toMatchObject({
    rate: { count: 1 },
  });
});

test('a profile that is taken into use by hand has its limits in place of the others, and no alarm', () => {
  const { ruleset } = compileText(policy('sip: { strangers: { together: { OPTIONS: 1/s } } }'), {}, 'attack');
  expect(ruleset.sets.map(({ id }) => id)).not.toContain('alarm');
  expect(ruleset.meters.find(({ id }) => id === 'together.OPTIONS')?.algorithm).toMatchObject({
    rate: { count: 1 },
  });
});

test('where a list cannot make all addresses one, the rules are those without it', () => {
  const on = (profiles: string) =>
    compileText(`vosguard: 1\ntarget: { platform: centos6 }\n${profiles}`)
      .artifacts.get('iptables.rules')
      ?.replace(/sha256 .*/g, '');
  const body = 'sip: { strangers: { limits: { REGISTER: 1/s burst 2 } } }';
  expect(on(`profiles: { attack: { when: { refused: 10/s }, ${body} } }`)).toBe(
    on(`profiles: { attack: { ${body} } }`),
  );
});
