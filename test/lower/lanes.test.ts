import { lower } from '../../src/lower/lower.js';
import type { Rule, Ruleset } from '../../src/ruleset/ruleset.js';
import { methods } from '../../src/sip/signature.js';
import { lintText } from '../lint-text.js';

const rulesetOf = (...lines: readonly string[]): Ruleset =>
  lower(lintText(['vosguard: 1', ...lines, ''].join('\n')).policy);

const rulesOf = (ruleset: Ruleset, chain: string): readonly Rule[] =>
  ruleset.chains.find(({ id }) => id === chain)?.rules ?? [];

/** The rules of a chain as `name action`. */
const told = (ruleset: Ruleset, chain: string) =>
  rulesOf(ruleset, chain).map(({ id, action }) => `${id.slice(chain.length + 1)} ${action.kind}`);

const defaults = rulesetOf();

describe('a request of a stranger that passed', () => {
  test.each([
    ['REGISTER', 'asked', 5_000],
    ['INVITE', 'ringing', 180_000],
    ['BYE', 'ended', 10_000],
  ])('%s is remembered in %s for %d ms', (name, set, timeout) => {
    const all = [`strangers.${name}`, `strangers.${name}.passed`].flatMap((id) => rulesOf(defaults, id));
    const learned = all.filter(({ action }) => action.kind === 'learn' && action.set !== 'tried');
    expect(learned.map(({ action }) => action)).toMatchObject([{ set, side: 'source', timeout }]);
  });

  test.each(['ACK', 'keepalive'])('%s is answered 200 by nobody, and not remembered', (name) => {
    expect(told(defaults, `strangers.${name}`).join()).not.toContain('learn');
  });

  test('what cannot be marked as tainting is refused; what cannot be learned passes', () => {
    const full = (chain: string) =>
      rulesOf(defaults, chain).flatMap(({ action }) => (action.kind === 'learn' ? [action.full] : []));
    expect(full('strangers.twice')).toEqual(['strangers.refused']);
    expect(full('strangers.REGISTER')).toEqual([undefined]);
  });

  test('what proves nothing is waited for once; a second one before its 200 taints, as does what finds no place', () => {
    for (const lane of ['strangers.pays', 'called.pays']) {
      const [learn] = rulesOf(defaults, lane).filter(
        ({ action }) => action.kind === 'learn' && action.set === 'qualifying',
      );
      const twice = lane.replace('pays', 'twice');
      expect(told(defaults, lane).slice(-4)).toEqual([
        'waited goto',
        'at.once goto',
        'qualifying learn',
        expect.any(String),
      ]);
      expect(learn?.action).toMatchObject({ timeout: 10_000, full: twice });
      expect(told(defaults, twice)[0]).toBe('taint learn');
    }
    expect(told(defaults, 'known.pays')).toEqual(['waited goto', 'qualifying learn', 'next pass']);
    expect(told(defaults, 'known.twice')).toEqual(['taint learn', 'next pass']);
    for (const lane of ['strangers.other', 'strangers.OPTIONS.again', 'called.requests', 'known.tainting'])
      expect(told(defaults, lane).at(-1)).toBe('pays goto');
  });

  test('what is too short for a request is none', () => {
    expect(rulesOf(defaults, 'strangers.unrecognised').slice(-2)).toMatchObject([
      { matches: [{ kind: 'larger', bytes: 40 }], action: { kind: 'goto', chain: 'strangers.pays' } },
      { matches: [] },
    ]);
  });

  test('every method that is let in is one of them', () => {
    const all = methods.map((name) => `${name}: 1/s`).join(', ');
    const open = rulesetOf(`sip: { strangers: { limits: { ${all} } } }`);
    const remembered = (name: string) =>
      told(open, `strangers.${name}`).filter((rule) => /learn$|^pays/.test(rule)).length;
    expect(methods.filter((name) => remembered(name) !== 1)).toEqual(['ACK']);
  });
});

describe('known sources', () => {
  test('meet their own limits and nothing else; REGISTER and INVITE keep them known', () => {
    expect(told(defaults, 'known.udp')).toEqual(['every jump', 'class classify']);
    expect(told(defaults, 'known.REGISTER')).toEqual([
      'port.REGISTER goto',
      'source.REGISTER goto',
      'asked learn',
      'pass pass',
    ]);
    expect(told(defaults, 'known.INVITE')).toEqual(['ringing learn', 'pass pass']);
    expect(told(defaults, 'known.other')).toEqual(['pass pass']);
    expect(told(defaults, 'known.tainting')).toEqual(['pays goto']);
    expect(told(defaults, 'known.refused')).toEqual(['log log', 'drop drop']);
  });

  test('are asked for before bans, and spared the limits on connections', () => {
    expect(rulesOf(defaults, 'sip.udp').flatMap(({ id, shortcut }) => (shortcut ? [] : [id]))).toEqual([
      'sip.udp.forwarded',
      'sip.udp.known',
      'sip.udp.called',
      'sip.udp.calling',
      'sip.udp.strangers',
    ]);
    const counting = rulesetOf('sip: { strangers: { connections: { udp: 40 } } }');
    expect(rulesOf(counting, 'input.sip')[0]).toMatchObject({
      id: 'input.sip.known',
      action: { kind: 'accept' },
    });
  });
});

