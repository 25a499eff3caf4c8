import type { Backend } from '../src/host/lab/load.js';
import { agree, type Verdict } from './agree.js';
import type { Case, Prepared } from './case.js';
import type { Rig } from './rig.js';

export type Tried =
  | (Verdict & { readonly backend: Backend })
  | { readonly kind: 'unclear'; readonly backend: Backend; readonly why: string };

const TRIALS = 6;

/**
 * Plays a case on the rig's kernel and compares. Where the machine was too slow for its times to tell anything, it is
 * played again; a difference is believed when it comes twice.
 */
export async function tryCase(rig: Rig, prepared: Prepared, drawn: Case): Promise<Tried> {
  const { backend } = rig;
  let seen: Tried | undefined;
  let why = '';
  for (let trial = 0; trial < TRIALS; trial++) {
    const events = await rig.events(prepared.artifacts, drawn);
    if (events.unclear !== undefined) {
      why = events.unclear;
      continue;
    }
    const verdict = { ...agree(prepared.rules[backend], prepared.options, events), backend };
    if (verdict.kind === 'agrees') return verdict;
    if (seen !== undefined) return verdict;
    seen = verdict;
  }
  return seen ?? { kind: 'unclear', backend, why };
}
