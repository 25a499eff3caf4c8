import type { Capabilities } from '../platform/capabilities.js';
import { pathText } from '../policy/path.js';
import type { Match } from '../ruleset/match.js';
import { asksTime } from '../ruleset/references.js';
import type { Meter, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

/** xt_addrtype asks for IPv6 routes from Linux 2.6.39 on: before, what the host forwards is judged like its own. */
export function withoutLocal(ruleset: Ruleset, note: NoteFallback): Ruleset {
  let asked = false;
  const rewritten = mapRules(ruleset, (rule) => {
    const matches = rule.matches.filter(({ kind }) => kind !== 'local');
    asked ||= matches.length < rule.matches.length;
    return rule.matches.some((match) => match.kind === 'local' && match.negate) ? [] : [{ ...rule, matches }];
  });
  if (asked) note({ kind: 'forwarded-too', origin: ['target', 'platform'] });
  return rewritten;
}

/** xt_rpfilter is there from Linux 3.3 and iptables 1.4.13 on. */
export function withoutWayBack(ruleset: Ruleset, note: NoteFallback): Ruleset {
  let asked = false;
  const rewritten = mapRules(ruleset, (rule) => {
    const matches = rule.matches.filter(({ kind }) => kind !== 'way-back');
    asked ||= matches.length < rule.matches.length;
    return [{ ...rule, matches }];
  });
  if (asked) note({ kind: 'no-way-back', origin: ['sip', 'at'] });
  return asked ? rewritten : ruleset;
}

/**
 * nft before 0.9.7 takes the mask of `ip6 saddr & ffff:ffff:ffff:ffff:: @s` for a prefix of the set and lists `@s/64`.
 * The rules stay as they are: another mask would ask for something else, and the set of a /64 needs `typeof` (0.9.4).
 */
export function tellUnreadableListing(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  if (can.listsMasks) return ruleset;
  const masked = new Set<string>(
    [...ruleset.sets.filter(isMasked), ...ruleset.meters.filter(isAskedMasked)].map(({ id }) => id),
  );
  const asked = (match: Match) =>
    (match.kind === 'address' && masked.has(match.set)) ||
    (match.kind === 'limit' && masked.has(match.meter));
  if (ruleset.chains.some(({ rules }) => rules.some(({ matches }) => matches.some(asked))))
    note({ kind: 'listing-unreadable', origin: ['target', 'platform'] });
  return ruleset;
}

const isMasked = (set: SetDeclaration) =>
  set.kind === 'learned' && (set.family === 'ipv6' || set.key === 'subnet');

/** Where a full table must refuse or let through, its set is looked up as well. */
const isAskedMasked = ({ key, family, sense, whenFull }: Meter) =>
  key !== 'all' &&
  (key === 'subnet' || family === 'ipv6') &&
  whenFull === (sense === 'over' ? 'closed' : 'open');

/**
 * Hours that a platform cannot ask for stay in the rules, and no rules are written: without them a service would be open all the time, or
 * never, and neither is what the policy says.
 */
export function tellHours(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  if (can.hours) return ruleset;
  const told = ruleset.chains.flatMap(({ rules }) => rules.filter(asksTime));
  for (const { origin } of new Map(told.map((rule) => [pathText(rule.origin), rule])).values())
    note({ kind: 'no-hours', origin });
  return ruleset;
}