describe('answers of the switch', () => {
  test('a 200 to whom it was waited for teaches, pardons and clears the counts', () => {
    expect(told(defaults, 'answers.ok')).toEqual([
      'qualified goto',
      'asked goto',
      'ringing goto',
      'pass pass',
    ]);
    expect(told(defaults, 'answers.qualified')).toEqual(['paid forget', 'pass pass']);
    expect(told(defaults, 'answers.learn')).toEqual([
      'tainted pass',
      'known goto',
      'learn learn',
      'pardon forget',
      'pardon.parole forget',
      'refill.challenged refill',
      'refill.refused refill',
      'pass pass',
    ]);
  });

  test.each([
    ['challenged', ['401 ', '407 ']],
    ['refused', ['403 ', '404 ']],
  ])('%s counts %j of whoever asked and is not known', (refusal, statuses) => {
    const [{ action } = { action: undefined }] = rulesOf(defaults, 'answers.udp');
    const cases = action?.kind === 'classify' ? action.cases : [];
    expect(cases.flatMap(({ chain, text }) => (chain === 'answers.denied' ? [text] : []))).toEqual(
      expect.arrayContaining(statuses),
    );
    const [{ action: split } = { action: undefined }] = rulesOf(defaults, 'counted.udp');
    if (split?.kind !== 'classify') throw new Error('refusals are not told apart');
    const counted = `counted.${refusal}.udp`;
    const own = split.cases.flatMap(({ chain, text }) => (chain === counted ? [text] : []));
    expect(split.otherwise === counted ? statuses : own).toEqual(statuses);
    expect(told(defaults, 'answers.denied')).toEqual([
      'asked goto',
      'known pass',
      'ringing goto',
      'pass pass',
    ]);
    expect(told(defaults, 'asked.denied')).toEqual([
      'seen.401 count',
      'seen.407 count',
      'registered pass',
      'others goto',
    ]);
    expect(told(defaults, `counted.${refusal}.udp`)).toEqual(['over goto', 'pass pass']);
    expect(told(defaults, `ban.${refusal}`)).toEqual([
      'already pass',
      'no.longer.known forget',
      'called goto',
      'calling goto',
      'learn learn',
      'learn.parole learn',
      'log log',
      'pass pass',
    ]);
  });

  test('a 200 to a REGISTER makes its source registered, which a guesser that is known by one call is not', () => {
    expect(told(defaults, 'answers.registered')).toEqual([
      'seen count',
      'tainted pass',
      'renewed learn',
      'either goto',
      'ended goto',
      'registered learn',
      'learn goto',
    ]);
  });

  test('without those bans a 401 is nothing, and segments are not even read', () => {
    const without = rulesetOf('sip: { bans: { challenged: null, refused: null } }');
    const [{ action } = { action: undefined }] = rulesOf(without, 'answers.udp');
    expect(action).toMatchObject({ cases: [{ text: '200 ' }] });
    expect(told(without, 'output.tcp')).toEqual(['proven drop']);
    expect(told(without, 'answers.learn').join()).not.toContain('refill');
  });

  test('over TCP a ban stops the answers that are still to come, and no reset', () => {
    expect(rulesOf(defaults, 'output.tcp')[0]).toMatchObject({
      id: 'output.tcp.proven',
      matches: [
        { kind: 'address', side: 'destination', set: 'proven' },
        { kind: 'longer', bytes: 92 },
      ],
      action: { kind: 'drop' },
    });
  });

  test('over TCP they only count, against whoever did not register', () => {
    const [{ action } = { action: undefined }] = rulesOf(defaults, 'answers.tcp');
    const cases = action?.kind === 'classify' ? action.cases.map(({ text }) => text) : [];
    expect(cases).toEqual(['200 ', '401 ', '407 ', '403 ', '404 ']);
    expect(told(defaults, 'answers.served')).toEqual(['learn learn', 'guesses.no.more forget', 'pass pass']);
    expect(told(defaults, 'answers.inside')).toEqual(['guessing goto', 'pass pass']);
    expect(told(defaults, 'answers.cut')).toEqual(['over goto', 'bytes goto', 'pass pass']);
    expect(told(defaults, 'answers.held')).toEqual(['drop drop']);
    expect(told(defaults, 'ban.tcp.challenged')).not.toContain('called goto');
    for (const chain of ['ban.tcp.challenged', 'ban.tcp.refused'])
      expect(told(defaults, chain).slice(-2)).toEqual(['held drop', 'pass pass']);
    expect(rulesOf(defaults, 'ban.tcp.refused')[2]).toMatchObject({
      id: 'ban.tcp.refused.called',
      action: { kind: 'goto', chain: 'answers.held' },
      noted: 'destination',
    });
    for (const refusal of ['challenged', 'refused']) {
      expect(told(defaults, `answers.${refusal}.tcp`)).toEqual([
        'registered pass',
        'served goto',
        'guessing learn',
        'over goto',
        'several goto',
        'pass pass',
      ]);
      expect(told(defaults, `served.${refusal}.tcp`)).toEqual(['over goto', 'several goto', 'pass pass']);
      const learned = rulesOf(defaults, `ban.tcp.${refusal}`).filter(
        ({ action: { kind } }) => kind === 'learn',
      );
      expect(learned.map(({ action }) => action)).toMatchObject([{ set: 'proven', side: 'destination' }]);
    }
  });

  test('trusted destinations teach nothing', () => {
    const trusting = rulesetOf('trusted: [192.0.2.1]');
    for (const chain of ['output.udp', 'output.tcp']) expect(told(trusting, chain)[0]).toBe('trusted pass');
  });
});

