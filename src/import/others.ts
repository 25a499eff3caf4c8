import { protocolText } from '../net/protocol.js';
import type { DraftService, Remark } from './draft.js';
import { foldProtocol, isPartlyAccept, type Outcome } from './fold.js';
import { type OldRule, type OldRules, rulesIn } from './old-rule.js';
import { fromOf, type Opening, openingsOf, type ServiceInput, textsOf } from './openings.js';
import { keyOf } from './places.js';
import { limitsOf, type ServicesFound, unused } from './services.js';

const ICMP = 1;
const ICMPV6 = 58;
const ECHO = /^(echo-request|8|128|8\/0|128\/0|any|ping)$/;
/**
 * What comes in in any case: the errors that IP needs, answers to pings, and of ICMPv6 what neighbours say (RFC 4890), by the names
 * and numbers of iptables and nft.
 */
const NEEDED =
  /^((destination|network|host|protocol|port|communication)-(unreachable|prohibited)|no-route|fragmentation-needed|packet-too-big|too-big|source-quench|time-exceeded|ttl-exceeded|ttl-zero-during-\w+|parameter-problem|echo-reply|pong|router-(advertisement|solicitation)|neighbou?r-(advertisement|solicitation)|nd-(router|neighbor)-(advert|solicit)|[0134]|11|12|2|129|13[3-6])(\/\d+)?$/;

export interface OtherServices extends ServicesFound {
  readonly remarks: readonly Remark[];
  readonly outcomes: readonly Outcome[];
}

/** What comes in beside UDP and TCP: protocols of their own, and pings. */
export function otherServices(
  old: OldRules,
  input: Omit<ServiceInput, 'outcomes'>,
  taken: Set<string>,
): OtherServices {
  const own = rulesIn(old).filter(
    ({ asks, does }) => asks.starts && isOther(asks.protocol) && does.kind !== 'passes',
  );
  const numbers = [...new Set(own.flatMap(({ asks }) => asks.protocol ?? []))].filter((one) => !isIcmp(one));
  const isDenied = input.default === 'deny';
  const folded = isDenied
    ? [
        ...numbers.map((number) => ({ key: protocolText(number), outcomes: foldProtocol(old, number) })),
        { key: 'ping', outcomes: foldProtocol(old, ICMP, { icmp: ECHO }) },
      ]
    : [];
  const found = folded.map(({ key, outcomes }) => servicesAt(key, outcomes, input, taken));
  return {
    services: found.flatMap(({ services }) => services),
    carried: new Set(found.flatMap(({ carried }) => [...carried])),
    outcomes: folded.flatMap(({ outcomes }) => outcomes),
    remarks: own.flatMap((rule) => remarkOf(rule, isDenied)),
  };
}

const isIcmp = (protocol: number): boolean => protocol === ICMP || protocol === ICMPV6;
const isOther = (protocol: number | undefined): boolean =>
  protocol !== undefined && protocol !== 6 && protocol !== 17;

/** Those of one protocol: one for each device, address and limit. */
function servicesAt(
  key: string,
  outcomes: readonly Outcome[],
  input: Omit<ServiceInput, 'outcomes'>,
  taken: Set<string>,
): ServicesFound {
  // What one rule lets in over every protocol is said of ping where it is said of nothing else.
  const openings = openingsOf(outcomes).filter(({ rule }) => key === 'ping' || isOther(rule?.asks.protocol));
  const groups = new Map<string, Opening[]>();
  for (const opening of openings) {
    const group = JSON.stringify([opening.on, opening.to && keyOf(opening.to), limitsOf(opening, outcomes)]);
    groups.set(group, [...(groups.get(group) ?? []), opening]);
  }
  const services = [...groups.values()].map((group): DraftService => {
    const [first] = group as [Opening];
    return {
      name: unused(key.replace(/[^\w-]/g, ''), taken),
      udp: [],
      tcp: [],
      protocol: key === 'ping' ? undefined : key,
      icmp: key === 'ping' ? ['echo-request'] : [],
      from: fromOf(group, input),
      on: first.on,
      to: first.to === undefined ? [] : textsOf(first.to),
      // What is limited for all together is limited for each here.
      ...limitsOf(first, outcomes),
    };
  });
  return { services, carried: new Set(openings.flatMap(({ rule }) => rule ?? [])) };
}

/** What is said of a rule whether a service comes of it or not. */
function remarkOf(rule: OldRule, isDenied: boolean): readonly Remark[] {
  const { asks, does, origin } = rule;
  const [strange] = asks.conditions;
  if (does.kind === 'refuse') return refusedRemark(rule, isDenied);
  if (isIcmp(asks.protocol ?? 0) && asks.icmp !== undefined && !asks.icmp.some((one) => ECHO.test(one)))
    return [
      asks.icmp.every((one) => NEEDED.test(one))
        ? { kind: 'built-in', what: 'icmp', origin }
        : { kind: 'lost', origin, why: { kind: 'icmp' } },
    ];
  if (!isDenied) return [{ kind: 'built-in', what: 'default', origin }];
  if (asks.ports !== undefined) {
    const words = `a service of ${protocolText(asks.protocol ?? 0)} has no ports`;
    return [{ kind: 'lost', origin, why: { kind: 'words', words } }];
  }
  if (strange === undefined || isPartlyAccept(rule)) return [];
  const words =
    strange.kind === 'unread' || strange.kind === 'source-port'
      ? strange.words
      : `a condition (${strange.kind})`;
  return [{ kind: 'lost', origin, why: { kind: 'unread', words } }];
}

function refusedRemark({ asks, origin }: OldRule, isDenied: boolean): readonly Remark[] {
  if (isIcmp(asks.protocol ?? 0) && asks.icmp !== undefined && !asks.icmp.some((one) => ECHO.test(one)))
    return [{ kind: 'lost', origin, why: { kind: 'icmp' } }];
  if (isDenied) return [{ kind: 'built-in', what: 'default', origin }];
  return [{ kind: 'lost', origin, why: { kind: isIcmp(asks.protocol ?? 0) ? 'icmp' : 'protocol' } }];
}
