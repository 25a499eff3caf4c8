import { type Family, families } from '../../net/address.js';
import { bySection } from '../../ruleset/legend.js';
import type { Match } from '../../ruleset/match.js';
import { withoutEnd } from '../../ruleset/references.js';
import type { Chain, Hook, Rule, Ruleset } from '../../ruleset/ruleset.js';
import { endNote } from '../ends.js';
import { counts, header, indexOf, legend } from '../legend.js';
import { lookup, reach } from '../lookup.js';
import { assertChargedOnce, combine, notLegalized } from '../not-legalized.js';
import { emitAction } from './actions.js';
import {
  type Fragment,
  iptablesQuote,
  joinFragments,
  modern,
  type Place,
  type Spelling,
  word,
} from './dialect.js';
import { afterLimit, noteDown } from './limits.js';
import { emitMatch } from './matches.js';

/** What follows `-A CHAIN`, a text for each line; all of them bear the rule's id. */
function ruleLines(rule: Rule, place: Place): readonly string[] {
  const targets = emitAction(rule.action, place);
  const matches = rule.matches.map((match) =>
    emitMatch(match, place).map((fragment): Step => ({ fragment, goesOn: false })),
  );
  const lines = matches.map((alternatives, index) => [...alternatives, ...after(rule, index, place)]);
  assertChargedOnce(rule, [...lines.map(({ length }) => length), targets.length]);
  return combine(lines).flatMap((steps) => {
    if (steps.some(({ goesOn }) => goesOn)) return [lineText(rule, steps, '')];
    return targets.map((target) => lineText(rule, [...steps, ...notes(rule, place)], target));
  });
}

/** A match of one line, and whether the line has no target because of it. */
interface Step {
  readonly fragment: Fragment;
  readonly goesOn: boolean;
}

function after(rule: Rule, index: number, place: Place): readonly Step[] {
  const match = rule.matches[index];
  const fragment = match?.kind === 'limit' ? afterLimit(place.find.meter(match.meter), place) : undefined;
  return fragment ? [{ fragment, goesOn: true }] : [];
}

/** Always matches, and writes the address down: a list of the last ones that met the rule, which the kernel keeps short. */
function notes({ noted, id }: Rule, place: Place): readonly Step[] {
  return noted === undefined ? [] : [{ fragment: { match: noteDown(id, noted, place) }, goesOn: false }];
}

function lineText(rule: Rule, steps: readonly Step[], target: string): string {
  const matches = joinFragments(steps.map(({ fragment }) => fragment));
  const comment = `-m comment --comment ${iptablesQuote(`vg:${rule.id}`)}`;
  return [matches, comment, target].filter((word) => word !== '').join(' ');
}

type Table = 'raw' | 'mangle' | 'filter';

interface BuiltIn {
  readonly table: Table;
  readonly chain: string;
}

const builtIn: { readonly [H in Exclude<Hook, 'searched' | 'passed' | 'ingress'>]: BuiltIn } = {
  prerouting: { table: 'raw', chain: 'PREROUTING' },
  output: { table: 'raw', chain: 'OUTPUT' },
  passing: { table: 'mangle', chain: 'FORWARD' },
  input: { table: 'filter', chain: 'INPUT' },
  forward: { table: 'filter', chain: 'FORWARD' },
};
const command: { readonly [F in Family]: string } = { ipv4: 'iptables-restore', ipv6: 'ip6tables-restore' };

/**
 * The rules of one family for `iptables-restore --noflush`. A chain that is declared is emptied, so the file replaces
 * our chains and nothing else, each table in one step. A chain that two tables lead to is written in both.
 * `before` says in the header what must be loaded first.
 */
