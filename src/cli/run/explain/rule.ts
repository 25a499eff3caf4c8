import { type Compiled, compilePolicy } from '../../../compile.js';
import { locate } from '../../../diagnostics/position.js';
import { renderCompact } from '../../../diagnostics/render/compact.js';
import { placeText, wrap } from '../../../diagnostics/render/text.js';
import { visible } from '../../../diagnostics/visible.js';
import { words } from '../../../diagnostics/words/index.js';
import { actionInFull } from '../../../explain/action-words.js';
import { matchInFull } from '../../../explain/match-words.js';
import { nodeAt, placeOf } from '../../../parse/document.js';
import { unfolded } from '../../../plan/nftables/listed-text.js';
import { pathText } from '../../../policy/path.js';
import { chainsAfter } from '../../../ruleset/references.js';
import type { Chain, Hook, Rule, Ruleset } from '../../../ruleset/ruleset.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ExplainInvocation } from '../../invocation.js';
import { complain, type Io } from '../../io.js';
import { compileFile, whichPolicy } from '../compile-file.js';
import { didYouMean } from '../words.js';

/** Where the policy asks for a rule: `sip.bans.flood, policy.yaml:12:5`, or that a default does. */
export function originOf({ origin }: Rule, { document: { root } }: Compiled): string {
  if (origin.length === 0) return 'none: it is there whatever the policy says';
  const node = nodeAt(root, origin);
  const place =
    node?.span === undefined ? undefined : placeOf(root, origin, node.kind === 'map' ? 'key' : 'value');
  const at = place === undefined ? 'a default, which no file says' : placeText(locate(place));
  return `${visible(pathText(origin))}, ${at}`;
}

export interface FoundRule {
  readonly rule: Rule;
  readonly chain: Chain;
  /** Its place in the chain, from 0. */
  readonly at: number;
  /** What leads to the chain: rules, or the hook at which the kernel calls it. */
  readonly from: readonly string[];
  readonly ruleset: Ruleset;
}

/** As the policy asks for it, else as a backend needs it: some rules are the backend's own. */
export function findRule(id: string, { ruleset, printed }: Compiled): FoundRule | undefined {
  for (const one of [ruleset, ...printed.map((each) => each.ruleset)]) {
    for (const chain of one.chains) {
      const at = chain.rules.findIndex((rule) => rule.id === id);
      const rule = chain.rules[at];
      if (rule !== undefined) return { rule, chain, at, from: leadingTo(chain, one), ruleset: one };
    }
  }
  return undefined;
}

/** Every id that can be asked for. */
export function ruleIds({ ruleset, printed }: Compiled): readonly string[] {
  const all = [ruleset, ...printed.map((each) => each.ruleset)];
  return [...new Set(all.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules.map(({ id }) => id))))];
}

const hooks: { readonly [H in Hook]: string } = {
  ingress: 'what comes in at a network device, before everything else',
  prerouting: 'what comes in, before conntrack',
  searched: 'what comes in, behind the search for signatures',
  output: 'what the switch sends, before conntrack',
  input: 'what is for this host, after conntrack',
  passing: 'what this host forwards, after conntrack and after its addresses are translated',
  passed: 'what this host forwards, behind the search for signatures',
  forward: 'what this host forwards, last',
};

function leadingTo(chain: Chain, { chains }: Ruleset): readonly string[] {
  const rules = chains.flatMap((one) => one.rules.filter((rule) => chainsAfter(rule).includes(chain.id)));
  return [...(chain.hook === undefined ? [] : [hooks[chain.hook]]), ...rules.map(({ id }) => id)];
}

/** What stands in one chain of one artifact. */
export interface EmittedLines {
  readonly file: string;
  readonly chain: string;
  readonly lines: readonly string[];
}

const xtables = ['iptables.rules', 'ip6tables.rules', 'signatures.rules', 'signatures6.rules'];
const nft = ['nftables.nft', 'ingress.nft'];

/**
 * How each backend has a rule: the lines that bear its id, or where a backend needs several rules in its place those whose ids
 * begin with it. A file without any is left out.
 */
export function emittedLines(id: string, artifacts: ReadonlyMap<string, string>): readonly EmittedLines[] {
  return [...xtables, ...nft].flatMap((file) => {
    const lines = linesOf(artifacts.get(file) ?? '', xtables.includes(file));
    const own = lines.filter((line) => line.id === id);
    const found = own.length > 0 ? own : lines.filter((line) => line.id.startsWith(`${id}.`));
    const chains = [...new Set(found.map(({ chain }) => chain))];
    return chains.map((chain) => ({
      file,
      chain,
      lines: found.filter((line) => line.chain === chain).map(({ text }) => text),
    }));
  });
}

interface Line {
  readonly id: string;
  readonly chain: string;
  readonly text: string;
}

function linesOf(text: string, isXtables: boolean): readonly Line[] {
  let chain = '';
  return (isXtables ? text : unfolded(text)).split('\n').flatMap((line) => {
    chain = (isXtables ? /^-A (\S+) / : /^\s*chain (\S+) \{/).exec(line)?.[1] ?? chain;
    const id = (isXtables ? /--comment "?vg:([\w.-]+)/ : /comment "([\w.-]+)"$/).exec(line)?.[1];
    return id === undefined ? [] : [{ id, chain, text: line.trim() }];
  });
}

/** `vosguard explain strangers.REGISTER.source.REGISTER policy.yaml`: what a rule asks, what it does, and how each backend has it. */
export function explainRule(topic: string, invocation: ExplainInvocation, io: Io): ExitStatus {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const { findings, compiled, status } = compileFile(compilePolicy, path, invocation, io);
  if (compiled === undefined) {
    io.stderr.write(renderCompact(findings.filter(({ code }) => words[code].severity === 'error')));
    return status;
  }
  const id = topic.replace(/^vg:/, '');
  const found = findRule(id, compiled);
  if (found === undefined) {
    const guess = didYouMean(id, ruleIds(compiled));
    return complain(io, exitStatus.usage, `the rules of ${path} have no ${id}${guess}`);
  }
  io.stdout.write(ruleText(found, originOf(found.rule, compiled), emittedLines(id, compiled.artifacts)));
  return exitStatus.done;
}

type Emitted = ReturnType<typeof emittedLines>;

function ruleText(found: FoundRule, origin: string, emitted: Emitted): string {
  const { rule, chain, from, at } = found;
  const asks = rule.matches.map((match) => matchInFull(match, found.ruleset));
  const text = [
    rule.id,
    line('stands in', `${chain.id}, rule ${at + 1} of ${chain.rules.length}`),
    ...(from.length === 0 ? [] : [line('after', from.join(', '))]),
    ...(asks.length === 0 ? [line('asks', 'nothing: it takes every packet that comes here')] : []),
    ...asks.map((one, index) => line(index === 0 ? 'asks' : '', one)),
    line('does', actionInFull(rule.action, found.ruleset)),
    line('policy', origin),
    '',
    ...(emitted.length === 0
      ? ['No line of its own in any file: what it says, the lines around it say too.']
      : []),
    ...emitted.flatMap(({ file, chain: inside, lines }) => [
      `${file}, chain ${inside}:`,
      ...lines.map((one) => `    ${one}`),
    ]),
  ];
  return `${text.join('\n')}\n`;
}

const line = (name: string, text: string): string => wrap(text, `  ${name.padEnd(11)}`, ' '.repeat(13));
