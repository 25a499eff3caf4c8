import { families } from '../net/address.js';
import { parseAddressEntry } from '../net/address-entry.js';
import { type AddressSet, addressSet } from '../net/address-set.js';
import type { PortRange } from '../net/units.js';
import type { Draft, DraftService, Entry, Remark } from './draft.js';
import { foldRules, type Outcome } from './fold.js';
import { judgeRules } from './judge.js';
import type { NamedSets } from './named-sets.js';
import { isBroad, type OldRule, type OldRules } from './old-rule.js';
import { otherServices } from './others.js';
import { servicesOf, textsOf, unused } from './services.js';
import { entriesOf, isSipRegion, sipOf, sipPortsOf } from './sip.js';
import { untoldRules } from './untold.js';

/** Everything that was read, whatever tool it was of. */
export interface Read {
  /** One for each listing: its rules come after those of the one before. */
  readonly old: OldRules;
  readonly sets: NamedSets;
  readonly remarks: readonly Remark[];
  readonly trusted: readonly Entry[];
  readonly bans: Draft['bans'];
}

/** The policy that does what the old rules did. @param sipPorts Those that the operator names beside the ones that the rules show. */
export function draftOf(
  { old: whole, sets, remarks, trusted, bans }: Read,
  sipPorts: readonly PortRange[],
): Draft {
  const old = { ...whole, rules: whole.rules.filter((rule) => !isOfTool(rule)) };
  const ports = sipPortsOf(old.rules, sipPorts);
  const outcomes = foldRules(old);
  const sip = sipOf(
    outcomes.filter((one) => isSipRegion(one, ports)),
    ports,
  );
  const everywhere = blockedBy(old.rules);
  const blocked = once([...everywhere, ...sip.blocked]);
  const rest = outcomes.filter((one) => !isSipRegion(one, ports));
  const isOpen = isOpenHost(rest);
  const services = servicesOf({
    outcomes: rest,
    default: isOpen ? 'leave' : 'deny',
    blocked: setOf(blocked, sets),
    families: [...old.policies.keys()],
  });
  const taken = new Set(services.map(({ name }) => name));
  const others = otherServices(old.rules, !isOpen, taken);
  const shared = sharingGroups([...services, ...others.services]);
  const all = shared.services;
  const draft: Draft = {
    groups: new Map([
      ...shared.groups,
      ...groupsOf(
        [...sip.trusted, ...blocked, ...all.flatMap(({ from }) => ('any' in from ? [] : from))],
        sets,
      ),
    ]),
    trusted: once([...sip.trusted, ...trusted]),
    blocked,
    services: all,
    media: all.some(({ name }) => name === 'media') ? 'open' : 'closed',
    default: isOpen ? 'leave' : 'deny',
    sip: sip.sip,
    packs: sip.packs,
    texts: sip.texts,
    bans,
    remarks: ordered([
      ...remarks,
      ...whole.rules
        .filter(isOfTool)
        .map(({ origin }): Remark => ({ kind: 'stays', what: 'fail2ban', origin })),
      ...judgeRules(old, outcomes, ports),
      ...sip.remarks,
      ...others.remarks,
    ]),
  };
  return { ...draft, remarks: ordered([...draft.remarks, ...untoldRules(old.rules, draft)]) };
}

/** Bans of fail2ban and its like end by themselves and hold beside our rules. */
const isOfTool = ({ origin }: OldRule): boolean => /^-A (f2b|fail2ban|crowdsec|sshguard)/i.test(origin.text);

/** Who is refused on every port, whichever way he comes. */
function blockedBy(rules: readonly OldRule[]): readonly Entry[] {
  return entriesOf(
    rules.flatMap((rule) => {
      const { protocol, ports, device, to, conditions, starts, from } = rule.asks;
      const isWhole = [protocol, ports, device, to].every((one) => one === undefined);
      const narrow = families.every((family) => !isBroad(from, family) || rule.family !== family);
      if (!isWhole || !starts || conditions.length > 0 || rule.does.kind !== 'refuse' || !narrow) return [];
      return [{ rule, sources: from, fresh: from }];
    }),
  );
}

const once = (entries: readonly Entry[]): readonly Entry[] => [
  ...new Map(entries.map((one) => [one.text, one])).values(),
];

function setOf(entries: readonly Entry[], sets: NamedSets): AddressSet {
  const texts = entries.flatMap(({ text }) => {
    const set = sets.get(text);
    return set === undefined ? [text] : textsOf(set.addresses);
  });
  return addressSet(
    texts.flatMap((text) => {
      const entry = parseAddressEntry(text);
      return entry.kind === 'range' ? [entry.range] : [];
    }),
  );
}

/** Whether what no rule names is let in: at the widest stretch of ports of UDP and of TCP, for everybody. */
function isOpenHost(outcomes: readonly Outcome[]): boolean {
  return [17, 6].every((protocol) => {
    const own = outcomes.filter(
      ({ region }) => region.protocol === protocol && region.device === undefined && region.to === undefined,
    );
    const width = ({ region: { ports } }: Outcome) => ports.last - ports.first;
    const [widest] = own.toSorted((a, b) => width(b) - width(a));
    return (
      widest?.accepted.some(
        ({ rule, sources }) =>
          !('asks' in rule && rule.asks.ports !== undefined) && isBroad(sources, widest.region.family),
      ) === true
    );
  });
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
