import type { Family } from '../../net/address.js';
import { protocolNumber } from '../../net/protocol.js';
import { type Option, type Part, parseRule } from '../../plan/iptables/parse-rule.js';
import type { Deed, ForeignBase, ForeignRule } from '../foreign.js';
import { allOf, openingOf, type Question } from '../question.js';
import { ownerOf } from '../refusals.js';
import { askModule, askOption } from './matches.js';

/** A rule of somebody else with its parts, for those who ask what it is for. */
export interface XtRule extends ForeignRule {
  readonly table: string;
  readonly chain: string;
  /** Of the listing, from 1. */
  readonly line: number;
  /** What stands behind the chain's name. */
  readonly parts: readonly Part[];
  readonly target: string;
  readonly targetOptions: readonly Option[];
}

const commands: Readonly<Record<Family, string>> = { ipv4: 'iptables', ipv6: 'ip6tables' };
/** Where others may refuse what is for this host or forwarded, in the order of the kernel. */
export const xtHooks = [
  ['raw', 'PREROUTING'],
  ['mangle', 'PREROUTING'],
  ['mangle', 'INPUT'],
  ['mangle', 'FORWARD'],
  ['filter', 'INPUT'],
  ['filter', 'FORWARD'],
  ['security', 'INPUT'],
  ['security', 'FORWARD'],
] as const;

const hookNames = { INPUT: 'input', FORWARD: 'forward', PREROUTING: 'prerouting' } as const;

/**
 * The tables that a listing of iptables-nft-save holds, as nft names them: `ip filter`. A table of that name that somebody has made
 * with nft is none: the tool shows an empty one in its place, and says so in a remark (1.8.9; in other words 1.8.2).
 */
export function tablesListed(text: string, family: Family): readonly string[] {
  const strange = new Set(
    [...text.matchAll(/^# Table `(\w+)' .*(?:incompatible|use 'nft' tool)/gm)].map(([, name]) => name),
  );
  return [...text.matchAll(/^\*(\w+)$/gm)].flatMap(([, name]) =>
    strange.has(name) ? [] : [`${family === 'ipv4' ? 'ip' : 'ip6'} ${name}`],
  );
}

/** All rules of a listing but ours, and the jumps to ours. */
export function rulesOf(text: string): readonly XtRule[] {
  let table = '';
  return text.split('\n').flatMap((line, index) => {
    table = /^\*(\w+)/.exec(line)?.[1] ?? table;
    // A dot is no U+2028, which a comment may hold.
    const [, chain, words = ''] = /^(?:\[\d+:\d+\] )?-A (\S+)(?: ([^\n]*))?$/.exec(line) ?? [];
    if (chain === undefined || chain.startsWith('VG-')) return [];
    const rule = ruleOf(table, chain, words, index + 1);
    return rule.target.startsWith('VG-') ? [] : [rule];
  });
}

function ruleOf(table: string, chain: string, words: string, line: number): XtRule {
  const parts = parseRule(words);
  const last = parts.find(({ kind }) => kind === 'jump' || kind === 'goto');
  const asked = parts.filter(({ kind }) => kind === 'own' || kind === 'match');
  return {
    ...{ table, chain, line, parts },
    text: `-A ${chain} ${words}`.trim(),
    target: last?.name ?? '',
    targetOptions: last?.options ?? [],
    opening: openingOf(
      asked.flatMap(({ options }) => options),
      protocolNumber,
    ),
    asks: (question) => allOf(asked.flatMap((part) => asksOf(part, question))),
    does: deedOf(last),
  };
}

const asksOf = ({ kind, name, options }: Part, question: Question) => [
  ...(kind === 'match' ? [askModule(name, question)] : []),
  ...options.map((option) => askOption(option, question)),
];

/** Targets that end nothing; a name that is none of these is a chain, and a chain that is not there is empty. */
const passing = new Set([
  'LOG',
  'NFLOG',
  'ULOG',
  'MARK',
  'CONNMARK',
  'CT',
  'NOTRACK',
  'SET',
  'TRACE',
  'TCPMSS',
  'CONNSECMARK',
]);

function deedOf(last: Part | undefined): Deed {
  if (last === undefined) return { kind: 'nothing' };
  switch (last.name) {
    case 'ACCEPT':
      return { kind: 'accept' };
    case 'DROP':
    case 'REJECT':
    case 'TARPIT':
      return { kind: 'refuse' };
    case 'RETURN':
      return { kind: 'return' };
  }
  if (passing.has(last.name)) return { kind: 'nothing' };
  return { kind: 'enter', chain: last.name, comesBack: last.kind === 'jump' };
}

/** @param variant `iptables-legacy`, where a name of its own is needed to list it; else empty. */
export function xtBases(text: string, family: Family, variant: string): readonly ForeignBase[] {
  const rules = rulesOf(text);
  const tool = variant === '' ? commands[family] : `${commands[family]}-${variant}`;
  return xtHooks.flatMap(([table, hook]): readonly ForeignBase[] => {
    const policy = policyOf(text, table, hook);
    const own = rules.filter((rule) => rule.table === table);
    const chains = new Map<string, XtRule[]>(own.map(({ chain }) => [chain, []]));
    for (const rule of own) chains.get(rule.chain)?.push(rule);
    if (policy === undefined || (policy === 'accept' && !chains.has(hook))) return [];
    return [
      {
        name: `${hook} of ${tool}${table === 'filter' ? '' : ` -t ${table}`}`,
        owner: ownerOf(own.map(({ chain, target }) => `${chain} ${target}`)),
        hook: hookNames[hook],
        ...{ family, chains, start: hook, policy, isDoubtful: false },
      },
    ];
  });
}

/** `undefined` where the listing has no such chain. */
export function policyOf(text: string, table: string, hook: string): 'accept' | 'drop' | undefined {
  const at = text.indexOf(`*${table}\n`);
  const own = at < 0 ? '' : text.slice(at + 1);
  const end = own.search(/^\*/m);
  const [, word] =
    new RegExp(`^:${hook} (ACCEPT|DROP)(?: |$)`, 'm').exec(end < 0 ? own : own.slice(0, end)) ?? [];
  return word === undefined ? undefined : word === 'DROP' ? 'drop' : 'accept';
}
