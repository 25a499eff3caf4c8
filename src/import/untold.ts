import type { Family } from '../net/address.js';
import type { Draft, Remark, Valued } from './draft.js';
import type { OldRule, Origin } from './old-rule.js';

/**
 * The rules of which neither a line of the policy nor a remark speaks yet: nothing is dropped in silence.
 * @param carried Rules of which something in the policy was made.
 * @param whole Families that stood open, and are closed now.
 */
export function untoldRules(
  rules: readonly OldRule[],
  draft: Draft,
  carried: ReadonlySet<OldRule>,
  whole: ReadonlySet<Family>,
): readonly Remark[] {
  const told = new Set(originsIn(draft).map(keyOf));
  const kept = new Set([...carried].map(({ origin }) => keyOf(origin)));
  return rules.flatMap((rule): readonly Remark[] => {
    const { origin } = rule;
    if (told.has(keyOf(origin))) return [];
    told.add(keyOf(origin));
    return [untold(rule, draft, kept.has(keyOf(origin)), whole)];
  });
}

function untold(rule: OldRule, draft: Draft, isCarried: boolean, whole: ReadonlySet<Family>): Remark {
  const { origin, asks, does, family } = rule;
  const isDeny = draft.default === 'deny';
  if (asks.conditions.length > 0 && !isCarried) {
    const words = 'an earlier rule has set this limit, or it is for ports that nothing opens';
    return { kind: 'lost', origin, why: { kind: 'words', words } };
  }
  if (isCarried) return { kind: 'built-in', what: 'carried', origin };
  if (does.kind === 'refuse')
    return isDeny
      ? { kind: 'built-in', what: 'default', origin }
      : { kind: 'lost', origin, why: { kind: 'refusal' } };
  if (!isDeny) return { kind: 'built-in', what: 'default', origin };
  const isClosedNow = family !== 'any' && whole.has(family);
  return { kind: 'lost', origin, why: { kind: isClosedNow ? 'closed-family' : 'uncarried' } };
}

const keyOf = ({ file, line, text }: Origin): string => `${file} ${line} ${text}`;

function originsIn(draft: Draft): readonly Origin[] {
  const { sip } = draft;
  const valued = (values: Iterable<Valued | undefined>) => [...values].flatMap((one) => one?.origin ?? []);
  // Without strangers their limits are not written.
  const strangers =
    sip.strangers === 'deny'
      ? []
      : [
          ...sip.strangers.from.map(({ origin }) => origin),
          ...[sip.limits, sip.perSubnet, sip.together, sip.connections].flatMap((map) =>
            valued(map.values()),
          ),
        ];
  return [
    ...[...draft.groups.values(), draft.trusted, draft.blocked].flat().map(({ origin }) => origin),
    ...draft.services.flatMap(({ from, limit, connections, when }) => [
      ...('any' in from ? [from.any] : from.map(({ origin }) => origin)),
      ...valued([limit, connections, when]),
    ]),
    ...strangers,
    ...valued(draft.texts),
    ...draft.remarks.map(({ origin }) => origin),
  ];
}