describe('a banned source', () => {
  test('has a trickle of REGISTER over UDP, and over TCP none', () => {
    expect(rulesOf(defaults, 'banned.udp')).toMatchObject([
      { id: 'banned.udp.REGISTER', action: { kind: 'goto', chain: 'banned.REGISTER' } },
      { id: 'banned.udp.drop', action: { kind: 'drop' } },
    ]);
    expect(rulesOf(defaults, 'banned.REGISTER')).toMatchObject([
      { id: 'banned.REGISTER.proven', shortcut: 'order', action: { kind: 'drop' } },
      { id: 'banned.REGISTER.subnets', shortcut: 'order', action: { kind: 'drop' } },
      { id: 'banned.REGISTER.parole', action: { kind: 'goto', chain: 'strangers.REGISTER' } },
      { id: 'banned.REGISTER.drop', action: { kind: 'drop' } },
    ]);
    expect(told(defaults, 'tcp.banned')).toEqual(['reset reset', 'drop drop']);
    const parole = defaults.meters.filter(({ id }) => id.startsWith('parole'));
    expect(parole.map(({ algorithm }) => algorithm)).toMatchObject([
      { rate: { count: 12, unit: 'minute' }, burst: 2 },
    ]);
  });

  test('has none where strangers may not register', () => {
    const shut = rulesetOf('sip: { strangers: { limits: { REGISTER: drop } } }');
    expect(told(shut, 'banned.udp')).toEqual(['drop drop']);
  });
});

test('where the ban is asked for before the list of the blocked, a blocked source has no trickle either', () => {
  const rules = rulesOf(rulesetOf('blocked: [192.0.2.2]'), 'banned.REGISTER');
  expect(rules.map(({ id, shortcut }) => [id, shortcut])).toEqual([
    ['banned.REGISTER.blocked', 'order'],
    ['banned.REGISTER.proven', 'order'],
    ['banned.REGISTER.subnets', 'order'],
    ['banned.REGISTER.parole', undefined],
    ['banned.REGISTER.drop', undefined],
  ]);
});

