import { protocolText } from '../net/protocol.js';
import type { DraftService, Entry, Remark } from './draft.js';
import { isBroad, type OldRule } from './old-rule.js';
import { textsOf, unused } from './services.js';

/** ICMP is 1, ICMPv6 58. What IP needs of them passes in any case. */
const ICMP = [1, 58];
const ECHO = /^(echo-request|8|128|8\/0|128\/0|any|ping)$/;

/** What comes in beside UDP and TCP: protocols of their own, and pings. */
export function otherServices(
  rules: readonly OldRule[],
  isDenied: boolean,
  taken: Set<string>,
): { readonly services: readonly DraftService[]; readonly remarks: readonly Remark[] } {
  const services: DraftService[] = [];
  const remarks: Remark[] = [];
  const own = rules.filter(
    ({ asks, does }) => asks.starts && asks.protocol !== undefined && does.kind !== 'passes',
  );
  const found = new Map<string, OldRule[]>();
  for (const rule of own) {
    const protocol = rule.asks.protocol ?? 0;
    if (protocol === 6 || protocol === 17) continue;
    if (rule.does.kind === 'refuse' || !isDenied) remarks.push(refusedRemark(rule, isDenied));
    else if (isIcmp(protocol) && !isPing(rule))
      remarks.push({ kind: 'built-in', what: 'icmp', origin: rule.origin });
    else {
      const key = isIcmp(protocol) ? 'ping' : protocolText(protocol);
      found.set(key, [...(found.get(key) ?? []), rule]);
    }
  }
  for (const [key, group] of found) services.push(serviceOf(key, group, taken));
  return { services, remarks };
}

const isIcmp = (protocol: number): boolean => ICMP.includes(protocol);

const isPing = ({ asks: { icmp } }: OldRule): boolean =>
  icmp === undefined || icmp.some((one) => ECHO.test(one));

function refusedRemark({ asks, does, origin }: OldRule, isDenied: boolean): Remark {
  if (does.kind === 'accept') return { kind: 'built-in', what: 'default', origin };
  const isKnown = isIcmp(asks.protocol ?? 0);
  if (isDenied && !isKnown) return { kind: 'built-in', what: 'default', origin };
  return { kind: 'lost', origin, why: { kind: isKnown ? 'icmp' : 'protocol' } };
}

function serviceOf(key: string, group: readonly OldRule[], taken: Set<string>): DraftService {
  const [first] = group as [OldRule];
  const rate = group.flatMap(({ asks, origin }) =>
    asks.conditions.flatMap((one) => (one.kind === 'rate' && !one.above ? [{ one, origin }] : [])),
  )[0];
  const any = group.find(({ asks, family }) => isBroad(asks.from, family === 'ipv6' ? 'ipv6' : 'ipv4'));
  const from: readonly Entry[] = group.flatMap(({ asks, origin }) =>
    (asks.set === undefined ? textsOf(asks.from) : [asks.set]).map((text) => ({ text, origin })),
  );
  const once = from.filter(({ text }, at) => from.findIndex((other) => other.text === text) === at);
  return {
    name: unused(key.replace(/[^\w-]/g, ''), taken),
    udp: [],
    tcp: [],
    protocol: key === 'ping' ? undefined : key,
    icmp: key === 'ping' ? ['echo-request'] : [],
    from: any === undefined ? once : { any: any.origin },
    on: first.asks.device?.negated === false ? first.asks.device.name : undefined,
    to: first.asks.to === undefined ? [] : textsOf(first.asks.to),
    // Pings that are limited for all together are limited for each here.
    limit: rate === undefined ? undefined : { text: limitText(rate.one.rate), origin: rate.origin },
    connections: undefined,
    when: undefined,
  };
}

const limitText = ({
  rate,
  burst,
}: {
  readonly rate: { readonly count: number; readonly unit: string };
  readonly burst: number;
}): string =>
  `${rate.count}/${{ second: 's', minute: 'min', hour: 'h', day: 'd' }[rate.unit] ?? 's'} burst ${burst}`;
