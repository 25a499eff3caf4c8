import type { Draft, Remark, Valued } from './draft.js';
import type { OldRule, Origin } from './old-rule.js';

/** The rules of which neither a line of the policy nor a remark speaks yet: nothing is dropped in silence. */
export function untoldRules(rules: readonly OldRule[], draft: Draft): readonly Remark[] {
  const told = new Set(originsIn(draft).map(keyOf));
  return rules.flatMap(({ origin, asks, does }): readonly Remark[] => {
    if (told.has(keyOf(origin))) return [];
    told.add(keyOf(origin));
    if (does.kind === 'refuse' && asks.conditions.length === 0)
      return [{ kind: 'built-in', what: 'default', origin }];
    if (asks.conditions.length === 0) return [{ kind: 'built-in', what: 'carried', origin }];
    const words = 'an earlier rule has set this limit, or it is for ports that nothing opens';
    return [{ kind: 'lost', origin, why: { kind: 'words', words } }];
  });
}

const keyOf = ({ file, line, text }: Origin): string => `${file} ${line} ${text}`;

function originsIn(draft: Draft): readonly Origin[] {
  const { sip } = draft;
  const valued = (values: Iterable<Valued | undefined>) => [...values].flatMap((one) => one?.origin ?? []);
  return [
    ...[...draft.groups.values(), draft.trusted, draft.blocked].flat().map(({ origin }) => origin),
    ...draft.services.flatMap(({ from, limit, connections, when }) => [
      ...('any' in from ? [from.any] : from.map(({ origin }) => origin)),
      ...valued([limit, connections, when]),
    ]),
    ...[sip.limits, sip.perSubnet, sip.together, sip.connections].flatMap((map) => valued(map.values())),
    ...(sip.strangers === 'deny' ? [] : sip.strangers.from.map(({ origin }) => origin)),
    ...draft.packs.values(),
    ...valued(draft.texts),
    ...draft.remarks.map(({ origin }) => origin),
  ];
}
