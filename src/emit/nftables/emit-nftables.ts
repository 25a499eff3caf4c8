import type { Chain, Hook, Ruleset } from '../../ruleset/ruleset.js';
import { header } from '../header.js';
import type { LongList } from '../long-lists.js';
import { type Lookup, lookup } from '../lookup.js';
import { type Reach, reach } from '../reach.js';
import { identifier } from './identifier.js';
import { ruleLines } from './rule.js';
import { declareMeter, declareSet, declareTable } from './sets.js';

export const TABLE = 'table inet vosguard';

/**
 * The whole firewall of both families as one file for `nft -f`, which loads it as one transaction. The first line
 * makes sure that there is a table to delete: `destroy` would say the same, from nft 1.0.7 and kernel 6.3 on. The lists that are
 * `leftOut` are declared without their elements, for whoever only looks at the rules.
 */
export function emitNftables(ruleset: Ruleset, leftOut: readonly LongList[] = []): string {
  const find = lookup(ruleset);
  const reached = reach(ruleset);
  return [
    header(ruleset, [
      'Load with: nft -f THIS_FILE',
      'Replaces the table inet vosguard, with what it has learned, in one step; touches nothing else.',
      ...(ruleset.chains.some(({ hook }) => hook === 'searched') ? [companionNote] : []),
      ...(ruleset.chains.some(({ hook }) => hook === 'ingress') ? [ingressNote] : []),
    ]),
    `${TABLE}\ndelete ${TABLE}\n\n${TABLE} {\n`,
    [
      ...ruleset.sets.map((set) => declareSet(set, leftOut)),
      ...ruleset.meters.map(declareMeter),
      ...ruleset.tables.map(declareTable),
      ...ruleset.chains.flatMap((one) => (one.hook === 'ingress' ? [] : [chainText(one, find, reached)])),
    ].join('\n'),
    '}\n',
  ].join('');
}

/** The chains of the rules that only observe. They stand in the table of the others, with its sets, in place of its chains. */
export function emitObserving(ruleset: Ruleset): string {
  const find = lookup(ruleset);
  const reached = reach(ruleset);
  return [
    header(ruleset, [
      'Refuses nothing but the blocked. Not to be loaded by hand: sh install.sh --observe SECONDS',
      'puts these chains into the table of nftables.nft, in place of those that stand there.',
    ]),
    `${TABLE} {\n`,
    ruleset.chains.map((one) => chainText(one, find, reached)).join('\n'),
    '}\n',
  ].join('');
}

const companionNote =
  'Signatures are searched by signatures.rules and signatures6.rules: load them too, or nobody is banned by one.';

const ingressNote = 'Load ingress.nft after it: it is gone with the old table.';

/** `prerouting` comes before iptables' raw table and `searched` after it: at one priority, the order is that of loading. */
const hookLine: { readonly [H in Exclude<Hook, 'ingress'>]: string } = {
  prerouting: 'type filter hook prerouting priority raw - 1; policy accept;',
  searched: 'type filter hook prerouting priority raw + 1; policy accept;',
  output: 'type filter hook output priority raw; policy accept;',
  input: 'type filter hook input priority filter; policy accept;',
};

function chainText({ id, name, hook, rules }: Chain, find: Lookup, reached: Reach): string {
  const lines = rules.flatMap((rule) => ruleLines(rule, find, reached(id)));
  return chainBlock(name, [...(hook && hook !== 'ingress' ? [hookLine[hook]] : []), ...lines]);
}

export function chainBlock(name: string, lines: readonly string[]): string {
  return `\tchain ${identifier(name)} {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}\n`;
}
