import { codes, isCode } from '../../diagnostics/explain.js';
import { packOf, packReferences } from '../../sip/packs.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ExplainInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { didYouMean } from './words.js';

/**
 * `vosguard explain [TOPIC] [POLICY]`: a code, a pack of signatures, or a rule of a policy by its id. Capitals are not asked
 * for in the first two: `vg203` is what people type. Each kind of topic has its file and is loaded when it is asked for.
 */
export async function explain(invocation: ExplainInvocation, io: Io): Promise<ExitStatus> {
  const { topic } = invocation;
  if (topic === undefined) return print((await import('./explain/pack.js')).topics(), io);
  const code = topic.toUpperCase();
  if (isCode(code)) return print((await import('./explain/code.js')).explainCode(code), io);
  const pack = packOf(topic.toLowerCase());
  if (pack !== undefined) return print((await import('./explain/pack.js')).explainPack(pack), io);
  if (isRuleId(topic)) return (await import('./explain/rule.js')).explainRule(topic, invocation, io);
  const guess = didYouMean(topic, [...codes, ...packReferences]);
  return complain(
    io,
    exitStatus.usage,
    `there is no code, pack or rule ${topic}${guess || '; vosguard explain lists codes and packs'}`,
  );
}

/** A rule's id is that of its chain, a dot, and its own name; listings of iptables put `vg:` before it. */
const isRuleId = (topic: string): boolean => /^(vg:)?[A-Za-z][\w-]*\.[\w.-]+$/.test(topic);

function print(text: string, io: Io): ExitStatus {
  io.stdout.write(text);
  return exitStatus.done;
}
