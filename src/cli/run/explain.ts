import { codes, explainCode, isCode } from '../../diagnostics/explain.js';
import { words } from '../../diagnostics/words/index.js';
import { packOf, packReferences } from '../../sip/packs.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ExplainInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { didYouMean } from './did-you-mean.js';
import { explainPack, listPacks } from './explain-pack.js';

/** `vosguard explain [TOPIC]`: a code or a pack of signatures. Capitals are not asked for: `vg203` is what people type. */
export function explain({ topic }: ExplainInvocation, io: Io): ExitStatus {
  const text = topic === undefined ? topics() : told(topic);
  if (text === undefined) {
    const guess = didYouMean(topic ?? '', [...codes, ...packReferences]);
    return complain(
      io,
      exitStatus.usage,
      `there is no code or pack ${topic}${guess || '; vosguard explain lists all of them'}`,
    );
  }
  io.stdout.write(text);
  return exitStatus.done;
}

function topics(): string {
  const list = codes.map((code) => `${code}  ${words[code].severity.padEnd(7)}  ${words[code].title}\n`);
  return `${list.join('')}\n${listPacks()}`;
}

function told(topic: string): string | undefined {
  const code = topic.toUpperCase();
  if (isCode(code)) return explainCode(code);
  const pack = packOf(topic.toLowerCase());
  return pack && explainPack(pack);
}
