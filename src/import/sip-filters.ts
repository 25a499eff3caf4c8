import { rateText, simplestRate } from '../net/rate.js';
import type { DraftSip, Remark, Valued } from './draft.js';
import type { Outcome, Share } from './fold.js';
import { type Condition, isBroad, type OldRule, type Origin } from './old-rule.js';
import type { Region } from './places.js';
import { methodIn, packOf } from './texts.js';

interface Filters {
  readonly maps: Pick<DraftSip, 'limits' | 'perSubnet' | 'together' | 'connections'>;
  readonly packs: Map<string, Origin>;
  readonly texts: Valued[];
  readonly remarks: Remark[];
}

/** What rules refuse of the messages of strangers, as limits and signatures; each rule once. */
export function filtersOf(outcomes: readonly Outcome[]): Filters {
  const maps: Maps = { limits: new Map(), perSubnet: new Map(), together: new Map(), connections: new Map() };
  const filters: Reading = { maps, packs: new Map(), texts: [], remarks: [] };
  const seen = new Set<OldRule>();
  for (const outcome of outcomes)
    for (const share of outcome.filters) {
      const { rule } = share;
      if (!('asks' in rule) || seen.has(rule)) continue;
      seen.add(rule);
      if (outcome.endless.includes(rule))
        filters.remarks.push({ kind: 'mistaken', how: 'limit-without-end', origin: rule.origin });
      else readFilter(rule, share, outcome.region, filters);
    }
  return filters;
}

type Maps = { [K in keyof Filters['maps']]: Map<string, Valued> };
type Reading = Filters & { readonly maps: Maps };

function readFilter(rule: OldRule, { sources }: Share, { family, protocol }: Region, filters: Reading): void {
  const { conditions } = rule.asks;
  const texts = conditions.flatMap((one) => (one.kind === 'text' && !one.negated ? [one.text] : []));
  const counts = conditions.filter(({ kind }) => kind !== 'text');
  const lose = (words: string) =>
    filters.remarks.push({ kind: 'lost', origin: rule.origin, why: { kind: 'words', words } });
  const strange = counts.find(({ kind }) => kind === 'unread' || kind === 'source-port');
  if (strange?.kind === 'source-port' && rule.does.kind === 'accept')
    return void filters.remarks.push({ kind: 'mistaken', how: 'source-port', origin: rule.origin });
  if (strange?.kind === 'unread' || strange?.kind === 'source-port')
    return void filters.remarks.push({ kind: 'lost', origin: rule.origin, why: strange });
  if (texts.length + counts.length !== conditions.length || texts.length > 1 || counts.length > 1)
    return void lose('a mixture of conditions that no key of the policy has');
  if (rule.does.kind === 'refuse' && !isBroad(sources, family))
    return void lose('a limit or a text for some sources alone');
  const [[text], [count]] = [texts, counts];
  const method = text === undefined ? undefined : methodIn(text);
  if (count === undefined) return void readText(rule, text ?? '', method, filters);
  if (text !== undefined && method === undefined)
    return void lose('a limit for messages with a text in them');
  if (isBackwards(count, rule))
    return void lose('it accepts what is above a limit, or refuses what is within it');
  readCount(rule, count, method ?? 'all', protocol === 6 ? 'tcp' : 'udp', filters);
}

function isBackwards(count: Condition, { does }: OldRule): boolean {
  switch (count.kind) {
    case 'rate':
    case 'connections':
      return count.above !== (does.kind === 'refuse');
    case 'window':
      return does.kind !== 'refuse';
    case 'hours':
    case 'text':
    case 'source-port':
    case 'unread':
      return false;
  }
}

function readText(
  rule: OldRule,
  text: string,
  method: string | undefined,
  { maps, packs, texts, remarks }: Reading,
): void {
  const { origin } = rule;
  if (rule.does.kind === 'accept') remarks.push({ kind: 'lost', origin, why: { kind: 'accept-text' } });
  else if (method !== undefined) {
    if (!maps.limits.has(method)) maps.limits.set(method, { text: 'drop', origin });
    remarks.push({ kind: 'mistaken', how: 'text-anywhere', origin });
  } else {
    const pack = packOf(text);
    if (pack === undefined) texts.push({ text, origin });
    else {
      if (!packs.has(pack)) packs.set(pack, origin);
      remarks.push({ kind: 'built-in', what: 'signature', origin });
    }
  }
}

function readCount(
  rule: OldRule,
  count: Condition,
  key: string,
  transport: 'udp' | 'tcp',
  { maps, remarks }: Reading,
): void {
  const { origin } = rule;
  const put = (map: Map<string, Valued>, name: string, text: string) =>
    map.has(name) || map.set(name, { text, origin });
  const tell = (how: 'window-less-one' | 'subnet-mask') => remarks.push({ kind: 'changed', how, origin });
  switch (count.kind) {
    case 'rate': {
      const text = rateText(simplestRate(count.rate.rate), count.rate.burst);
      put({ source: maps.limits, subnet: maps.perSubnet, all: maps.together }[count.per], key, text);
      if (count.per === 'subnet') tell('subnet-mask');
      return;
    }
    case 'window':
      put(maps.limits, key, `{ window: ${Math.max(1, count.hits - 1)} in ${count.seconds}s }`);
      remarks.push({ kind: 'mistaken', how: 'recent-table', origin });
      return void tell('window-less-one');
    case 'connections': {
      const name = count.per === 'subnet' ? 'per_subnet' : transport;
      put(maps.connections, name, String(Math.max(1, count.most)));
      if (transport === 'udp') remarks.push({ kind: 'mistaken', how: 'flows-of-udp', origin });
      return;
    }
    case 'hours': {
      const words = 'hours for SIP as a whole';
      return void remarks.push({ kind: 'lost', origin, why: { kind: 'words', words } });
    }
    case 'source-port':
    case 'text':
    case 'unread':
      return;
  }
}
