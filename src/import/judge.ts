import { subtract } from '../net/address-set.js';
import type { Remark } from './draft.js';
import { isPartlyAccept, type Outcome, type Share } from './fold.js';
import type { Elsewhere } from './iptables/read-listing.js';
import { isBroad, isNobody, type OldRule, type Origin } from './old-rule.js';
import { isSipRegion, type SipPorts } from './sip-ports.js';

export interface Judged {
  readonly rules: readonly OldRule[];
  readonly outcomes: readonly Outcome[];
  readonly ports: SipPorts;
  /** What no rule names comes in. */
  readonly isOpen: boolean;
}

/** What is to be told of each rule, whether it became something or not. */
export function judgeRules({ rules, outcomes, ports, isOpen }: Judged): readonly Remark[] {
  return [
    ...rules.flatMap((rule) => plainRemark(rule, isOpen)),
    ...sparedRemarks(outcomes),
    ...deadRemarks(outcomes),
    ...contraryRemarks(rules),
    ...passedBy(rules, ports),
    ...lostFilters(outcomes, ports),
    ...openRemarks(outcomes),
  ];
}

/** Rules that ask for something that no service says, and rules whose work is done without them. */
function plainRemark(rule: OldRule, isOpen: boolean): readonly Remark[] {
  const { asks, does, origin } = rule;
  if (does.kind === 'passes') return [passingRemark(does.target, origin)];
  if (asks.device?.name === 'lo') return [{ kind: 'built-in', what: 'loopback', origin }];
  if (!asks.starts) return [laterRemark(rule, isOpen)];
  if (asks.device !== undefined && (asks.device.negated || does.kind === 'refuse'))
    return [
      does.kind === 'refuse' && asks.ports !== undefined && !asks.device.negated
        ? { kind: 'changed', how: 'device-everywhere', origin }
        : { kind: 'lost', origin, why: { kind: 'device', words: asks.device.name } },
    ];
  if (asks.to !== undefined && does.kind === 'refuse')
    return [
      asks.ports !== undefined
        ? { kind: 'changed', how: 'address-everywhere', origin }
        : { kind: 'lost', origin, why: { kind: 'to' } },
    ];
  return [];
}

/** A rule for packets that begin no conversation. */
function laterRemark({ asks, does, origin }: OldRule, isOpen: boolean): Remark {
  if (does.kind === 'accept') {
    const isInvalid = asks.states?.every((state) => state === 'INVALID') === true;
    return { kind: 'built-in', what: isInvalid ? 'invalid' : 'established', origin };
  }
  if (isOpen) return { kind: 'lost', origin, why: { kind: 'flags' } };
  return { kind: 'built-in', what: asks.states === undefined ? 'flags' : 'invalid', origin };
}

/** Accepted before the last base chain, so its work is what the others do not refuse. */
function sparedRemarks(outcomes: readonly Outcome[]): readonly Remark[] {
  const rules = outcomes.flatMap(({ spared }) =>
    spared.flatMap(({ rule }) => ('asks' in rule ? [rule] : [])),
  );
  return [...new Set(rules)].map(({ origin }) => ({ kind: 'built-in', what: 'spares', origin }));
}

function passingRemark(target: string, origin: Origin): Remark {
  if (target === 'LOG' || target === 'NFLOG' || target === 'ULOG' || target === 'log')
    return { kind: 'built-in', what: 'logging', origin };
  if (target === '' || target === 'counter' || target === 'set')
    return { kind: 'built-in', what: 'noted', origin };
  return { kind: 'lost', origin, why: { kind: 'verdict' } };
}

/** About nobody in no region has a dead rule anything left to say. */
function deadRemarks(outcomes: readonly Outcome[]): readonly Remark[] {
  const alive = new Set<OldRule>();
  const met = new Map<OldRule, Origin | undefined>();
  for (const { accepted, refused, filters, spared } of outcomes) {
    const decided = [...accepted, ...refused, ...spared];
    for (const { rule, fresh } of [...decided, ...filters]) {
      if (!('asks' in rule)) continue;
      if (!isNobody(fresh)) alive.add(rule);
      else if (!met.has(rule))
        met.set(rule, decided.length > MOST_COMPARED ? undefined : before(rule, decided));
    }
  }
  return [...met].flatMap(([rule, by]) =>
    alive.has(rule) || by === rule.origin ? [] : [{ kind: 'dead', by, origin: rule.origin }],
  );
}

/** Among more rules than these it is not searched which one has decided. */
const MOST_COMPARED = 200;

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
function passedBy(rules: readonly OldRule[], { udp }: SipPorts): readonly Remark[] {
  const at = rules.findIndex(
    ({ asks, does }) =>
      does.kind === 'accept' &&
      asks.states?.includes('ESTABLISHED') === true &&
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
  const [count, ...more] = asks.conditions;
  const words = (text: string): Remark => ({ kind: 'lost', origin, why: { kind: 'words', words: text } });
  if (count === undefined || more.length > 0) return words('a mixture of conditions that no service has');
  if (count.kind === 'hours')
    return does.kind === 'accept'
      ? { kind: 'changed', how: 'zone-of-hours', origin }
      : words('a service has hours in which it is open, and none in which it is refused');
  if (does.kind === 'accept') {
    if (isPartlyAccept(rule)) return { kind: 'changed', how: 'limit-of-service', origin };
    return words('it accepts what is above a limit');
  }
  if (asks.ports === undefined) return words('a limit for every port at once');
  if (
    count.kind !== 'window' &&
    !(count.kind === 'rate' || count.kind === 'connections' ? count.above : true)
  )
    return words('it refuses what is within a limit');
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
