import { listingLines } from '../plan/listing-lines.js';

/**
 * What the installer has kept of one family's rules after an apply (`TABLE CHAIN NUMBER RULE` a line, `TABLE :CHAIN` for a chain),
 * as iptables-save would print it.
 */
export function afterRules(text: string): string {
  const tables = new Map<
    string,
    { readonly chains: string[]; readonly rules: (readonly [number, string])[] }
  >();
  for (const line of text.split('\n')) {
    const [, table, chain, number, rule] = /^(\S+) (\S+)(?: (\S+) (-A .*))?$/.exec(line) ?? [];
    if (table === undefined || chain === undefined) continue;
    const found = tables.get(table) ?? { chains: [], rules: [] };
    tables.set(table, found);
    if (rule === undefined) found.chains.push(`${chain} - [0:0]`);
    else found.rules.push([Number(number), rule]);
  }
  return [...tables]
    .map(([table, { chains, rules }]) => {
      // Jumps have no number; their chains are those of the kernel.
      const ordered = rules.toSorted(([a], [b]) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b));
      return [`*${table}`, ...chains, ...ordered.map(([, rule]) => rule), 'COMMIT\n'].join('\n');
    })
    .join('');
}

/** A jump that stands there twice, after two loads by hand, is one: the second finds nothing to do. */
export function withoutRepeatedJumps(saved: string): string {
  const seen = new Set<string>();
  let table = '';
  return listingLines(saved, 'iptables')
    .filter((line) => {
      table = /^\*(\w+)/.exec(line)?.[1] ?? table;
      if (!/^(?:\[\d+:\d+\] )?-A (?!VG-).* -[jg] VG-/.test(line)) return true;
      const jump = `${table} ${line.replace(/^\[\d+:\d+\] /, '').trimEnd()}`;
      return !seen.has(jump) && seen.add(jump);
    })
    .join('\n');
}
