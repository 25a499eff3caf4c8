import type { ChainId } from '../../ruleset/ids.js';
import { bySection } from '../../ruleset/legend.js';
import { isEnd, withoutEnd } from '../../ruleset/references.js';
import type { Chain, Hook, Rule, Ruleset } from '../../ruleset/ruleset.js';
import { endNote } from '../ends.js';
import { header, indexOf, legend } from '../legend.js';
import type { LongList } from '../long-lists.js';
import { type Lookup, lookup, type Reach, reach } from '../lookup.js';
import { effectLines, effectText, gathered } from './effects.js';
import { chainBlock, openBlock } from './fold.js';
import { inPlace } from './in-place.js';
import { type Place, type Transports, transports } from './place.js';
import { asksOf, ruleLines } from './rule.js';
import { askingText, type Seen, seenIn } from './seen.js';
import { declareMeter, declareSet, declareTable } from './sets.js';
import { identifier, indent, nftQuote } from './spelling.js';
import { tailOf } from './tail.js';

const TABLE = 'table inet vosguard';

/**
 * The whole firewall of both families as one file for `nft -f`, which loads it as one transaction. The first line
 * makes sure that there is a table to delete: `destroy` would say the same, from nft 1.0.7 and kernel 6.3 on. The lists that are
 * `leftOut` are declared without their elements, for whoever only looks at the rules.
 */
export function emitNftables(ruleset: Ruleset, leftOut: readonly LongList[] = []): string {
  const ways = waysOf(ruleset);
  const printed = printedChains(ruleset, ways).filter(({ hook }) => hook !== 'ingress');
  return [
    header(ruleset, [
      'Load with: nft -f THIS_FILE',
      'Replaces the table inet vosguard, with what it has learned, in one step; touches nothing else.',
      endNote,
      ...(ruleset.chains.some(({ hook }) => hook === 'searched' || hook === 'passed') ? [companionNote] : []),
      ...(ruleset.chains.some(({ hook }) => hook === 'ingress') ? [ingressNote] : []),
    ]),
    ...(printed.length === 0 ? [] : [legend(ruleset, [bucketNote]), indexOf(printed)]),
    `${TABLE}\ndelete ${TABLE}\n${TABLE} {\n`,
    ...group(
      'Lists of the policy, and what rules learn',
      ruleset.sets.map((set) => declareSet(set, leftOut)),
    ),
    ...group('Limits', [...ruleset.meters.map(declareMeter), ...ruleset.tables.map(declareTable)]),
    chainsText(printed, ways),
    '}\n',
  ].join('');
}

/** All but those that only let through, or stand in the rules that lead to them. */
function printedChains(ruleset: Ruleset, { placed }: Ways): readonly Chain[] {
  const actions = ruleset.chains.flatMap(({ rules }) => rules.map(({ action }) => action));
  const jumped = new Set(actions.flatMap((action) => (action.kind === 'jump' ? [action.chain] : [])));
  return ruleset.chains.filter((chain) => jumped.has(chain.id) || !(isEnd(chain) || placed.has(chain.id)));
}

/** What two declarations that follow each other mean is said once, where it is a line of its own. */
function group(title: string, texts: readonly string[]): readonly string[] {
  const remark = (text: string | undefined) => /^ +# .*\n/.exec(text ?? '')?.[0];
  const lines = texts.map((text, index) => {
    const said = remark(text);
    return said !== undefined && said === remark(texts[index - 1]) ? text.slice(said.length) : text;
  });
  return lines.length === 0 ? [] : [`${indent}# ---- ${title}\n`, ...lines];
}

/** A heading for each part of the way; the braces tell chains apart. */
function chainsText(printed: readonly Chain[], ways: Ways): string {
  const texts = bySection(printed).map(({ title, chains }) => {
    const blocks = chains.map((one) => chainText(one, ways));
    return `${indent}# ---- ${title}\n${blocks.join('')}`;
  });
  return texts.join('');
}

/** The chains of the rules that only observe. They stand in the table of the others, with its sets, in place of its chains. */
export function emitObserving(ruleset: Ruleset): string {
  const ways = waysOf(ruleset);
  return [
    header(ruleset, [
      'Refuses nothing but the blocked. Not to be loaded by hand: sh install.sh --observe SECONDS',
      'puts these chains into the table of nftables.nft, in place of those that stand there.',
      endNote,
    ]),
    `${TABLE} {\n`,
    chainsText(printedChains(ruleset, ways), ways),
    '}\n',
  ].join('');
}

