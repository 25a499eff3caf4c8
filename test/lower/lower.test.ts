import { lower } from '../../src/lower/lower.js';
import { cidrs } from '../../src/net/cidrs.js';
import type { Rule, Ruleset } from '../../src/ruleset/ruleset.js';
import { lintText } from '../lint-text.js';

const rulesetOf = (...lines: readonly string[]): Ruleset =>
  lower(lintText(['vosguard: 1', ...lines, ''].join('\n')).policy);

const rulesOf = (ruleset: Ruleset, chain: string): readonly Rule[] =>
  ruleset.chains.find(({ id }) => id === chain)?.rules ?? [];

/** The rules' ids without the chain's. */
const names = (ruleset: Ruleset, chain: string) =>
  rulesOf(ruleset, chain).map(({ id }) => id.slice(chain.length + 1));

const meterIds = (ruleset: Ruleset) => ruleset.meters.map(({ id }) => id);
const meter = (ruleset: Ruleset, wanted: string) => ruleset.meters.find(({ id }) => id === wanted);

describe('a stranger', () => {
  const defaults = rulesetOf();

  test('meets size, method, all and bytes in this order, and then the shares of the common cap', () => {
    expect(names(defaults, 'strangers.REGISTER')).toEqual([
      'size.REGISTER',
      'source.REGISTER',
      'every',
      'tried',
      'try',
      'first',
      'beyond',
    ]);
    expect(rulesOf(defaults, 'strangers.other').at(-1)?.action).toEqual({
      kind: 'goto',
      chain: 'strangers.pays',
    });
    for (const chain of ['strangers.pays', 'strangers.twice'])
      expect(rulesOf(defaults, chain).at(-1)?.action).toEqual({
        kind: 'goto',
        chain: 'strangers.signatures',
      });
  });

  test('is only dropped where a method is dropped: it is not searched, nor counted by later limits', () => {
    for (const method of ['SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'NOTIFY', 'REFER', 'INFO']) {
      expect(names(defaults, `strangers.${method}`)).toEqual([`source.${method}`]);
    }
  });

  test('asks with OPTIONS twice: the first is written down and refused, later ones have limits of their own', () => {
    expect(rulesOf(defaults, 'strangers.OPTIONS').map(({ action }) => action)).toEqual([
      { kind: 'goto', chain: 'strangers.refused', counted: true },
      { kind: 'goto', chain: 'strangers.OPTIONS.again' },
      { kind: 'learn', set: 'greeted', side: 'source', timeout: 120_000 },
      { kind: 'goto', chain: 'strangers.refused', counted: true },
    ]);
    expect(names(defaults, 'strangers.OPTIONS.again')).toEqual([
      'greeted',
      'source.OPTIONS',
      'every',
      'together.OPTIONS',
      'pays',
    ]);
    expect(meter(defaults, 'strangers.OPTIONS')?.algorithm).toMatchObject({
      rate: { count: 4, unit: 'minute' },
      burst: 2,
    });
    expect(meter(defaults, 'together.OPTIONS')?.algorithm).toMatchObject({
      rate: { count: 20, unit: 'second' },
      burst: 40,
    });
  });

  test('is dropped with OPTIONS where the policy says so', () => {
    const shut = rulesetOf('sip: { strangers: { limits: { OPTIONS: drop } } }');
    expect(names(shut, 'strangers.OPTIONS')).toEqual(['source.OPTIONS']);
    expect(shut.sets.some(({ id }) => id === 'greeted')).toBe(false);
  });

  test('of every class jumps to what counts every packet, which stands once', () => {
    expect(names(defaults, 'strangers.every')).toEqual(['source.all', 'source.bytes']);
    const whole = rulesetOf('sip: { strangers: { per_subnet: { other: 9/s, all: 99/s } } }');
    expect(names(whole, 'strangers.every')).toEqual([
      'source.all',
      'source.bytes',
      'subnet.other',
      'subnet.all',
    ]);
    const named = rulesetOf('sip: { strangers: { per_subnet: { REGISTER: 9/s, all: 99/s } } }');
    expect(names(named, 'strangers.every')).toEqual(['source.all', 'source.bytes']);
    expect(names(named, 'strangers.ACK').slice(1, 3)).toEqual(['every', 'subnet.all']);
    const dropped = rulesetOf('sip: { strangers: { limits: { all: drop } } }');
    expect(names(dropped, 'strangers.every')).toEqual([]);
    expect(names(dropped, 'strangers.ACK')).toEqual(['source.all']);
  });

  test('shares a chain for methods that no map names', () => {
    expect(names(defaults, 'strangers.other')).toEqual(['size.other', 'every', 'together.other', 'pays']);
    expect(rulesOf(defaults, 'strangers.UPDATE')).toEqual([]);
  });

  test('meets its own entry and "other" with what is unrecognised', () => {
    const other = rulesetOf('sip: { strangers: { limits: { other: 9/s } } }');
    expect(names(other, 'strangers.unrecognised').slice(4)).toEqual([
      'size.unrecognised',
      'source.unrecognised',
      'source.other',
      'every',
      'together.other',
      'pays',
      'next',
    ]);
  });

  test('is not limited by "allow"', () => {
    expect(names(rulesetOf('sip: { strangers: { limits: { INVITE: allow } } }'), 'strangers.INVITE')).toEqual(
      ['size.INVITE', 'every', 'tried', 'try', 'first', 'beyond'],
    );
  });

  test('may not answer unless it was called', () => {
    expect(rulesOf(defaults, 'strangers.response').map(({ action }) => action)).toEqual([
      { kind: 'goto', chain: 'strangers.refused', counted: true },
    ]);
  });
});

/** Shortcuts for what is banned: see lanes.test.ts. */
const early = ['banned.early', 'banned.REGISTER'];

describe('SIP ports', () => {
  test('trusted before blocked before known before called; a ban stops strangers', () => {
    const ruleset = rulesetOf('trusted: [192.0.2.1]', 'blocked: [192.0.2.2]');
    expect(names(ruleset, 'sip.udp')).toEqual([
      ...early,
      'trusted',
      'forwarded',
      'banned.first',
      'blocked',
      'known',
      'called',
      'calling',
      'strangers',
    ]);
    expect(rulesOf(ruleset, 'sip.udp')[2]?.action).toEqual({ kind: 'pass' });
    expect(names(ruleset, 'strangers.udp')).toEqual(['proven', 'subnets', 'banned', 'class']);
    expect(names(ruleset, 'called.OPTIONS')).toEqual(['within', 'banned', 'beyond']);
  });

  test('strangers: deny leaves nothing but trusted', () => {
    const ruleset = rulesetOf('trusted: [192.0.2.1]', 'sip: { strangers: deny }');
    expect(names(ruleset, 'sip.udp')).toEqual(['trusted', 'forwarded', 'denied']);
    expect(names(ruleset, 'input.sip')).toEqual(['accept']);
    expect(meterIds(ruleset)).toEqual(['logging.drops']);
  });

  test('every policy has the same hooks, since a second load of iptables adds no jump and removes none', () => {
    const hooks = (...lines: string[]) => rulesetOf(...lines).chains.flatMap(({ hook }) => hook ?? []);
    for (const sip of ['{}', '{ strangers: deny }'])
      for (const conntrack of ['tracked', 'untracked'])
        expect(hooks(`sip: ${sip}`, `conntrack: { sip: ${conntrack} }`)).toEqual(hooks());
  });

  test('no default counts flows of UDP', () => {
    expect(names(rulesetOf(), 'input.sip')).toEqual(['accept']);
    expect(rulesetOf().tables).toEqual([]);
  });

  test('datagrams of which conntrack makes no flow do not pass where flows are counted', () => {
    const flows = rulesetOf('sip: { strangers: { connections: { udp: 40, per_subnet: 60 } } }');
    expect(names(flows, 'input.sip')).toEqual([
      'known',
      'connections.invalid',
      'connections.udp',
      'connections.subnet',
      'accept',
    ]);
  });

  test('encrypted ports have what counts every packet, and no method', () => {
    const ruleset = rulesetOf('sip: { ports: { encrypted: [5070-5080] } }');
    expect(names(ruleset, 'sip.encrypted')).toEqual([
      'forwarded',
      'known',
      'proven',
      'subnets',
      'banned',
      'strangers',
    ]);
    expect(names(ruleset, 'encrypted.strangers')).toEqual(['source.all', 'pass']);
    expect(names(ruleset, 'known.encrypted')).toEqual(['every', 'pass']);
  });

  test('untracked: said first on the way in and out, and no connections are counted', () => {
    const ruleset = rulesetOf('conntrack: { sip: untracked }');
    expect(names(ruleset, 'sip.udp').slice(0, 4)).toEqual([...early, 'forwarded', 'untracked']);
    expect(names(ruleset, 'output.tcp')[0]).toBe('untracked');
    expect(names(ruleset, 'input.sip')).toEqual(['accept']);
    expect(ruleset.tables).toEqual([]);
  });
});

describe('TCP, behind conntrack', () => {
  const defaults = rulesetOf();

  test('is left to the input hook, and there trusted before known before called; a ban of UDP is none', () => {
    const ruleset = rulesetOf('trusted: [192.0.2.1]', 'blocked: [192.0.2.2]');
    expect(names(ruleset, 'sip.tcp')).toEqual(['trusted', 'forwarded', 'blocked', 'tracked']);
    expect(names(ruleset, 'input.tcp')).toEqual([
      'trusted',
      'known',
      'called',
      'calling',
      'proven',
      'subnets',
      'again',
      'new',
      'invalid',
      'strangers',
    ]);
  });

  test('counts connections when the handshake is over, and then bytes; no method is refused for good', () => {
    expect(names(defaults, 'tcp.strangers')).toEqual(['connected', 'unproven', 'others']);
    expect(names(defaults, 'tcp.connected')).toEqual(['new', 'opened', 'long', 'bare', 'short']);
    expect(names(defaults, 'tcp.new')).toEqual(['opened', 'connections']);
    expect(names(defaults, 'tcp.data')).toEqual(['source.bytes', 'merged', 'class']);
    expect(names(defaults, 'tcp.stray')).toEqual(['source.stray', 'shared']);
    expect(names(defaults, 'tcp.shared')).toEqual(['together', 'next']);
    expect(defaults.sets.find(({ id }) => id === 'opened')).toMatchObject({ key: 'port' });
    expect(meter(defaults, 'connections.tcp')?.algorithm).toMatchObject({ burst: 100 });
  });

  test('has OPTIONS, what cannot be read and what was merged in the small share, the rest in its own', () => {
    const [{ action } = { action: undefined }] = rulesOf(defaults, 'tcp.data').slice(-1);
    if (action?.kind !== 'classify') throw new Error('segments are not told apart');
    const to = (text: string) => action.cases.find((one) => one.text === text)?.chain;
    expect(to('OPTI')).toBe('tcp.stray');
    for (const text of ['REGI', 'INVI', 'MESS', 'SUBS', 'SIP/']) expect(to(text)).toBe('tcp.shared');
    expect(action.otherwise).toBe('tcp.stray');
  });

  test('ends in a reset where connections or a proven ban refuse, and teaches neither known nor called', () => {
    expect(rulesOf(defaults, 'tcp.banned')[0]?.action.kind).toBe('reset');
    expect(rulesOf(defaults, 'tcp.too.many').map(({ action }) => action.kind)).toEqual(['forget', 'reset']);
    const learned = defaults.chains
      .filter(({ id }) => /(^|\.)tcp(\.|$)/.test(id))
      .flatMap(({ rules }) => rules.flatMap(({ action }) => (action.kind === 'learn' ? [action.set] : [])));
    expect([...new Set(learned)].toSorted()).toEqual(['guessing', 'opened', 'proven']);
  });

  test('untracked, it has no states to ask for, and no evidence of a handshake', () => {
    const untracked = rulesetOf('conntrack: { sip: untracked }');
    expect(names(untracked, 'input.tcp')).toEqual([
      'known',
      'called',
      'calling',
      'proven',
      'subnets',
      'strangers',
    ]);
  });
});

describe('what comes to this host', () => {
  const services = 'services: { ssh: { tcp: [22], from: [192.0.2.1] }, web: { tcp: [443] } }';

  test('media, to which most packets come, is asked for before SIP on the way in and right behind what is established', () => {
    const ruleset = rulesetOf(services);
    expect(names(ruleset, 'hook.prerouting').slice(0, 2)).toEqual(['media', 'loopback']);
    expect(rulesOf(ruleset, 'hook.prerouting')[0]).toMatchObject({
      matches: [{ kind: 'ports', transport: 'udp', ports: [{ first: 10_000, last: 47_999 }] }],
      action: { kind: 'pass' },
    });
    expect(names(ruleset, 'hook.input').slice(0, 4)).toEqual([
      'loopback',
      'sip.tcp',
      'established',
      'service.media.udp',
    ]);
  });

  test.each([
    ['SIP has a port in it', 'sip: { ports: { udp: [5060, 20000] } }'],
    ['another service has', 'services: { other: { udp: [30000] } }'],
    ['it is narrow', 'services: { media: { udp: [10000-10098] } }'],
    ['there is none', 'services: { media: null }'],
  ])('and stays where it was where %s', (_, line) => {
    const ruleset = rulesetOf(line);
    expect(names(ruleset, 'hook.prerouting')[0]).toBe('loopback');
    expect(names(ruleset, 'hook.input')).not.toContain('media');
    expect(names(ruleset, 'hook.input')[3]).not.toBe('service.media.udp');
  });

  test('default: deny ends in a logged drop', () => {
    expect(names(rulesetOf(services), 'hook.input').slice(-5)).toEqual([
      'sip.udp',
      'service.ssh.tcp',
      'service.web.tcp',
      'log',
      'drop',
    ]);
  });

  test('default: leave drops only at ports that name their sources, after every service had its say', () => {
    expect(names(rulesetOf(services, 'default: leave'), 'hook.input').slice(-4)).toEqual([
      'sip.udp',
      'service.ssh.tcp',
      'service.web.tcp',
      'service.ssh.tcp.closed',
    ]);
  });

  test('a conntrack rule is always there, since it loads the reassembly of fragments', () => {
    for (const lines of [
      [],
      ['default: leave'],
      ['sip: { strangers: deny }'],
      ['conntrack: { sip: untracked }'],
    ]) {
      const kinds = rulesOf(rulesetOf(...lines), 'hook.input').flatMap(({ matches }) =>
        matches.map(({ kind }) => kind),
      );
      expect(kinds).toContain('conntrack');
    }
  });
});

test('blocked is loaded without what is trusted or may reach a service', () => {
  const ruleset = rulesetOf(
    'trusted: [192.0.2.1]',
    'blocked: [192.0.2.0/30, "2001:db8::/32"]',
    'services: { ssh: { tcp: [22], from: [192.0.2.2] } }',
  );
  const blocked = ruleset.sets.flatMap((set) =>
    set.id === 'blocked' && set.kind === 'static' ? [set.addresses] : [],
  );
  expect(blocked.map((set) => [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')])).toEqual([
    ['192.0.2.0', '192.0.2.3', '2001:db8::/32'],
  ]);
});

describe('meters', () => {
  test('keep an idle entry until its bucket is full again', () => {
    expect(meter(rulesetOf(), 'strangers.REGISTER')?.expire).toBe(3_000);
    const slow = rulesetOf('sip: { strangers: { limits: { REGISTER: 12/min burst 60 } } }');
    expect(meter(slow, 'strangers.REGISTER')?.expire).toBe(301_000);
  });

  test('open where a common cap follows, closed where none does', () => {
    const whenFull = (...lines: string[]) => meter(rulesetOf(...lines), 'strangers.all')?.whenFull;
    expect(whenFull()).toBe('open');
    expect(whenFull('sip: { ports: { encrypted: [5070] } }')).toBe('closed');
    expect(whenFull('sip: { strangers: { together: { other: null } } }')).toBe('closed');
    expect(whenFull('sip: { strangers: { together: { INVITE: allow } } }')).toBe('closed');
    expect(whenFull('sip: { strangers: { together: { INVITE: allow, all: 300/s } } }')).toBe('open');
  });

  test('are declared only where a rule uses them', () => {
    expect(meterIds(rulesetOf())).not.toContain('called.REGISTER');
    expect(meterIds(rulesetOf())).toContain('logging.drops');
    expect(meterIds(rulesetOf('logging: null'))).not.toContain('logging.drops');
  });

  test('have each an id of its own, though known and called sources both have limits on OPTIONS', () => {
    const ids = meterIds(rulesetOf('sip: { known: { limits: { OPTIONS: 9/s, ACK: 9/s } } }'));
    expect(ids).toContain('called.OPTIONS');
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('every rule has an id of its own, and one that says its chain', () => {
  const { chains } = rulesetOf(
    'trusted: [192.0.2.1]',
    'sip: { ports: { encrypted: [5070] } }',
    'signatures: { add: [{ id: pass, raw: BadDialer }, { id: none, raw: WorseDialer }] }',
  );
  const ids = chains.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, rules } of chains)
    for (const rule of rules) expect(rule.id.startsWith(`${id}.`)).toBe(true);
});

test('a changed ban leaves the set as it is, which ipset could not change', () => {
  const banned = (...lines: string[]) => rulesetOf(...lines).sets.find(({ id }) => id === 'banned');
  expect(banned('sip: { bans: { signature: 3h, flood: { over: 9/s burst 99, for: 2d } } }')).toEqual(
    banned(),
  );
});
