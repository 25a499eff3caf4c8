import { type AddressRange, networkOf, networkText } from '../../net/address.js';
import { type AddressSet, addressSet, touches } from '../../net/address-set.js';
import type { Cidr } from '../../net/units.js';
import type { Policy } from '../../policy/policy.js';
import type { GroupedCalls, SourceGroup } from './group-calls.js';
import { firstOf, networkAround, rangesOf, spare } from './whose.js';

/** A source that may be blocked: an IPv4 address, or the /64 of an IPv6 address, which is one source; or a network of many. */
export interface Proposal {
  readonly entry: Cidr;
  readonly attempts: number;
  /** Seconds since 1970. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** How many sources it stands for. */
  readonly sources: number;
}

export interface Spared {
  readonly source: string;
  readonly attempts: number;
  readonly why: string;
}

export interface Proposals {
  readonly proposed: readonly Proposal[];
  /** Networks, /24 or /48, of which so many sources are proposed that they may be blocked instead of these. */
  readonly networks: readonly Proposal[];
  readonly spared: readonly Spared[];
}

/** What is held against a proposal. */
export interface Guard {
  readonly atLeast: number;
  /** Sources of one network from which on the network is proposed. */
  readonly ofNetwork: number;
  /** Addresses of the switch's gateways. */
  readonly gateways: readonly string[];
  /** Calls that a source completed, by its key: not one that did is proposed, and no network that it is of. */
  readonly completed: ReadonlyMap<string, number>;
}

/**
 * Whom to block. Nobody whom the policy trusts, lets into a service or names as a gateway; nobody who ever completed a call, nor
 * a gateway of the switch; nobody with fewer attempts; and no address of the own network, behind which there may be everybody.
 */
export function propose({ sources }: GroupedCalls, policy: Policy, guard: Guard): Proposals {
  const ofSwitch = addressSet(guard.gateways.flatMap(rangesOf));
  const found = new Map<string, Proposal>();
  const spared: Spared[] = [];
  for (const group of sources) {
    const range = rangeOf(group);
    const calls = guard.completed.get(group.key);
    const why =
      range === undefined
        ? 'no address'
        : (spare(range, policy, ofSwitch) ??
          (calls === undefined ? undefined : `completed ${calls} ${calls === 1 ? 'call' : 'calls'}`));
    if (range === undefined || why !== undefined) {
      spared.push({ source: group.key, attempts: group.attempts, why: why ?? '' });
      continue;
    }
    const entry = entryOf(range);
    const before = found.get(entry);
    const own = { ...group, sources: 1 };
    found.set(entry, together(entry, before === undefined ? [own] : [before, own]));
  }
  const all = [...found.values()].toSorted(byAttempts);
  const few = all.filter(({ attempts }) => attempts < guard.atLeast);
  const proposed = all.filter(({ attempts }) => attempts >= guard.atLeast);
  const why = `fewer than ${guard.atLeast} attempts`;
  return {
    proposed,
    networks: networksOf(proposed, policy, ofSwitch, guard),
    spared: [...spared, ...few.map(({ entry, attempts }) => ({ source: entry, attempts, why }))],
  };
}

const byAttempts = (a: Proposal, b: Proposal): number =>
  b.attempts - a.attempts || (a.entry < b.entry ? -1 : 1);

type Times = Pick<Proposal, 'attempts' | 'first' | 'last' | 'sources'>;

function together(entry: Cidr, all: readonly Times[]): Proposal {
  const times = (pick: 'first' | 'last') => all.flatMap((one) => one[pick] ?? []);
  const [firsts, lasts] = [times('first'), times('last')];
  return {
    entry,
    attempts: all.reduce((sum, { attempts }) => sum + attempts, 0),
    first: firsts.length === 0 ? undefined : Math.min(...firsts),
    last: lasts.length === 0 ? undefined : Math.max(...lasts),
    sources: all.reduce((sum, { sources }) => sum + sources, 0),
  };
}

/** A network is proposed where many of it are, and nobody of it is spared for a reason or ever completed a call. */
function networksOf(
  proposed: readonly Proposal[],
  policy: Policy,
  ofSwitch: AddressSet,
  { ofNetwork, completed }: Guard,
): readonly Proposal[] {
  const byNetwork = new Map<string, Proposal[]>();
  for (const one of proposed) {
    const [range] = rangesOf(one.entry);
    if (range === undefined) continue;
    const network = networkAround(firstOf(range));
    byNetwork.set(network, [...(byNetwork.get(network) ?? []), one]);
  }
  const customers = addressSet([...completed.keys()].flatMap(rangesOf));
  return [...byNetwork]
    .filter(([, own]) => own.length >= ofNetwork)
    .flatMap(([network, own]) => {
      const [range] = rangesOf(network);
      const free =
        range !== undefined && !touches(customers, range) && spare(range, policy, ofSwitch) === undefined;
      return free ? [together(network as Cidr, own)] : [];
    })
    .toSorted(byAttempts);
}

/** What is proposed with the networks in place of their sources. */
export function byNetwork({ proposed, networks }: Proposals): readonly Proposal[] {
  const entries = new Set<string>(networks.map(({ entry }) => entry));
  const alone = proposed.filter(({ entry }) => {
    const [range] = rangesOf(entry);
    return range === undefined || !entries.has(networkAround(firstOf(range)));
  });
  return [...networks, ...alone].toSorted(byAttempts);
}

function rangeOf({ address }: SourceGroup): AddressRange | undefined {
  return address && networkOf(address, address.family === 'ipv4' ? 32 : 64);
}

const entryOf = (range: AddressRange): Cidr => networkText(firstOf(range), range.family === 'ipv4' ? 32 : 64);
