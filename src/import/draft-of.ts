import { type Family, families } from '../net/address.js';
import { subtract } from '../net/address-set.js';
import type { PortRange } from '../net/units.js';
import type { Draft, DraftService, Entry, Remark } from './draft.js';
import { foldRules, type Outcome } from './fold.js';
import { judgeRules } from './judge.js';
import { type NamedSets, setOf } from './named-sets.js';
import { familiesIn, isBroad, isNobody, type OldRule, type OldRules, rulesIn } from './old-rule.js';
import { type ServiceInput, textsOf } from './openings.js';
import { otherServices } from './others.js';
import { namedIn, overtaken, refusingWhole } from './refusing.js';
import { servicesOf, unused } from './services.js';
import { entriesOf, type SipFound, sipOf, widestPorts } from './sip.js';
import { isSipRegion, type SipPorts, sipEdges, sipPortsOf } from './sip-ports.js';
import { untoldRules } from './untold.js';

/** Everything that was read, whatever tool it was of. */
export interface Read {
  readonly old: OldRules;
  readonly sets: NamedSets;
  readonly remarks: readonly Remark[];
  readonly trusted: readonly Entry[];
  readonly bans: Draft['bans'];
}

/** The policy that does what the old rules did. @param sipPorts Those that the operator names beside the ones that the rules show. */
export function draftOf(read: Read, sipPorts: readonly PortRange[]): Draft {
  const old = withoutTools(read.old);
  const rules = rulesIn(old);
  const named = sipPortsOf(rules, sipPorts);
  const folded = foldRules(old, sipEdges(named));
  const whole = openFamilies(folded, named);
  const isOpen = familiesIn(old).every((family) => whole.has(family));
  // Closed for one family and open for the other: the policy closes both.
  const outcomes = isOpen ? folded : folded.map((one) => withoutOpen(one, whole));
  const ports = widestPorts(outcomes, named);
  const families = isOpen ? familiesIn(old) : familiesIn(old).filter((family) => !whole.has(family));
  const made = partsOf({ old, outcomes, ports, families, isOpen, sets: read.sets });
  const all = [...rulesIn(read.old)];
  const remarks = ordered([
    ...read.remarks,
    ...all.filter(isOfTool).map(({ origin }): Remark => ({ kind: 'stays', what: 'fail2ban', origin })),
    ...judgeRules({ rules, outcomes: [...outcomes, ...made.outcomes], ports, isOpen }),
    ...(isOpen ? [] : openFamilyRemarks(old, whole)),
    ...made.remarks,
  ]);
  const draft = {
    ...made.draft,
    trusted: once([...made.draft.trusted, ...read.trusted]),
    bans: read.bans,
    remarks,
  };
  return { ...draft, remarks: ordered([...remarks, ...untoldRules(all, draft, made.carried, whole)]) };
}

interface Making {
  readonly old: OldRules;
  readonly outcomes: readonly Outcome[];
  readonly ports: SipPorts;
  /** Those that are closed but for what is opened; with an open host all of them. */
  readonly families: readonly Family[];
  readonly isOpen: boolean;
  readonly sets: NamedSets;
}

/** The parts of the policy, with what is to be told of them and the rules that are in it. */
function partsOf({ old, outcomes, ports, families, isOpen, sets }: Making) {
  const named = namedIn(outcomes);
  const refusing = refusingWhole(rulesIn(old), outcomes).filter(
    ({ sources }) => !isNobody(subtract(sources, named)),
  );
  const everywhere = entriesOf(refusing);
  const sip = sipOf({
    outcomes: outcomes.filter((one) => isSipRegion(one, ports)),
    ports,
    families,
    sets,
    blocked: everywhere,
    named,
  });
  const blocked = once([...everywhere, ...sip.blocked]);
  const input: Omit<ServiceInput, 'outcomes'> = {
    default: isOpen ? 'leave' : 'deny',
    blocked: subtract(setOf(blocked, sets), named),
    families,
  };
  const services = servicesOf({ ...input, outcomes: outcomes.filter((one) => !isSipRegion(one, ports)) });
  const others = otherServices(old, input, new Set(services.services.map(({ name }) => name)));
  return {
    draft: {
      ...groupedOf([...services.services, ...others.services], sip, blocked, sets),
      trusted: sip.trusted,
      blocked,
      default: input.default,
      sip: sip.sip,
      packs: sip.packs,
      texts: sip.texts,
    },
    remarks: [...overtaken(refusing, outcomes), ...sip.remarks, ...others.remarks],
    outcomes: others.outcomes,
    carried: new Set([
      ...[...sip.carried, ...services.carried, ...others.carried],
      ...(isOpen ? sip.closed : []),
    ]),
  };
}

