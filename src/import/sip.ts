import type { Family } from '../net/address.js';
import { type AddressSet, subtract, union } from '../net/address-set.js';
import { mergePorts } from '../net/port.js';
import type { PortRange } from '../net/units.js';
import type { DraftSip, Entry, Remark, Valued } from './draft.js';
import { isLimitedAccept, type Outcome, type Share } from './fold.js';
import { type NamedSets, setOf } from './named-sets.js';
import { isBroad, isNobody, isSameSet, nobody, type OldRule, type Origin } from './old-rule.js';
import { isAll, textsFor, textsOf } from './openings.js';
import { filtersOf } from './sip-filters.js';
import { common, isSipRegion, type SipPorts, USUAL } from './sip-ports.js';

/** Everybody; some within a limit; whom rules name; nobody. */
function opennessOf(outcome: Outcome): number {
  const strangers = strangersIn(outcome);
  if (strangers.some(({ sources }) => isBroad(sources, outcome.region.family))) return 3;
  return strangers.length > 0 ? 2 : trustedIn(outcome).length > 0 ? 1 : 0;
}

const within = (ranges: readonly PortRange[], own: readonly PortRange[]): readonly PortRange[] =>
  ranges.flatMap((one) => own.flatMap((other) => common(one, other)));

/**
 * The ports of SIP that are open widest: a policy has strangers on all of them or on none. The others are services, with whom rules
 * name, or closed.
 */
export function widestPorts(outcomes: readonly Outcome[], ports: SipPorts): SipPorts {
  const sip = outcomes
    .filter((one) => isSipRegion(one, ports))
    .map((one) => ({ one, open: opennessOf(one) }));
  const most = Math.max(0, ...sip.map(({ open }) => open));
  if (most === 0) return ports;
  const open = (protocol: number) =>
    mergePorts(
      sip.flatMap((of) =>
        of.open === most && of.one.region.protocol === protocol ? [of.one.region.ports] : [],
      ),
    );
  const [udp, tcp] = [open(17), open(6)];
  const isPlain = [...within(udp, ports.udp), ...within(tcp, ports.tcp)].length > 0;
  if (!isPlain) return widestPorts(outcomes, { ...ports, encrypted: USUAL.encrypted });
  return {
    udp: within(udp, ports.udp),
    tcp: within(tcp, ports.tcp),
    encrypted: { udp: within(udp, ports.encrypted.udp), tcp: within(tcp, ports.encrypted.tcp) },
    isUsual: false,
  };
}

export interface SipFound {
  readonly sip: DraftSip;
  readonly trusted: readonly Entry[];
  readonly blocked: readonly Entry[];
  readonly packs: ReadonlyMap<string, Origin>;
  readonly texts: readonly Valued[];
  readonly remarks: readonly Remark[];
  /** Rules that are in the policy by an entry of trusted or strangers. */
  readonly carried: ReadonlySet<OldRule>;
  /** Rules that refuse strangers: nobody comes in but whom the policy names. */
  readonly closed: ReadonlySet<OldRule>;
}

export interface SipInput {
  /** Of its ports. */
  readonly outcomes: readonly Outcome[];
  readonly ports: SipPorts;
  /** Those that are closed but for what is opened. */
  readonly families: readonly Family[];
  readonly sets: NamedSets;
  /** Who is refused everywhere. */
  readonly blocked: readonly Entry[];
  /** Who is let in by name somewhere, and so is not blocked. */
  readonly named: AddressSet;
}

/** What the old rules do with SIP. */
export function sipOf({ outcomes, ports, families, sets, named, blocked: everywhere }: SipInput): SipFound {
  const ways = waysOf(outcomes);
  const here = ways.outcomes;
  const blocked = blockedOf(here);
  const gone = subtract(setOf([...everywhere, ...blocked], sets), named);
  const strangers = here.flatMap((outcome) => strangersIn(outcome).map((share) => ({ share, outcome })));
  const trusted = here.flatMap((outcome) => trustedIn(outcome).map((share) => ({ share, outcome })));
  const filters = filtersOf(here);
  const shares = [...strangers, ...trusted].map(({ share }) => share);
  return {
    sip: {
      udp: ports.udp,
      tcp: strangers.length + trusted.length === 0 ? [] : ports.tcp,
      encrypted: ports.encrypted,
      isUsual: ports.isUsual,
      strangers: strangers.length === 0 ? 'deny' : { from: fromOf(strangers, families, gone) },
      ...{ on: ways.on, to: ways.to },
      ...filters.maps,
    },
    trusted: entriesOf(trusted.map(({ share }) => share)),
    blocked,
    packs: filters.packs,
    texts: filters.texts,
    remarks: [...filters.remarks, ...refusedRemarks(here), ...wayRemarks(shares, ways)],
    carried: new Set(shares.flatMap(({ rule }) => ('asks' in rule ? [rule] : []))),
    closed: new Set(
      here.flatMap(({ refused }) =>
        refused.flatMap(({ rule, sources }) => ('asks' in rule && !isNobody(sources) ? [rule] : [])),
      ),
    ),
  };
}

/** Everybody, or those who have come past limits: they are no peers whom somebody has written down. */
const strangersIn = ({ accepted, filters, region }: Outcome): readonly Share[] =>
  [
    ...accepted.filter(({ rule, sources }) => !('asks' in rule) || isBroad(sources, region.family)),
    ...filters.filter(({ rule }) => 'asks' in rule && isLimitedAccept(rule)),
  ].filter(({ sources }) => !isNobody(sources));

