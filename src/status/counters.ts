import { isList, isObject, type Json } from '../json/json.js';
import { listingLines } from '../plan/listing.js';
import { objectsOf, only } from '../plan/nftables/read-nft-json.js';

/** How often a rule was met, and whether it refuses what it meets. */
export interface RuleCount {
  readonly id: string;
  readonly chain: string;
  readonly packets: number;
  readonly refuses: boolean;
}

/**
 * Of our rules in what `iptables-save -c` prints. `ends` are the chains that every refused packet comes to: the rule that leads there has
 * refused it.
 */
export function countsInIptables(saved: string, ends: ReadonlySet<string>): readonly RuleCount[] {
  const counts: RuleCount[] = [];
  for (const line of listingLines(saved, 'iptables')) {
    const [, packets, chain = '', rule = ''] = /^\[(\d+):\d+\] -A (VG-\S+) (.*)$/.exec(line) ?? [];
    const id = /--comment "?vg:([^" ]+)/.exec(rule)?.[1];
    if (packets === undefined || id === undefined) continue;
    const goal = / -g (\S+)/.exec(rule)?.[1];
    const refuses = / -j (?:DROP|REJECT)/.test(` ${rule}`) || (goal !== undefined && ends.has(goal));
    counts.push({ id, chain, packets: Number(packets), refuses });
  }
  return counts;
}

/** The same of what `nft -j list ruleset` prints of our table; rules without a counter are not counted. */
export function countsInNft(json: string, ends: ReadonlySet<string>): readonly RuleCount[] {
  const rules = (objectsOf(json) ?? []).filter(
    ([kind, { family, table }]) => kind === 'rule' && family === 'inet' && table === 'vosguard',
  );
  return rules.flatMap(([, { chain, comment, expr }]) => {
    const statements = isList(expr) ? expr : [];
    const counter = statements.map((one) => only(one)).find((one) => one?.[0] === 'counter')?.[1];
    if (!isObject(counter) || typeof comment !== 'string' || typeof counter.packets !== 'number') return [];
    const refuses = statements.some((one) => refusesBy(one, ends));
    return [{ id: comment, chain: String(chain), packets: counter.packets, refuses }];
  });
}

function refusesBy(statement: Json, ends: ReadonlySet<string>): boolean {
  const [kind, content] = only(statement) ?? [];
  if (kind === 'drop' || kind === 'reject') return true;
  return kind === 'goto' && isObject(content) && ends.has(String(content.target));
}