/** The one thing that a rule says by where its words stand. */
const bucketNote =
  '  update @S { ... limit rate over R }: holds where this source, in the set S, is over the rate R; without `over`, where it is not';

const companionNote =
  'Signatures are searched by signatures.rules and signatures6.rules: load them too, or nobody is banned by one.';

const ingressNote = 'Load ingress.nft after it: it is gone with the old table.';

/** `prerouting` comes before iptables' raw table and `searched` after it: at one priority, the order is that of loading. */
const hookLine: { readonly [H in Exclude<Hook, 'ingress'>]: string } = {
  prerouting: 'type filter hook prerouting priority raw - 1; policy accept',
  searched: 'type filter hook prerouting priority raw + 1; policy accept',
  output: 'type filter hook output priority raw; policy accept',
  input: 'type filter hook input priority filter; policy accept',
  passing: 'type filter hook forward priority mangle - 1; policy accept',
  passed: 'type filter hook forward priority mangle + 1; policy accept',
  forward: 'type filter hook forward priority filter; policy accept',
};

interface Ways {
  readonly find: Lookup;
  readonly placeIn: (chain: ChainId) => (rule: Rule) => Place;
  readonly reached: Reach;
  readonly comes: Transports;
  readonly seen: Seen;
  readonly placed: ReadonlyMap<ChainId, readonly Rule[]>;
}

function waysOf(ruleset: Ruleset): Ways {
  const [find, reached, comes] = [lookup(ruleset), reach(ruleset), transports(ruleset)];
  const seen = seenIn(ruleset);
  const placeIn = (chain: ChainId) => {
    const [hooks, transport] = [reached(chain), comes(chain)];
    return ({ family }: Rule): Place => ({ find, family, hooks, transport });
  };
  const asksInOne = (rule: Rule, chain: ChainId) =>
    !seen.asking.has(rule) && asksOf(rule, placeIn(chain)(rule)) !== undefined;
  return { find, placeIn, reached, comes, seen, placed: inPlace(ruleset, asksInOne) };
}

function chainText({ id, name, hook, rules }: Chain, ways: Ways): string {
  const { find, placeIn, reached, comes, seen, placed } = ways;
  const placeOf = placeIn(id);
  const all = withoutEnd(rules).filter((rule) => !seen.done.has(rule));
  const tail = tailOf(all, placeOf);
  const oneRule = (rule: Rule): readonly string[] => {
    if (seen.asking.has(rule)) return [`${askingText(rule, placeOf(rule))} comment ${nftQuote(rule.id)}`];
    const effects = rule.action.kind === 'goto' ? placed.get(rule.action.chain) : undefined;
    const asks = effects === undefined ? undefined : asksOf(rule, placeOf(rule));
    if (effects === undefined || asks === undefined) return ruleLines(rule, find, reached(id), comes(id));
    const { text, id: told } = effectText(effects, rule.family, placeOf);
    return [`${asks} ${text} accept comment ${nftQuote(told)}`];
  };
  const lines = gathered(tail?.before ?? all).flatMap((group) => {
    const [first] = group;
    return first !== undefined && group.length === 1 ? oneRule(first) : effectLines(group, placeOf);
  });
  const head = hook && hook !== 'ingress' ? hookLine[hook] : undefined;
  return chainBlock(name, [...lines, ...(tail?.lines ?? [])], head);
}

/**
 * The rules at network devices, in a file of their own: nft refuses a chain at a device that is not there, and at boot a
 * bond or a VLAN may come later than the firewall. Without this file everything holds, and a banned source costs more.
 * `undefined` where the ruleset has none.
 */
export function emitIngress(ruleset: Ruleset): string | undefined {
  const chain = ruleset.chains.find(({ hook }) => hook === 'ingress');
  if (chain === undefined) return undefined;
  const name = identifier(chain.name);
  const hooks = reach(ruleset)(chain.id);
  const devices = ruleset.devices.map(nftQuote).join(', ');
  const rules = chain.rules.flatMap((rule) => ruleLines(rule, lookup(ruleset), hooks));
  const declared = `type filter hook ingress devices = { ${devices} } priority -500; policy accept`;
  return [
    header(ruleset, [
      'Load after nftables.nft, once the devices are there, and again after each load of it: nft -f THIS_FILE',
      'Drops banned sources where they come in. Without it they are dropped a little later.',
    ]),
    `${TABLE} {\n${openBlock(chain.name, [], declared)}}\n`,
    `flush chain ${TABLE.replace('table ', '')} ${name}\n`,
    `${TABLE} {\n${openBlock(chain.name, rules)}}\n`,
  ].join('');
}
