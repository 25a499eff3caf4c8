import { codes, explainCode, isCode } from '../../diagnostics/explain.js';
import { words } from '../../diagnostics/words/index.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ExplainInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { didYouMean } from './did-you-mean.js';

/** `vosguard explain [CODE]`. Capitals are not asked for: `vg203` is what people type. */
export function explain({ code }: ExplainInvocation, io: Io): ExitStatus {
  if (code === undefined) {
    io.stdout.write(
      codes.map((one) => `${one}  ${words[one].severity.padEnd(7)}  ${words[one].title}\n`).join(''),
    );
    return exitStatus.done;
  }
  const wanted = code.toUpperCase();
  if (!isCode(wanted)) {
    const guess = didYouMean(wanted, codes);
    return complain(
      io,
      exitStatus.usage,
      `there is no code ${code}${guess || '; vosguard explain lists all of them'}`,
    );
  }
  io.stdout.write(explainCode(wanted));
  return exitStatus.done;
}
