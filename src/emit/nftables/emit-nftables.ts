import type { Chain, Hook, Ruleset } from '../../ruleset/ruleset.js';
import { bySection } from '../../ruleset/sections.js';
import { header } from '../header.js';
import { indexOf, legend } from '../legend.js';
import type { LongList } from '../long-lists.js';
import { type Lookup, lookup } from '../lookup.js';
import { type Reach, reach } from '../reach.js';
import { chainBlock } from './fold.js';
import { ruleLines } from './rule.js';
import { declareMeter, declareSet, declareTable } from './sets.js';
import { type Transports, transports } from './transports.js';

export const TABLE = 'table inet vosguard';

/**
 * The whole firewall of both families as one file for `nft -f`, which loads it as one transaction. The first line
 * makes sure that there is a table to delete: `destroy` would say the same, from nft 1.0.7 and kernel 6.3 on. The lists that are
 * `leftOut` are declared without their elements, for whoever only looks at the rules.
 */
export function emitNftables(ruleset: Ruleset, leftOut: readonly LongList[] = []): string {
  const printed = ruleset.chains.filter(({ hook }) => hook !== 'ingress');
  return [
    header(ruleset, [
      'Load with: nft -f THIS_FILE',
      'Replaces the table inet vosguard, with what it has learned, in one step; touches nothing else.',
      ...(ruleset.chains.some(({ hook }) => hook === 'searched') ? [companionNote] : []),
      ...(ruleset.chains.some(({ hook }) => hook === 'ingress') ? [ingressNote] : []),
    ]),
    ...(printed.length === 0 ? [] : [legend, indexOf(printed)]),
    `${TABLE}\ndelete ${TABLE}\n\n${TABLE} {\n`,
    ...group(
      'Lists of the policy, and what rules learn',
      ruleset.sets.map((set) => declareSet(set, leftOut)),
    ),
    ...group('Limits', [...ruleset.meters.map(declareMeter), ...ruleset.tables.map(declareTable)]),
    chainsText(ruleset, printed),
    '}\n',
  ].join('');
}

const group = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`\t# ---- ${title}\n`, ...lines, '\n'];

/** A heading for each part of the way, and a blank line around each chain of several lines. */
function chainsText(ruleset: Ruleset, printed: readonly Chain[]): string {
  const find = lookup(ruleset);
  const reached = reach(ruleset);
  const comes = transports(ruleset);
  const texts = bySection(printed).map(({ title, chains }) => {
    const blocks = chains.map((one) => chainText(one, find, { reached, comes }));
    const isLong = (text: string | undefined) => text?.trimEnd().includes('\n') === true;
    const spaced = blocks.map((text, i) =>
      i > 0 && (isLong(text) || isLong(blocks[i - 1])) ? `\n${text}` : text,
    );
    return `\t# ---- ${title}\n${spaced.join('')}`;
  });
  return texts.join('\n');
}

/** The chains of the rules that only observe. They stand in the table of the others, with its sets, in place of its chains. */
export function emitObserving(ruleset: Ruleset): string {
  return [
    header(ruleset, [
      'Refuses nothing but the blocked. Not to be loaded by hand: sh install.sh --observe SECONDS',
      'puts these chains into the table of nftables.nft, in place of those that stand there.',
    ]),
    `${TABLE} {\n`,
    chainsText(ruleset, ruleset.chains),
    '}\n',
  ].join('');
}

const companionNote =
  'Signatures are searched by signatures.rules and signatures6.rules: load them too, or nobody is banned by one.';

const ingressNote = 'Load ingress.nft after it: it is gone with the old table.';

/** `prerouting` comes before iptables' raw table and `searched` after it: at one priority, the order is that of loading. */
const hookLine: { readonly [H in Exclude<Hook, 'ingress'>]: string } = {
  prerouting: 'type filter hook prerouting priority raw - 1; policy accept',
  searched: 'type filter hook prerouting priority raw + 1; policy accept',
  output: 'type filter hook output priority raw; policy accept',
  input: 'type filter hook input priority filter; policy accept',
};

interface Ways {
  readonly reached: Reach;
  readonly comes: Transports;
}

function chainText({ id, name, hook, rules }: Chain, find: Lookup, { reached, comes }: Ways): string {
  const lines = rules.flatMap((rule) => ruleLines(rule, find, reached(id), comes(id)));
  return chainBlock(name, [...(hook && hook !== 'ingress' ? [hookLine[hook]] : []), ...lines]);
}