const trustedIn = ({ accepted, region }: Outcome): readonly Share[] =>
  accepted.filter(
    ({ rule, sources }) => 'asks' in rule && !isBroad(sources, region.family) && !isNobody(sources),
  );

interface Ways {
  readonly outcomes: readonly Outcome[];
  readonly on: readonly string[];
  readonly to: AddressSet | undefined;
}

/**
 * The ways by which SIP comes in. Where strangers come by any of them, so does the policy; where they come by devices or to addresses
 * that rules name, the policy names those.
 */
function waysOf(outcomes: readonly Outcome[]): Ways {
  const isOpen = (outcome: Outcome) => strangersIn(outcome).length > 0;
  const open = outcomes.filter(isOpen);
  const held = open.length > 0 ? open : outcomes.filter((outcome) => trustedIn(outcome).length > 0);
  const isBase = ({ region }: Outcome) => region.device === undefined && region.to === undefined;
  if (held.length === 0) return { outcomes: outcomes.filter(isBase), on: [], to: undefined };
  if (held.some(isBase)) {
    const named = outcomes.filter((outcome) => !isBase(outcome)).map((outcome) => onlyNamed(outcome));
    return { outcomes: [...outcomes.filter(isBase), ...named], on: [], to: undefined };
  }
  const byDevice = held.filter(({ region }) => region.device !== undefined);
  const chosen = byDevice.length > 0 ? byDevice : held;
  const on = [...new Set(byDevice.flatMap(({ region }) => region.device ?? []))];
  const tos = chosen.map(({ region }) => region.to);
  const to = tos.every((one) => one !== undefined)
    ? tos.reduce<AddressSet>((sum, one) => union(sum, one ?? nobody), nobody)
    : undefined;
  const rest = outcomes.filter((outcome) => !chosen.includes(outcome)).map((outcome) => onlyNamed(outcome));
  return { outcomes: [...chosen, ...rest], on, to };
}

/** Of another way in: whom rules name is a peer by whichever way he comes. */
const onlyNamed = (outcome: Outcome): Outcome => ({
  ...outcome,
  accepted: trustedIn(outcome),
  refused: [],
  filters: [],
});

/** Rules of which more, or less, was made than they say: a peer has no device and no address of the host. */
function wayRemarks(shares: readonly Share[], { on, to }: Ways): readonly Remark[] {
  const rules = [...new Set(shares.flatMap(({ rule }) => ('asks' in rule ? [rule] : [])))];
  return rules.flatMap(({ asks, origin }): readonly Remark[] => {
    const isWider =
      (asks.device !== undefined && !(on.length === 1 && on[0] === asks.device.name)) ||
      (asks.to !== undefined && !(to !== undefined && isSameSet(asks.to, to)));
    const isNarrower =
      (on.length > 0 && asks.device === undefined) || (to !== undefined && asks.to === undefined);
    return [
      ...(isWider ? [{ kind: 'changed', how: 'sip-wider', origin } as const] : []),
      ...(isNarrower ? [{ kind: 'changed', how: 'sip-narrower', origin } as const] : []),
    ];
  });
}

/** From whom strangers come; none: from anywhere. */
function fromOf(
  shares: readonly { readonly share: Share; readonly outcome: Outcome }[],
  families: readonly Family[],
  blocked: AddressSet,
): readonly Entry[] {
  const all = shares.reduce<AddressSet>((sum, { share }) => union(sum, share.sources), nobody);
  if (families.every((family) => isAll(all, family, blocked))) return [];
  return once(
    shares.flatMap(({ share: { rule, sources }, outcome: { region } }) =>
      textsFor(rule, sources, region.family, blocked).map((text) => ({ text, origin: originOf(rule) })),
    ),
  );
}

const originOf = (rule: Share['rule']): Origin => ('asks' in rule ? rule.origin : rule.policy);

const once = (entries: readonly Entry[]): readonly Entry[] =>
  [...new Map(entries.toReversed().map((one) => [one.text, one])).values()].toReversed();

/** Each rule's own sources, each once. */
export function entriesOf(shares: readonly Pick<Share, 'rule' | 'sources'>[]): readonly Entry[] {
  return once(
    shares.flatMap(({ rule, sources }) => {
      const set = 'asks' in rule && isSameSet(rule.asks.from, sources) ? rule.asks.set : undefined;
      return (set === undefined ? textsOf(sources) : [set]).map((text) => ({ text, origin: originOf(rule) }));
    }),
  );
}

const refusedNamed = (outcomes: readonly Outcome[]): readonly Share[] =>
  outcomes.flatMap(({ refused, region }) =>
    refused.filter(
      ({ rule, sources }) => 'asks' in rule && !isNobody(sources) && !isBroad(sources, region.family),
    ),
  );

const blockedOf = (outcomes: readonly Outcome[]): readonly Entry[] => entriesOf(refusedNamed(outcomes));

function refusedRemarks(outcomes: readonly Outcome[]): readonly Remark[] {
  const narrow = refusedNamed(outcomes).flatMap(({ rule }) =>
    'asks' in rule && (rule.asks.ports !== undefined || rule.asks.protocol !== undefined)
      ? [rule.origin]
      : [],
  );
  return [...new Set(narrow)].map((origin) => ({ kind: 'changed', how: 'blocked-everywhere', origin }));
}
