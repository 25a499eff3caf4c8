import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import type { Count } from '../../net/units.js';
import { only } from '../../plan/nftables/read-nft-json.js';
import { type Condition, type Per, rateUnit } from '../old-rule.js';

/** What a statement of nft counts; none where it only notes something; `undefined` where it is no such statement. */
export function nftCounts(kind: string, content: Json): readonly Condition[] | undefined {
  if (kind === 'limit')
    return isObject(content) ? rateOf(content, 'all') : [{ kind: 'unread', words: 'a named limit' }];
  if (kind === 'ct count') return isObject(content) ? countOf(content, 'all') : undefined;
  if (kind === 'set' || kind === 'meter') return isObject(content) ? ofElement(content) : undefined;
  return undefined;
}

/** libnftables 1.0.6 and older give no burst where it is the default, 5. */
function rateOf({ rate, per, burst, inv, rate_unit: unit }: JsonObject, shared: Per): readonly Condition[] {
  const time = rateUnit(String(per));
  if (
    typeof rate !== 'number' ||
    rate < 1 ||
    time === undefined ||
    (unit !== undefined && unit !== 'packets')
  )
    return [
      { kind: 'unread', words: `a limit of ${String(rate)} ${String(unit ?? 'packets')}/${String(per)}` },
    ];
  const most = typeof burst === 'number' && burst > 0 ? burst : 5;
  return [
    {
      kind: 'rate',
      rate: { rate: { count: rate as Count, unit: time }, burst: most as Count },
      above: inv === true,
      per: shared,
    },
  ];
}

function countOf({ val, inv }: JsonObject, per: Per): readonly Condition[] {
  return typeof val === 'number'
    ? [{ kind: 'connections', most: val, above: inv === true, per }]
    : [{ kind: 'unread', words: 'ct count' }];
}

/** `add @flood { ip saddr limit rate over 5/second }`: a count for each element. */
function ofElement({ elem, key, stmt }: JsonObject): readonly Condition[] {
  const statements = isList(stmt) ? stmt : stmt === undefined ? [] : [stmt];
  const per = perOf(elem ?? key ?? null);
  return statements.flatMap((one): readonly Condition[] => {
    const [kind, content] = only(one) ?? [];
    if (!isObject(content) || kind === 'counter') return [];
    if (per === undefined) return [{ kind: 'unread', words: `${kind} for each of something` }];
    if (kind === 'limit') return rateOf(content, per);
    return kind === 'ct count' ? countOf(content, per) : [{ kind: 'unread', words: String(kind) }];
  });
}

/** By what it is counted: the address of the sender, a part of it, or something else. */
function perOf(element: Json): Per | undefined {
  const [kind, content] = only(element) ?? [];
  if (kind === 'elem' && isObject(content)) return perOf(content.val ?? null);
  if (kind === 'payload' && isObject(content)) return content.field === 'saddr' ? 'source' : undefined;
  if (kind === '&' && isList(content)) return perOf(content[0] ?? null) === 'source' ? 'subnet' : undefined;
  return undefined;
}