/** The services, and the groups that they and the lists name. */
function groupedOf(
  all: readonly DraftService[],
  { trusted, sip: { strangers } }: SipFound,
  blocked: readonly Entry[],
  sets: NamedSets,
): Pick<Draft, 'groups' | 'services' | 'media'> {
  const { services, groups } = sharingGroups(all);
  const named = services.flatMap(({ from }) => ('any' in from ? [] : from));
  const met = [
    ...[...trusted, ...blocked, ...(strangers === 'deny' ? [] : strangers.from)],
    ...[...named, ...[...groups.values()].flat()],
  ];
  return {
    groups: new Map([...groups, ...groupsOf(met, sets)]),
    services,
    media: services.some(({ name }) => name === 'media') ? 'open' : 'closed',
  };
}

/** Bans of fail2ban and its like end by themselves and hold beside our rules. */
const isOfTool = ({ origin }: OldRule): boolean => origin.madeBy !== undefined;

const withoutTools = ({ stages }: OldRules): OldRules => ({
  stages: stages.map(({ rules, policies }) => ({ rules: rules.filter((rule) => !isOfTool(rule)), policies })),
});

/** Of a family that is let in whole, only whom rules name. */
function withoutOpen(outcome: Outcome, whole: ReadonlySet<Family>): Outcome {
  const { family } = outcome.region;
  if (!whole.has(family)) return outcome;
  const accepted = outcome.accepted.filter(({ sources }) => !isBroad(sources, family));
  return { ...outcome, accepted };
}

function openFamilyRemarks({ stages }: OldRules, whole: ReadonlySet<Family>): readonly Remark[] {
  return stages.flatMap(({ policies }) =>
    [...policies].flatMap(([family, { does, origin }]): readonly Remark[] =>
      whole.has(family) && does === 'accept'
        ? [{ kind: 'mistaken', how: family === 'ipv6' ? 'ipv6-open' : 'ipv4-open', origin }]
        : [],
    ),
  );
}

const once = (entries: readonly Entry[]): readonly Entry[] => [
  ...new Map(entries.map((one) => [one.text, one])).values(),
];

/**
 * The families of which what no rule names is let in: at the widest stretch of ports of UDP and of TCP, for everybody. A stretch of SIP
 * says nothing of the others.
 */
function openFamilies(outcomes: readonly Outcome[], ports: SipPorts): ReadonlySet<Family> {
  const isWide = (family: Family, protocol: number): boolean => {
    const own = outcomes.filter(
      (one) =>
        one.region.family === family &&
        one.region.protocol === protocol &&
        one.region.device === undefined &&
        one.region.to === undefined &&
        !isSipRegion(one, ports),
    );
    const width = ({ region }: Outcome) => region.ports.last - region.ports.first;
    const [widest] = own.toSorted((a, b) => width(b) - width(a));
    return (
      widest?.accepted.some(
        ({ rule, sources }) => !('asks' in rule && rule.asks.ports !== undefined) && isBroad(sources, family),
      ) === true
    );
  };
  return new Set(families.filter((family) => [17, 6].every((protocol) => isWide(family, protocol))));
}

/** The named sets that the policy speaks of. */
function groupsOf(entries: readonly Entry[], sets: NamedSets): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, readonly Entry[]>();
  for (const { text, origin } of entries) {
    const set = sets.get(text);
    if (set !== undefined && !found.has(text))
      found.set(
        text,
        textsOf(set.addresses).map((one) => ({ text: one, origin })),
      );
  }
  return found;
}

/** Sources that several services name together are a group. */
function sharingGroups(services: readonly DraftService[]): {
  services: readonly DraftService[];
  groups: Map<string, readonly Entry[]>;
} {
  const uses = new Map<string, DraftService[]>();
  const keyOf = ({ from }: DraftService) =>
    'any' in from ? undefined : from.map(({ text }) => text).join(' ');
  for (const service of services) {
    const key = keyOf(service);
    if (key !== undefined && !key.startsWith('127.')) uses.set(key, [...(uses.get(key) ?? []), service]);
  }
  const groups = new Map<string, readonly Entry[]>();
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const [key, users] of uses) {
    const [first] = users;
    if (users.length < 2 || first === undefined || 'any' in first.from) continue;
    const isAdmin = users.some(({ name }) => /^(ssh|client|web|full-access)/.test(name));
    const name = unused(isAdmin ? 'admin' : 'sources', taken);
    names.set(key, name);
    groups.set(name, first.from);
  }
  const replaced = services.map((service) => {
    const name = names.get(keyOf(service) ?? '');
    const origin = 'any' in service.from ? undefined : service.from[0]?.origin;
    return name === undefined || origin === undefined
      ? service
      : { ...service, from: [{ text: name, origin }] };
  });
  return { services: replaced, groups };
}

/** By file and line, each thing once. */
function ordered(remarks: readonly Remark[]): readonly Remark[] {
  const seen = new Set<string>();
  return remarks
    .filter((remark) => {
      const key = JSON.stringify(remark);
      return seen.has(key) ? false : seen.add(key) !== undefined;
    })
    .toSorted(({ origin: a }, { origin: b }) =>
      a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
    );
}
