import { type AddressSet, isEmpty } from '../net/address-set.js';
import { type Bans, effectivelyBlocked, type Policy, type Sip, type Sizes } from '../policy/policy.js';
import { switchLists } from '../policy/sources.js';
import { keepReachable } from '../ruleset/references.js';
import type { ConnectionTable, FetchedSet, Ruleset, StaticSet } from '../ruleset/ruleset.js';
import { stricter, whileAlarmed } from './alarm.js';
import { lowerAnswers } from './answers.js';
import { lowerBanned } from './bans.js';
import { lowerCalled } from './called.js';
import { unnamed } from './domains.js';
import { hasEncrypted, type Present } from './entry.js';
import { lowerInput } from './input.js';
import { lowerKnown } from './known.js';
import { whileLearning } from './learning.js';
import { chains, serviceNamedSet, serviceSet, serviceToSet, sets, tables } from './names.js';
import { noteRefusing } from './noted.js';
import { calledSets, lowerOutput } from './output.js';
import { lowerPrerouting } from './prerouting.js';
import { logMeter, lowerRefusals } from './refuse.js';
import { lowerServiceLimits } from './service-limits.js';
import { lowerSignatures } from './signatures.js';
import { lowerStrangers, strangersChain } from './strangers.js';
import { lowerOutside } from './strangers-from.js';
import { lowerTcp } from './tcp.js';
import { goTo, join, type Part, part, pass } from './write.js';

/** Policy to ruleset: what each packet meets, in which order. Knows the policy and no backend's syntax. */
export function lower(policy: Policy): Ruleset {
  const { alarm } = policy;
  const { strangers, learn } = policy.sip;
  const plain = withoutAlarm(policy);
  const rules =
    alarm === undefined || strangers === 'deny'
      ? plain
      : whileAlarmed(plain, withoutAlarm(stricter(policy, alarm)), alarm);
  const noted = noteRefusing(rules);
  return learn === undefined || strangers === 'deny' ? noted : whileLearning(noted, learn);
}

function withoutAlarm(policy: Policy): Ruleset {
  const blocked = effectivelyBlocked(policy);
  const present: Present = {
    trusted: holdsAny(policy.trusted.set),
    blocked: holdsAny(blocked),
    named: switchLists(policy.trusted).length > 0,
    fetched: switchLists(policy.blocked).length > 0,
  };
  const all = join([
    part({
      chains: lowerPrerouting(policy, present),
      sets: [...staticSets(policy, blocked), ...(present.fetched ? fetchedSets : []), ...namedSets(policy)],
    }),
    part({ chains: lowerOutput(policy, present) }),
    part({ chains: lowerInput(policy, present), tables: connectionTables(policy) }),
    lowerServiceLimits(policy),
    sipLanes(policy, present),
    lowerRefusals(bansOf(policy.sip), policy.sip.sizes, policy.logging, policy.conntrack.sip === 'tracked'),
    part({ meters: policy.logging === undefined ? [] : [logMeter(policy.logging)] }),
  ]);
  return keepReachable({ name: policy.name, digest: policy.digest, devices: policy.target.devices, ...all });
}

function sipLanes(policy: Policy, present: Present): Part {
  const { strangers, known, sizes, bans } = policy.sip;
  if (strangers === 'deny') return part({});
  const searched = policy.signatures.length > 0 || policy.sip.domains.names.length > 0;
  const options = strangersChain(strangers, 'OPTIONS');
  const register = strangersChain(strangers, 'REGISTER');
  const anyEncrypted = hasEncrypted(policy.sip);
  return join([
    part({ sets: calledSets(sizes) }),
    lowerKnown(known, sizes, anyEncrypted),
    lowerCalled(policy.sip, strangers, options),
    lowerBanned(register, strangers, sizes, { encrypted: anyEncrypted, present }),
    lowerStrangers(policy.sip, strangers, searched ? goTo(chains.signatures) : pass),
    lowerTcp(policy, strangers, present),
    lowerAnswers(policy),
    part({ chains: lowerOutside(strangers, policy.logging) }),
    part({
      chains: searched
        ? lowerSignatures(policy.signatures, bans.signature !== undefined, unnamed(policy.sip))
        : [],
    }),
  ]);
}

/** Where every stranger is refused anyway, nobody is banned. */
const bansOf = ({ strangers, bans }: Sip): Bans =>
  strangers === 'deny'
    ? { flood: undefined, signature: undefined, challenged: undefined, refused: undefined, again: undefined }
    : bans;

const holdsAny = (set: AddressSet) => !isEmpty(set, 'ipv4') || !isEmpty(set, 'ipv6');

const fetchedSets: readonly FetchedSet[] = [sets.fetched, sets.fetchedHosts].map((id) => ({
  kind: 'fetched',
  id,
  name: id,
  hosts: id === sets.fetchedHosts,
  family: 'any',
  origin: ['blocked'],
}));

/** The names of each use together: the host fills them. */
const namedSets = ({ trusted, services }: Policy): readonly FetchedSet[] =>
  [
    { id: sets.namedTrusted, from: trusted, origin: ['trusted'] },
    ...services.map(({ name, from, path }) => ({ id: serviceNamedSet(name), from, origin: path })),
  ].flatMap(({ id, from, origin }) =>
    from === undefined || switchLists(from).length === 0
      ? []
      : [{ kind: 'fetched', id, name: id, hosts: false, family: 'any', origin } as const],
  );

function staticSets(policy: Policy, blocked: AddressSet): readonly StaticSet[] {
  const declare = (id: StaticSet['id'], addresses: AddressSet, origin: StaticSet['origin']): StaticSet => ({
    kind: 'static',
    id,
    name: id,
    family: 'any',
    addresses,
    origin,
  });
  return [
    declare(sets.trusted, policy.trusted.set, ['trusted']),
    declare(sets.blocked, blocked, ['blocked']),
    ...strangersFrom(policy.sip).map(({ set, path }) => declare(sets.strangersFrom, set, path)),
    ...(policy.sip.at === undefined
      ? []
      : [declare(sets.sipAt, policy.sip.at.address.set, policy.sip.at.address.path)]),
    ...(policy.sip.to === undefined ? [] : [declare(sets.sipTo, policy.sip.to.set, policy.sip.to.path)]),
    ...policy.services.flatMap(({ name, from, to, path }) => [
      ...(from === undefined ? [] : [declare(serviceSet(name), from.set, path)]),
      ...(to === undefined ? [] : [declare(serviceToSet(name), to.set, to.path)]),
    ]),
  ];
}

const strangersFrom = ({ strangers }: Sip) =>
  strangers === 'deny' || strangers.from === undefined ? [] : [strangers.from];

function connectionTables({ sip }: Policy): readonly ConnectionTable[] {
  if (sip.strangers === 'deny') return [];
  const { udp, perSubnet } = sip.strangers.connections;
  const declare = (
    id: ConnectionTable['id'],
    key: ConnectionTable['key'],
    limit: typeof udp,
    size: Sizes['sources'],
  ) =>
    limit === undefined
      ? []
      : [{ id, name: id, family: 'any' as const, key, most: limit.most, size, origin: limit.path }];
  return [
    ...declare(tables.udp, 'source', udp, sip.sizes.sources),
    ...declare(tables.subnet, 'subnet', perSubnet, sip.sizes.subnets),
  ];
}
