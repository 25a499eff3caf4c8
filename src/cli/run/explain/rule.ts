import { compilePolicy } from '../../../compile.js';
import { renderCompact } from '../../../diagnostics/render/compact.js';
import { wrap } from '../../../diagnostics/render/wrap.js';
import { words } from '../../../diagnostics/words/index.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ExplainInvocation } from '../../invocation.js';
import type { Io } from '../../io.js';
import { compileFile } from '../compile-file.js';
import { didYouMean } from '../did-you-mean.js';
import { whichPolicy } from '../which-policy.js';
import { actionWords } from './action-words.js';
import { emittedLines } from './emitted-lines.js';
import { type FoundRule, findRule, ruleIds } from './find-rule.js';
import { matchWords } from './match-words.js';
import { originOf } from './origin-of.js';

/** `vosguard explain strangers.REGISTER.source.all policy.yaml`: what a rule asks, what it does, and how each backend has it. */
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
  const asks = rule.matches.map((match) => matchWords(match, found.ruleset));
  const text = [
    rule.id,
    line('stands in', `${chain.id}, rule ${at + 1} of ${chain.rules.length}`),
    ...(from.length === 0 ? [] : [line('after', from.join(', '))]),
    ...(asks.length === 0 ? [line('asks', 'nothing: it takes every packet that comes here')] : []),
    ...asks.map((one, index) => line(index === 0 ? 'asks' : '', one)),
    line('does', actionWords(rule.action, found.ruleset)),
    line('policy', origin),
    '',
    ...emitted.flatMap(({ file, chain: inside, lines }) => [
      `${file}, chain ${inside}:`,
      ...lines.map((one) => `    ${one}`),
    ]),
  ];
  return `${text.join('\n')}\n`;
}

const line = (name: string, text: string): string => wrap(text, `  ${name.padEnd(11)}`, ' '.repeat(13));
