import { policyOf, rulesOf, type XtRule } from '../../beside/iptables/read-others.js';
import type { Family } from '../../net/address.js';
import { listingLines } from '../../plan/listing.js';
import { type ChainRule, refusalsOf, rulesFrom } from '../chains.js';
import type { NamedSets } from '../named-sets.js';
import type { BasePolicy, OldRules, Origin } from '../old-rule.js';
import { readAsks } from './read-asks.js';

/** What iptables-save has printed, and of which family it is. */
export interface XtText {
  readonly file: string;
  readonly family: Family;
  readonly text: string;
  /** Its lines are those of nothing that the operator has. */
  readonly isMade?: boolean | undefined;
}

/** A rule that decides nothing about packets for this host: with its table and chain. */
export interface Elsewhere {
  readonly origin: Origin;
  readonly table: string;
  readonly chain: string;
  readonly target: string;
  readonly options: string;
}

/** In the order of the kernel. */
const hooks = [
  ['raw', 'PREROUTING'],
  ['mangle', 'PREROUTING'],
  ['mangle', 'INPUT'],
  ['filter', 'INPUT'],
  ['security', 'INPUT'],
] as const;

export interface XtRules {
  readonly old: OldRules;
  readonly elsewhere: readonly Elsewhere[];
  /** Chains of filter that nothing leads to. */
  readonly unreached: readonly Origin[];
}

/** The rules for packets to this host, and those that are for others. */
export function readXt({ file, family, text, isMade }: XtText, sets: NamedSets): XtRules {
  const whole = listingLines(text, 'iptables').join('\n');
  const all = rulesOf(whole).map((rule) => (isMade === true ? { ...rule, line: 0 } : rule));
  const found = hooks.map(([table, hook]) => {
    const own = all.filter((rule) => rule.table === table);
    const chains = new Map<string, ChainRule[]>();
    for (const rule of own) {
      const chain = chains.get(rule.chain) ?? [];
      chains.set(rule.chain, chain);
      chain.push(chainRule(rule, family, file, sets));
    }
    const start =
      hook === 'INPUT' && !chains.has('INPUT') && chains.has('ufw-user-input') ? 'ufw-user-input' : hook;
    return { table, ...rulesFrom(chains, start) };
  });
  const reached = new Set(
    found.flatMap(({ table, entered }) => [...entered].map((chain) => `${table} ${chain}`)),
  );
  const rest = all.filter(({ table, chain }) => !reached.has(`${table} ${chain}`));
  return {
    old: {
      rules: found.flatMap(({ table, rules }) => (table === 'filter' ? rules : refusalsOf(rules))),
      policies: new Map([[family, policyIn(whole, file, all)]]),
    },
    elsewhere: rest.filter(isElsewhere).map((rule) => elsewhere(rule, file)),
    unreached: rest.filter((rule) => !isElsewhere(rule)).map((rule) => originOf(rule, file)),
  };
}

/** ufw keeps its policy in another file; incoming packets are refused where nobody has changed it. */
function policyIn(text: string, file: string, all: readonly XtRule[]): BasePolicy {
  const isUfw =
    all.some(({ chain }) => chain === 'ufw-user-input') && !all.some(({ chain }) => chain === 'INPUT');
  const does = policyOf(text, 'filter', 'INPUT') === 'drop' || isUfw ? 'refuse' : 'accept';
  const word = does === 'refuse' ? 'DROP' : 'ACCEPT';
  const line = text.split('\n').findIndex((one) => one.startsWith(':INPUT ')) + 1;
  const written = isUfw ? 'the default of ufw: deny incoming' : `-P INPUT ${word}`;
  return { does, origin: { file, line, text: written, comment: undefined } };
}

const isElsewhere = ({ table, chain }: XtRule): boolean =>
  table === 'nat' ||
  table === 'raw' ||
  table === 'mangle' ||
  /^(FORWARD|OUTPUT|POSTROUTING|DOCKER|ufw-.*(forward|output))/i.test(chain);

function elsewhere(rule: XtRule, file: string): Elsewhere {
  const options = rule.targetOptions.map(({ name, values }) => `--${name} ${values.join(' ')}`).join(' ');
  return { origin: originOf(rule, file), table: rule.table, chain: rule.chain, target: rule.target, options };
}

function originOf({ parts, line, text }: XtRule, file: string): Origin {
  const options = parts.filter(({ name }) => name === 'comment').flatMap((part) => part.options);
  return { file, line, text, comment: options.find(({ name }) => name === 'comment')?.values[0] };
}

function chainRule(rule: XtRule, family: Family, file: string, sets: NamedSets): ChainRule {
  const asks = readAsks(rule.parts, sets);
  return { family, origin: originOf(rule, file), asks, does: deedOf(rule) };
}

function deedOf({ does, target }: XtRule): ChainRule['does'] {
  switch (does.kind) {
    case 'accept':
    case 'refuse':
    case 'return':
      return { kind: does.kind };
    case 'enter':
      return { kind: 'enter', chain: does.chain, comesBack: does.comesBack };
    case 'nothing':
    case 'choose':
      return { kind: 'passes', target };
  }
}
