import { type AddressRange, networkOf, networkText } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet, contains, touches } from '../../net/address-set.js';
import type { Cidr } from '../../net/units.js';
import type { Policy } from '../../policy/policy.js';
import type { GroupedCalls, SourceGroup } from './group-calls.js';

/** A source that may be blocked: an IPv4 address, or the /64 of an IPv6 address, which is one source. */
export interface Proposal {
  readonly entry: Cidr;
  readonly attempts: number;
  readonly last: string | undefined;
}

export interface Spared {
  readonly source: string;
  readonly attempts: number;
  readonly why: string;
}

export interface Proposals {
  readonly proposed: readonly Proposal[];
  readonly spared: readonly Spared[];
}

/**
 * Whom to block. Nobody whom the policy trusts, lets into a service or names as a gateway; nobody with fewer attempts; and no
 * address of the own network, behind which there may be everybody.
 */
export function propose(
  { sources }: GroupedCalls,
  policy: Policy,
  { atLeast, gateways }: { readonly atLeast: number; readonly gateways: readonly string[] },
): Proposals {
  const ofSwitch = addressSet(gateways.flatMap(rangesOf));
  const found = new Map<string, Proposal>();
  const spared: Spared[] = [];
  for (const group of sources) {
    const range = rangeOf(group);
    const why = range === undefined ? 'no address' : spare(range, policy, ofSwitch);
    if (range === undefined || why !== undefined) {
      spared.push({ source: group.key, attempts: group.attempts, why: why ?? '' });
      continue;
    }
    const entry = entryOf(range);
    const before = found.get(entry);
    const last = [before?.last, group.last]
      .filter((time) => time !== undefined)
      .toSorted()
      .at(-1);
    found.set(entry, { entry, attempts: group.attempts + (before?.attempts ?? 0), last });
  }
  const all = [...found.values()].toSorted((a, b) => b.attempts - a.attempts || (a.entry < b.entry ? -1 : 1));
  const few = all.filter(({ attempts }) => attempts < atLeast);
  const why = `fewer than ${atLeast} attempts`;
  return {
    proposed: all.filter(({ attempts }) => attempts >= atLeast),
    spared: [...spared, ...few.map(({ entry, attempts }) => ({ source: entry, attempts, why }))],
  };
}

function rangesOf(text: string): readonly AddressRange[] {
  const entry = parseAddressEntry(text);
  return entry.kind === 'range' ? [entry.range] : [];
}

function rangeOf({ address }: SourceGroup): AddressRange | undefined {
  return address && networkOf(address, address.family === 'ipv4' ? 32 : 64);
}

function entryOf(range: AddressRange): Cidr {
  return range.family === 'ipv4'
    ? networkText({ family: 'ipv4', value: range.first }, 32)
    : networkText({ family: 'ipv6', value: range.first }, 64);
}

/** Private, shared, loopback, link-local and multicast addresses (RFC 6890, RFC 5771, RFC 4291). */
const inside = addressSet(
  [
    ...[
      '0.0.0.0/8',
      '10.0.0.0/8',
      '100.64.0.0/10',
      '127.0.0.0/8',
      '169.254.0.0/16',
      '172.16.0.0/12',
      '192.168.0.0/16',
      '224.0.0.0/3',
    ],
    ...['::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
  ].flatMap(rangesOf),
);

function spare(range: AddressRange, policy: Policy, gateways: AddressSet): string | undefined {
  const { trusted, services, vos3000, blocked } = policy;
  if (touches(trusted.set, range)) return 'trusted';
  const service = services.find(({ from }) => from !== undefined && touches(from.set, range));
  if (service !== undefined) return `from of the service ${service.name}`;
  const gateway = vos3000?.mappingGateways.find(({ from }) => from !== undefined && touches(from.set, range));
  if (gateway !== undefined) return `from of the mapping gateway ${gateway.name}`;
  if (vos3000?.webAccessControl !== undefined && touches(vos3000.webAccessControl.set, range))
    return 'web_access_control';
  if (touches(gateways, range)) return 'a gateway of the switch';
  if (touches(inside, range)) return 'an address of the own network';
  const first =
    range.family === 'ipv4'
      ? ({ family: 'ipv4', value: range.first } as const)
      : ({ family: 'ipv6', value: range.first } as const);
  return contains(blocked.set, first) ? 'blocked already' : undefined;
}
