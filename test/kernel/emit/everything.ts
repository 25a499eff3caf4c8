import type { Family } from '../../../src/net/address.js';
import { chainId, meterId, setId, tableId } from '../../../src/ruleset/ids.js';
import type { Match } from '../../../src/ruleset/match.js';
import type { Action, Chain, Rule, Ruleset } from '../../../src/ruleset/ruleset.js';
import { chain, declarations, ms, ports, rule, ruleset } from '../../emit/samples.js';

const suffix = { ipv4: '4', ipv6: '6' } as const;
const payload = (transport: 'udp' | 'tcp', offset: number, text: string): Match => ({
  kind: 'payload',
  transport,
  offset,
  text,
});

/** Every match that both backends have words for. */
function matches(family: Family): readonly Match[] {
  const n = suffix[family];
  const named = ['open', 'closed', 'within', 'dst', 'port', 'both', 'sub'].map((name) =>
    meterId(`m.${name}${n}`),
  );
  return [
    { kind: 'loopback' },
    { kind: 'transport', transport: 'tcp' },
    { kind: 'ports', transport: 'udp', side: 'destination', ports: ports([5060, 5060], [10000, 39999]) },
    { kind: 'ports', transport: 'tcp', side: 'source', ports: ports([5060, 5060]) },
    { kind: 'address', side: 'source', set: setId(`trusted${n}`), negate: false },
    { kind: 'address', side: 'destination', set: setId(`banned${n}`), negate: true },
    payload('udp', 0, 'REGI'),
    payload('udp', 2, 'GISTER sip:0123456789012345678901234567890123456789'),
    payload('udp', 4, 'TE '),
    payload('tcp', 0, 'SUBSCRIBE '),
    ...(['empty', 'crlf', 'double-crlf', 'stun'] as const).map(
      (form): Match => ({ kind: 'keepalive', form }),
    ),
    { kind: 'data' },
    { kind: 'larger', bytes: 1500 },
    { kind: 'mark', mark: 'found' },
    { kind: 'mark', mark: 'any' },
    ...named.map((meter): Match => ({ kind: 'limit', meter })),
    { kind: 'limit', meter: meterId(`m.all${n}`) },
    { kind: 'conntrack', states: ['established', 'related'] },
    { kind: 'time', days: [1, 2, 3, 4, 5], first: 28_800, last: 71_999 },
    { kind: 'time', days: [6], first: 0, last: 86_399 },
    { kind: 'time', days: [0, 1, 2, 3, 4, 5, 6], first: 79_200, last: 86_399 },
    { kind: 'conntrack', states: ['established'], direction: 'reply' },
    ...(family === 'ipv6'
      ? (['source', 'destination'] as const).map((side): Match => ({ kind: 'link-local', side }))
      : []),
    { kind: 'assured' },
    { kind: 'icmp', family, types: family === 'ipv4' ? [3, 8, 11] : [1, 2, 128] },
  ];
}

const xtablesOnly = (family: Family): readonly Match[] => [
  { kind: 'contains', text: '\nUser-Agent: friendly-scanner' },
  { kind: 'contains', text: 'a "quoted" |pipe| and it\'s $HOME' },
  { kind: 'limit', meter: meterId(`w.over${suffix[family]}`) },
  { kind: 'limit', meter: meterId(`w.within${suffix[family]}`) },
  ...(family === 'ipv6' ? ([{ kind: 'extension-headers', transport: 'udp' }] as const) : []),
];

function actions(family: Family): readonly Action[] {
  return [
    { kind: 'learn', set: setId(`banned${suffix[family]}`), side: 'source', timeout: ms(600_000) },
    {
      ...{ kind: 'learn', set: setId(`banned${suffix[family]}`), side: 'source', timeout: ms(600_000) },
      full: chainId('c.a'),
    },
    { kind: 'forget', set: setId(`banned${suffix[family]}`), side: 'destination' },
    { kind: 'count' },
    { kind: 'log', prefix: "vosguard it's 100%: " },
    { kind: 'untrack' },
    { kind: 'mark', mark: 'wanted' },
    { kind: 'mark', mark: 'none' },
    { kind: 'drop' },
    { kind: 'goto', chain: chainId('c.a') },
    { kind: 'pass' },
    { kind: 'accept' },
  ];
}

function rules(prefix: string, family: Family, all: readonly Match[]): readonly Rule[] {
  const told = all.map((match, i) => rule(`${prefix}.${i}`, family, [match], { kind: 'drop' }));
  const done = actions(family).map((action, i) => rule(`${prefix}.a${i}`, family, [], action));
  return [...told, ...done];
}

function chains(
  prerouting: readonly Rule[],
  input: readonly Rule[],
  last: readonly Rule[],
): readonly Chain[] {
  return [
    chain('hook.prerouting', prerouting, 'prerouting'),
    chain('hook.input', input, 'input'),
    chain('c.a', last),
  ];
}

function inputRules(family: Family): readonly Rule[] {
  const n = suffix[family];
  return ['src', 'net'].map((key) =>
    rule(
      `i.${key}${n}`,
      family,
      [
        { kind: 'conntrack', states: ['new'] },
        { kind: 'connections', table: tableId(`c.${key}${n}`) },
      ],
      {
        kind: 'reject',
      },
    ),
  );
}

/** A ruleset of one family with everything that iptables has words for. */
export function everythingForIptables(family: Family): Ruleset {
  const all = [...matches(family), ...xtablesOnly(family)];
  return ruleset({
    ...declarations(family),
    chains: chains(rules('p', family, all), inputRules(family), [rule('a.1', family, [], { kind: 'drop' })]),
  });
}

/** The same for nftables, both families in one. */
export function everythingForNftables(): Ruleset {
  const parts = (['ipv4', 'ipv6'] as const).map(declarations);
  const classify: Action = {
    kind: 'classify',
    transport: 'udp',
    offset: 8,
    cases: ['REGI', 'INVI'].map((text) => ({ text, chain: chainId('c.a') })),
    otherwise: chainId('c.a'),
  };
  return ruleset({
    sets: parts.flatMap(({ sets }) => sets),
    meters: parts.flatMap(({ meters }) => meters.filter(({ algorithm }) => algorithm.kind === 'bucket')),
    tables: parts.flatMap(({ tables }) => tables),
    chains: chains(
      [
        ...rules('p4', 'ipv4', matches('ipv4')),
        ...rules('p6', 'ipv6', matches('ipv6')),
        ...(['4', '6'] as const).map((n) =>
          rule(`p.refill${n}`, n === '4' ? 'ipv4' : 'ipv6', [], {
            kind: 'refill',
            meter: meterId(`m.dst${n}`),
          }),
        ),
        rule('p.class', 'any', [], classify),
      ],
      [...inputRules('ipv4'), ...inputRules('ipv6')],
      [rule('a.1', 'any', [], { kind: 'drop' })],
    ),
  });
}