describe('a banned source, sooner', () => {
  const early = (chain: string, ...lines: readonly string[]) =>
    rulesOf(rulesetOf(...lines), chain).filter(({ shortcut, action }) => shortcut && action.kind === 'drop');
  const asked = (rules: readonly Rule[]) =>
    rules.map(({ matches }) =>
      matches.flatMap((match) => (match.kind === 'address' ? [match.set] : [])).join(),
    );

  test('is refused before anything else is asked: REGISTER beyond its trickle, the rest at once', () => {
    expect(asked(early('sip.udp'))).toEqual(['banned', 'paroled']);
    expect(early('sip.udp').map(({ matches }) => matches[0])).toMatchObject([
      { kind: 'payload', text: 'REGI', negate: true },
      { kind: 'payload', text: 'REGI' },
    ]);
    expect(early('sip.tcp')).toEqual([]);
  });

  test('at the devices that the policy names, by port, and then not a second time', () => {
    const rules = early('hook.ingress', 'target: { devices: [eth0] }');
    expect(asked(rules)).toEqual(['banned', 'paroled']);
    expect(rules.map(({ matches }) => matches[0]?.kind)).toEqual(['ports', 'ports']);
    expect(early('sip.udp', 'target: { devices: [eth0] }')).toEqual([]);
  });

  test.each([
    ['2001:db8:7::/48', 'any'],
    ['2001:db8:7::/64', 'any'],
    ['2001:db8:7::10', 'ipv4'],
    ['2001:db8:7::/65', 'ipv4'],
  ])('trusted %s: the shortcut is for %s, for a /64 is banned as a whole', (network, family) => {
    const rules = early('sip.udp', `trusted: ["${network}"]`);
    expect(rules.map((rule) => rule.family)).toEqual([family, family]);
  });

  test.each(['sip.udp', 'hook.ingress'])(
    '%s: whom a name lets in goes the long way, whoever of its /64 is banned',
    (chain) => {
      const rules = early(
        chain,
        'lists: { peers: { names: [sip.carrier.example], on_switch: on } }',
        'trusted: [{ list: peers }]',
        ...(chain === 'sip.udp' ? [] : ['target: { devices: [eth0] }']),
      );
      expect(rules).toHaveLength(2);
      for (const { matches } of rules)
        expect(matches).toContainEqual({
          kind: 'address',
          side: 'source',
          set: 'named.trusted',
          negate: true,
        });
    },
  );

  test('whoever is called is not banned, and is pardoned when he is', () => {
    for (const chain of ['ban.flood', 'ban.signature', 'ban.tcp.flood', 'ban.tcp.signature'])
      expect(told(defaults, chain)[0]).toBe('called drop');
    for (const chain of ['output.called', 'output.calling'])
      expect(told(defaults, chain)).toEqual([
        'learn learn',
        'pardon forget',
        'pardon.parole forget',
        'pass pass',
      ]);
  });

  test('where nothing is tracked, a segment bans nobody: anybody can forge it', () => {
    const untracked = rulesetOf('conntrack: { sip: untracked }');
    for (const chain of ['ban.tcp.flood', 'ban.tcp.signature'])
      expect(told(untracked, chain)).toEqual(['log log', 'reset reset']);
  });

  test('an ACK of the switch says that he is in a call, which lasts', () => {
    const [{ action } = { action: undefined }] = rulesOf(defaults, 'output.udp').slice(-1);
    const cases = action?.kind === 'classify' ? action.cases : [];
    expect(cases.filter(({ chain }) => chain === 'output.calling').map(({ text }) => text)).toEqual(['ACK ']);
    const timeouts = ['called', 'calling'].map((chain) => rulesOf(defaults, `output.${chain}`)[0]?.action);
    expect(timeouts).toMatchObject([{ timeout: 300_000 }, { timeout: 43_200_000 }]);
  });
});

describe('sip.learn', () => {
  const learning = rulesetOf('sip: { learn: 2h }');

  test('while the clock runs nothing is refused, and what passed is remembered either way', () => {
    expect(told(learning, 'strangers.REGISTER').slice(-4)).toEqual([
      'tried goto',
      'try learn',
      'first goto',
      'beyond goto',
    ]);
    const observed = told(learning, 'strangers.REGISTER.learning');
    expect(told(learning, 'strangers.REGISTER.beyond.learning')).toContain('together.REGISTER.would count');
    expect(told(learning, 'strangers.REGISTER.passed.learning')).toEqual(['asked learn', 'next pass']);
    expect(observed).toContain('source.REGISTER.would count');
    expect(learning.sets.find(({ id }) => id === 'learning')).toMatchObject({
      kind: 'clock',
      lasts: 7_200_000,
    });
  });

  test('every lane asks the clock behind the trusted and the blocked, and no copy of one refuses', () => {
    const policy = rulesetOf('sip: { learn: 2h, strangers: { together: { INVITE: drop } } }');
    for (const lane of ['sip.udp', 'input.tcp'])
      expect(told(policy, lane).filter((one) => one.startsWith('learning'))).toEqual(['learning goto']);
    const copies = policy.chains.filter(({ id }) => id.endsWith('.learning'));
    expect(copies.length).toBeGreaterThan(10);
    expect(copies.filter(({ hook }) => hook !== undefined)).toEqual([]);
    const refusing = copies.flatMap(({ rules }) =>
      rules.filter(
        ({ action, origin }) =>
          origin[0] !== 'blocked' &&
          (action.kind === 'drop' || action.kind === 'reset' || (action.kind === 'goto' && action.counted)),
      ),
    );
    expect(refusing).toEqual([]);
    expect(told(policy, 'strangers.INVITE.learning').at(-1)).toBe('observed goto');
  });

  test('a shortcut refuses nobody meanwhile', () => {
    const [early] = learning.chains.flatMap(({ rules }) => rules.filter(({ shortcut }) => shortcut));
    expect(early?.matches[0]).toMatchObject({ set: 'learning', negate: true });
  });

  test('without it there is no clock', () => {
    expect(defaults.sets.some(({ kind }) => kind === 'clock')).toBe(false);
  });
});
