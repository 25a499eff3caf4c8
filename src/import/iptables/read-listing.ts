import { rulesOf, type XtRule, xtHooks } from '../../beside/iptables/read-others.js';
import type { Family } from '../../net/address.js';
import { type ChainRule, type Followed, rulesFrom, type Skipped } from '../chains.js';
import type { NamedSets } from '../named-sets.js';
import type { BasePolicy, Origin, Stage } from '../old-rule.js';
import { type ListedTable, type ListedText, type RuleLine, readLines } from './listing-lines.js';
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
}

export interface XtRules {
  /** One for each base chain that is there. */
  readonly stages: readonly Stage[];
  readonly elsewhere: readonly Elsewhere[];
  /** Chains that nothing leads to. */
  readonly unreached: readonly Origin[];
  readonly skipped: readonly Skipped[];
  readonly gone: readonly { readonly origin: Origin; readonly by: Origin }[];
  readonly odd: readonly Origin[];
}

interface Reading {
  readonly input: XtText;
  readonly listed: ListedText;
  readonly sets: NamedSets;
}

interface ReadTable {
  readonly name: string;
  readonly listed: ListedTable;
  readonly rules: readonly XtRule[];
  readonly chains: ReadonlyMap<string, readonly ChainRule[]>;
}

/** What is forwarded is for others. */
const hooksOfHost = xtHooks.filter(([, hook]) => hook !== 'FORWARD');

/** The rules for packets to this host, and those that are for others. */
export function readXt(input: XtText, sets: NamedSets): XtRules {
  const listed = readLines(input.text);
  const reading: Reading = { input, listed, sets };
  const tables = [...listed.tables].map(([name, table]) => readTable(reading, name, table));
  const stages: Stage[] = [];
  const skipped: Skipped[] = [];
  const reached = new Set<string>();
  for (const [name, hook] of hooksOfHost) {
    const table = tables.find((one) => one.name === name);
    const start = table && startOf(table, hook);
    if (table === undefined || start === undefined) continue;
    const followed: Followed = rulesFrom(table.chains, start);
    stages.push({
      rules: followed.rules,
      policies: new Map([[input.family, policyOf(table, start, input)]]),
    });
    skipped.push(...followed.skipped);
    for (const chain of followed.entered) reached.add(`${name} ${chain}`);
  }
  const rest = tables.flatMap(({ rules }) =>
    rules.filter((rule) => !reached.has(`${rule.table} ${rule.chain}`)),
  );
  const at = (rule: RuleLine) => originAt(rule, input);
  return {
    stages,
    skipped,
    elsewhere: rest
      .filter(isElsewhere)
      .map((rule) => ({ origin: originOf(rule, input), table: rule.table, chain: rule.chain })),
    unreached: rest.filter((rule) => !isElsewhere(rule)).map((rule) => originOf(rule, input)),
    gone: listed.gone.map(({ rule, by }) => ({ origin: at(rule), by: at({ ...by, words: '' }) })),
    odd: listed.odd.map(at),
  };
}

/** A chain that is neither declared nor has rules is not there. ufw keeps its own chain in a file without INPUT. */
function startOf({ name, listed: { chains, policies } }: ReadTable, hook: string): string | undefined {
  if (chains.has(hook) || policies.has(hook)) return hook;
  return name === 'filter' && hook === 'INPUT' && chains.has('ufw-user-input') ? 'ufw-user-input' : undefined;
}

function readTable({ input, sets }: Reading, name: string, listed: ListedTable): ReadTable {
  const lines = [...listed.chains].flatMap(([chain, rules]) => rules.map((rule) => ({ ...rule, chain })));
  const text = [`*${name}`, ...lines.map(({ chain, words }) => `-A ${chain} ${words}`.trim())].join('\n');
  const rules = rulesOf(text).map((rule): XtRule => {
    const written = lines[rule.line - 2];
    return { ...rule, line: written?.line ?? 0, text: written?.said ?? rule.text };
  });
  const chains = new Map<string, ChainRule[]>([...listed.chains.keys()].map((chain) => [chain, []]));
  for (const rule of rules) chains.get(rule.chain)?.push(chainRule(rule, input, sets, listed.chains));
  return { name, listed, rules, chains };
}

/** ufw keeps its policy in another file; incoming packets are refused where nobody has changed it. */
function policyOf({ listed }: ReadTable, start: string, { file, isMade }: XtText): BasePolicy {
  if (start === 'ufw-user-input') {
    const text = 'the default of ufw: deny incoming';
    return { does: 'refuse', origin: { file, line: 0, text, comment: undefined } };
  }
  const { word = 'ACCEPT', line = 0 } = listed.policies.get(start) ?? {};
  const does = word === 'DROP' ? 'refuse' : 'accept';
  return {
    does,
    origin: { file, line: isMade === true ? 0 : line, text: `-P ${start} ${word}`, comment: undefined },
  };
}

const isElsewhere = ({ table, chain }: XtRule): boolean =>
  table === 'nat' ||
  table === 'raw' ||
  table === 'mangle' ||
  /^(FORWARD|OUTPUT|POSTROUTING|DOCKER|ufw-.*(forward|output))/i.test(chain);

const originAt = ({ said, line }: RuleLine, { file, isMade }: XtText): Origin => ({
  ...{ file, line: isMade === true ? 0 : line, text: said, comment: undefined },
});

/** Chains of fail2ban, CrowdSec and sshguard hold bans, which end by themselves. */
export const makerOf = (chain: string): Origin['madeBy'] =>
  /^(f2b|fail2ban|crowdsec|sshguard)/i.test(chain) ? 'fail2ban' : undefined;

function originOf({ parts, line, text, chain }: XtRule, { file, isMade }: XtText): Origin {
  const options = parts.filter(({ name }) => name === 'comment').flatMap((part) => part.options);
  const comment = options.find(({ name }) => name === 'comment')?.values[0];
  return { file, line: isMade === true ? 0 : line, text, comment, madeBy: makerOf(chain) };
}

function chainRule(
  rule: XtRule,
  input: XtText,
  sets: NamedSets,
  chains: ReadonlyMap<string, unknown>,
): ChainRule {
  const asks = readAsks(rule.parts, sets);
  return { family: input.family, origin: originOf(rule, input), asks, does: deedOf(rule, chains) };
}

/** A name that is no chain is a target that decides elsewhere, such as NFQUEUE. */
function deedOf({ does, target }: XtRule, chains: ReadonlyMap<string, unknown>): ChainRule['does'] {
  switch (does.kind) {
    case 'accept':
    case 'refuse':
    case 'return':
      return { kind: does.kind };
    case 'enter':
      return chains.has(does.chain)
        ? { kind: 'enter', chain: does.chain, comesBack: does.comesBack }
        : { kind: 'passes', target };
    case 'nothing':
    case 'choose':
      return { kind: 'passes', target };
  }
}