export function emitIptables(
  ruleset: Ruleset,
  { dialect, advice }: Spelling = modern,
  before = 'Load the ipset file before this one.',
  words: 'with words' | 'without' = 'with words',
): string {
  const family = familyOf(ruleset);
  const find = lookup(ruleset);
  const reached = reach(ruleset);
  const tableText = (table: Table): string => {
    const inTable = (hook: Hook) => builtInFor(hook).table === table;
    const chains = ruleset.chains.filter(({ id }) => [...reached(id)].some(inTable));
    if (chains.length === 0) return '';
    const linesOf = ({ id, name, rules }: Chain) => {
      const place = { find, family, dialect, hooks: new Set([...reached(id)].filter(inTable)) };
      return withoutEnd(rules)
        .flatMap((rule) => ruleLines(rule, place))
        .map((line) => `-A ${word(name)} ${line}`);
    };
    // iptables-restore 1.4.7 reads over a `#` in the first column and over empty lines, and over no other remark.
    const sections = bySection(chains).map((one) => ({ ...one, heading: ['', `# ---- ${one.title}`] }));
    return [
      `*${table}`,
      ...sections.flatMap((one) => one.chains.map(({ name }) => `:${word(name)} - [0:0]`)),
      ...sections.flatMap((one) => [
        ...one.heading,
        ...one.chains.flatMap((each, index) => [...methodOf(each, one.chains[index - 1]), ...linesOf(each)]),
      ]),
      ...['', ...chains.flatMap((one) => jump(one, { find, family, dialect })), 'COMMIT', ''],
    ].join('\n');
  };
  const lines = [before, ...instructions(command[family]), endNote, ...advice];
  const about =
    words === 'with words' ? `${legend(ruleset)}${indexOf(ruleset.chains)}${tablesOf(ruleset)}` : '';
  return `${header(ruleset, lines)}${about}${tableText('raw')}${tableText('mangle')}${tableText('filter')}`;
}

/** A remark where the chains of a method begin, and where they end. */
function methodOf({ id }: Chain, before: Chain | undefined): readonly string[] {
  const [own, last] = [id, before?.id].map((one: string = '') => /^\w+\.([A-Z]+)(?:\.|$)/.exec(one)?.[1]);
  if (own === last) return [];
  return [`# ${own ?? 'any method'}`];
}

/** What the kernel lists below /proc/net/ipt_hashlimit and xt_recent, by names of fifteen characters. */
function tablesOf({ meters }: Ruleset): string {
  if (meters.length === 0) return '';
  const width = Math.max(...meters.map(({ name }) => name.length));
  const lines = meters.map((meter) => `#   ${meter.name.padEnd(width)}  ${meter.id}: ${counts(meter)}\n`);
  return `# Tables of hashlimit, and what they count:\n${lines.join('')}#\n`;
}

function builtInFor(hook: Hook): BuiltIn {
  return hook === 'searched' || hook === 'passed' || hook === 'ingress'
    ? notLegalized(`iptables has no chain at ${hook}`)
    : builtIn[hook];
}

/**
 * Last, so that a packet never enters chains that are half written, should a tool apply line by line. Where every rule of the chain asks for
 * the same mark, the jump asks for it: with media that was a third of what the companion costs (90 of 220 ns).
 */
function jump({ name, hook, rules }: Chain, place: Omit<Place, 'hooks'>): readonly string[] {
  if (!hook) return [];
  const comment = `-m comment --comment ${iptablesQuote(`vg:hook.${hook}`)}`;
  const asked = commonMark(rules).map((match) => emitMatch(match, { ...place, hooks: new Set([hook]) }));
  const marks = asked.flatMap((fragments) => fragments.map(({ match }) => `${match} `));
  return [`-I ${builtInFor(hook).chain} 1 ${marks.join('')}${comment} -j ${word(name)}`];
}

function commonMark(rules: readonly Rule[]): readonly Match[] {
  const [first] = rules[0]?.matches ?? [];
  if (first?.kind !== 'mark') return [];
  const isSame = ({ matches: [match] }: Rule) => match?.kind === 'mark' && match.mark === first.mark;
  return rules.every(isSame) ? [first] : [];
}

/** A second load would insert the jumps a second time; they are the only lines that begin with -I. */
function instructions(restore: string): readonly string[] {
  return [
    `First load:  ${restore} --noflush < THIS_FILE`,
    `Every other: grep -v '^-I ' THIS_FILE | ${restore} --noflush`,
  ];
}

function familyOf({ chains }: Ruleset): Family {
  const found = families.filter((family) =>
    chains.some(({ rules }) => rules.some((rule) => rule.family === family)),
  );
  const mixed = chains.some(({ rules }) => rules.some(({ family }) => family === 'any'));
  const [only] = found;
  return only && found.length === 1 && !mixed ? only : notLegalized('an iptables ruleset is of one family');
}
