import { subtract } from '../net/address-set.js';
import type { Remark } from './draft.js';
import { isLimitedAccept, type Outcome, type Share } from './fold.js';
import type { Elsewhere } from './iptables/read-listing.js';
import { isBroad, type OldRule, type OldRules, type Origin } from './old-rule.js';
import { isSipRegion, type SipPorts } from './sip.js';

/** What is to be told of each rule, whether it became something or not. */
export function judgeRules(old: OldRules, outcomes: readonly Outcome[], ports: SipPorts): readonly Remark[] {
  return [
    ...old.rules.flatMap(plainRemark),
    ...deadRemarks(outcomes),
    ...contraryRemarks(old.rules),
    ...passedBy(old, ports),
    ...lostFilters(outcomes, ports),
    ...openRemarks(outcomes),
  ];
}

/** Rules that ask for something that no service says, and rules whose work is done without them. */
function plainRemark(rule: OldRule): readonly Remark[] {
  const { asks, does, origin } = rule;
  if (does.kind === 'passes') return [passingRemark(does.target, origin)];
  if (asks.device?.name === 'lo') return [{ kind: 'built-in', what: 'loopback', origin }];
  if (!asks.starts) return [{ kind: 'built-in', what: establishedOrInvalid(rule), origin }];
  if (asks.device !== undefined && (asks.device.negated || does.kind === 'refuse'))
    return [
      does.kind === 'refuse' && asks.ports !== undefined && !asks.device.negated
        ? { kind: 'changed', how: 'device-everywhere', origin }
        : { kind: 'lost', origin, why: { kind: 'device', words: asks.device.name } },
    ];
  return [];
}

function establishedOrInvalid({ does, origin }: OldRule): 'established' | 'invalid' {
  return does.kind === 'accept' && !/INVALID/i.test(origin.text) ? 'established' : 'invalid';
}

function passingRemark(target: string, origin: Origin): Remark {
  if (target === 'LOG' || target === 'NFLOG' || target === 'ULOG' || target === 'log')
    return { kind: 'built-in', what: 'logging', origin };
  if (target === '' || target === 'counter' || target === 'set')
    return { kind: 'built-in', what: 'noted', origin };
  return { kind: 'lost', origin, why: { kind: 'verdict' } };
}

const isNobody = ({ sources }: { readonly sources: Share['fresh'] }) =>
  sources.ipv4.length + sources.ipv6.length === 0;

/** About nobody in no region has a dead rule anything left to say. */
function deadRemarks(outcomes: readonly Outcome[]): readonly Remark[] {
  const alive = new Set<OldRule>();
  const met = new Map<OldRule, Origin | undefined>();
  for (const { accepted, refused, filters } of outcomes) {
    const decided = [...accepted, ...refused];
    for (const { rule, fresh } of [...decided, ...filters]) {
      if (!('asks' in rule)) continue;
      if (!isNobody({ sources: fresh })) alive.add(rule);
      else if (!met.has(rule)) met.set(rule, before(rule, decided));
    }
  }
  return [...met].flatMap(([rule, by]) =>
    alive.has(rule) || by === rule.origin ? [] : [{ kind: 'dead', by, origin: rule.origin }],
  );
}

/** Who has decided about all those whom the rule is for; `undefined` where it took several. */
function before(rule: OldRule, decided: readonly Share[]): Origin | undefined {
  for (const share of decided) {
    if (share.rule === rule || !('asks' in share.rule)) continue;
    const left = subtract(rule.asks.from, share.rule.asks.from);
    if (left.ipv4.length === 0 || left.ipv6.length === 0)
      if (isCovered(rule, share.rule)) return share.rule.origin;
  }
  return undefined;
}

function isCovered(rule: OldRule, by: OldRule): boolean {
  const { ipv4, ipv6 } = subtract(rule.asks.from, by.asks.from);
  return by.asks.conditions.length === 0 && ipv4.length === 0 && (ipv6.length === 0 || by.family === 'ipv4');
}

const refusing = /\b(block|blocked|deny|denied|drop|ban|banned|reject|forbid|close|closed)\b/i;
const letting = /\b(allow|allowed|accept|permit|open|whitelist|trust|trusted)\b/i;

