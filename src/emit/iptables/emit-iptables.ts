import type { Family } from '../../net/family.js';
import { families } from '../../net/family.js';
import type { Chain, Hook, Ruleset } from '../../ruleset/ruleset.js';
import { bySection } from '../../ruleset/sections.js';
import { header } from '../header.js';
import { indexOf, legend } from '../legend.js';
import { lookup } from '../lookup.js';
import { counts } from '../means.js';
import { notLegalized } from '../not-legalized.js';
import { reach } from '../reach.js';
import { modern, type Spelling } from './dialect.js';
import { iptablesQuote } from './quote.js';
import { ruleLines } from './rule.js';
import { word } from './word.js';

type Table = 'raw' | 'filter';

const tableOf: { readonly [H in Exclude<Hook, 'searched' | 'ingress'>]: Table } = {
  prerouting: 'raw',
  output: 'raw',
  input: 'filter',
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
    const inTable = (hook: Hook) => tableFor(hook) === table;
    const chains = ruleset.chains.filter(({ id }) => [...reached(id)].some(inTable));
    if (chains.length === 0) return '';
    const linesOf = ({ id, name, rules }: Chain) => {
      const place = { find, family, dialect, hooks: new Set([...reached(id)].filter(inTable)) };
      return rules.flatMap((rule) => ruleLines(rule, place)).map((line) => `-A ${word(name)} ${line}`);
    };
    // iptables-restore 1.4.7 reads over a `#` in the first column and over empty lines, and over no other remark.
    const sections = bySection(chains).map((one) => ({ ...one, heading: ['', `# ---- ${one.title}`] }));
    return [
      `*${table}`,
      ...sections.flatMap((one) => one.chains.map(({ name }) => `:${word(name)} - [0:0]`)),
      ...sections.flatMap((one) => [...one.heading, ...one.chains.flatMap(linesOf)]),
      ...['', ...chains.flatMap(jump), 'COMMIT', ''],
    ].join('\n');
  };
  const lines = [before, ...instructions(command[family]), ...advice];
  const about = words === 'with words' ? `${legend}${indexOf(ruleset.chains)}${tablesOf(ruleset)}` : '';
  return `${header(ruleset, lines)}${about}${tableText('raw')}${tableText('filter')}`;
}

/** What the kernel lists below /proc/net/ipt_hashlimit and xt_recent, by names of fifteen characters. */
function tablesOf({ meters }: Ruleset): string {
  if (meters.length === 0) return '';
  const width = Math.max(...meters.map(({ name }) => name.length));
  const lines = meters.map((meter) => `#   ${meter.name.padEnd(width)}  ${meter.id}: ${counts(meter)}\n`);
  return `# Tables of hashlimit, and what they count:\n${lines.join('')}#\n`;
}

function tableFor(hook: Hook): Table {
  return hook === 'searched' || hook === 'ingress'
    ? notLegalized(`iptables has no chain at ${hook}`)
    : tableOf[hook];
}

/** Last, so that a packet never enters chains that are half written, should a tool apply line by line. */
function jump({ name, hook }: Chain): readonly string[] {
  if (!hook) return [];
  const comment = `-m comment --comment ${iptablesQuote(`vg:hook.${hook}`)}`;
  return [`-I ${hook.toUpperCase()} 1 ${comment} -j ${word(name)}`];
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
