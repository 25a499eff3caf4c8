import { setTimeout } from 'node:timers/promises';
import { runTool } from '../run-tool.js';
import { asRoot } from './as-root.js';
import type { Destination } from './destination.js';
import { OUTCOME_SCRIPT } from './installer-script.js';
import type { Begun } from './marked-lines.js';
import { sshWords } from './ssh-words.js';

const outcomes = ['kept', 'restored', 'not-restored', 'restarted', 'untouched'] as const;
/** How an apply has ended: `restarted` stands for a host that was started again and has what was confirmed before. */
export type Outcome = (typeof outcomes)[number];

const PAUSE = 2000;
const PATIENCE = 5;

/**
 * Asks the host, over new connections and without a question to anybody, how an apply has ended whose connection was lost.
 * `undefined` where it is not known after so many seconds, or is not to be found out.
 */
export async function remoteOutcome(
  to: Destination,
  { folder, connection }: Begun,
  state: string,
  seconds: number,
): Promise<Outcome | undefined> {
  if (connection === '') return undefined;
  const end = performance.now() + seconds * 1000;
  const command = asRoot(OUTCOME_SCRIPT, folder, connection, state);
  const words = sshWords(to, { isInteractive: false, patience: PATIENCE }, command);
  for (;;) {
    const asked = await runTool('ssh', words, { timeout: 3 * PATIENCE });
    const said = asked.kind === 'done' ? asked.output.trim() : '';
    const outcome = outcomes.find((one) => one === said);
    if (outcome !== undefined || performance.now() > end) return outcome;
    await setTimeout(PAUSE);
  }
}