function contraryRemarks(rules: readonly OldRule[]): readonly Remark[] {
  return rules.flatMap(({ origin, does }): readonly Remark[] => {
    const says = origin.comment ?? '';
    const isContrary =
      (does.kind === 'accept' && refusing.test(says) && !letting.test(says)) ||
      (does.kind === 'refuse' && letting.test(says) && !refusing.test(says));
    return isContrary ? [{ kind: 'contrary', says, origin }] : [];
  });
}

/** Answered once, a flow is ESTABLISHED: what stands behind such an accept never sees its packets again. */
function passedBy({ rules }: OldRules, { udp }: SipPorts): readonly Remark[] {
  const at = rules.findIndex(
    ({ asks, does, origin }) =>
      does.kind === 'accept' &&
      !asks.starts &&
      /ESTABLISHED/i.test(origin.text) &&
      asks.protocol !== 6 &&
      asks.ports === undefined,
  );
  const origin = rules[at]?.origin;
  const isFilter = ({ asks }: OldRule) =>
    asks.conditions.length > 0 &&
    (asks.ports ?? []).some((one) => udp.some(({ first, last }) => first <= one.last && one.first <= last));
  return origin !== undefined && rules.slice(at).some(isFilter)
    ? [{ kind: 'mistaken', how: 'established-first', origin }]
    : [];
}

/** Of conditions outside SIP, limits became limits of services; everything else is gone. */
function lostFilters(outcomes: readonly Outcome[], ports: SipPorts): readonly Remark[] {
  const found = new Map<OldRule, Remark>();
  for (const outcome of outcomes) {
    if (isSipRegion(outcome, ports)) continue;
    for (const { rule } of outcome.filters)
      if ('asks' in rule && !found.has(rule)) found.set(rule, filterRemark(rule));
  }
  for (const outcome of outcomes)
    if (isSipRegion(outcome, ports))
      for (const { rule } of outcome.filters) if ('asks' in rule) found.delete(rule);
  return [...found.values()];
}

function filterRemark(rule: OldRule): Remark {
  const { asks, origin, does } = rule;
  const strange = asks.conditions.find(
    ({ kind }) => kind === 'unread' || kind === 'source-port' || kind === 'text',
  );
  if (strange?.kind === 'source-port')
    return does.kind === 'accept'
      ? { kind: 'mistaken', how: 'source-port', origin }
      : { kind: 'lost', origin, why: strange };
  if (strange?.kind === 'unread') return { kind: 'lost', origin, why: strange };
  if (strange !== undefined) return { kind: 'lost', origin, why: { kind: 'text' } };
  if (asks.conditions.some(({ kind }) => kind === 'hours') && does.kind === 'accept')
    return { kind: 'changed', how: 'zone-of-hours', origin };
  if (asks.ports === undefined)
    return { kind: 'lost', origin, why: { kind: 'words', words: 'a limit for every port at once' } };
  if (does.kind === 'accept' && !isLimitedAccept(rule))
    return { kind: 'lost', origin, why: { kind: 'text' } };
  return { kind: 'changed', how: 'limit-of-service', origin };
}

/** MySQL of the switch must not be reachable; rules that refuse nobody are no rules. */
function openRemarks(outcomes: readonly Outcome[]): readonly Remark[] {
  return outcomes.flatMap(({ region, accepted }): readonly Remark[] => {
    if (region.protocol !== 6 || region.ports.first > 3306 || region.ports.last < 3306) return [];
    const open = accepted.find(({ sources }) => isBroad(sources, region.family));
    if (open === undefined) return [];
    const origin = 'asks' in open.rule ? open.rule.origin : open.rule.policy;
    return [{ kind: 'mistaken', how: 'asks' in open.rule ? 'mysql-open' : 'policy-open', origin }];
  });
}

const tools: readonly (readonly [RegExp, 'fail2ban' | 'tool'])[] = [
  [/^(f2b|fail2ban)-/i, 'fail2ban'],
  [/^(DOCKER|KUBE|CNI|LIBVIRT|cali-|crowdsec)/i, 'tool'],
];

/** Rules that are none of this host's own doors, and stay as they are. */
export function elsewhereRemarks(rules: readonly Elsewhere[]): readonly Remark[] {
  return rules.map(({ origin, table, chain }): Remark => {
    const tool = tools.find(([name]) => name.test(chain))?.[1];
    const what =
      tool ??
      (table === 'nat'
        ? 'nat'
        : table === 'mangle' || table === 'raw'
          ? 'mangle'
          : /OUT/i.test(chain)
            ? 'output'
            : 'forward');
    return { kind: 'stays', what, origin };
  });
}
