import { besideOf } from '../../../beside/beside.js';
import { cutLife, type Doing, lifeLines } from '../../../beside/life.js';
import { readDoings } from '../../../beside/read-doings.js';
import { closesSip } from '../../../beside/refusals.js';
import { besideText } from '../../../beside/render/beside-text.js';
import type { Compiled } from '../../../compile.js';
import { visible } from '../../../diagnostics/visible.js';
import { readLife } from '../../../host/live/read-life.js';
import { readOthers } from '../../../host/live/read-others.js';
import type { Machine } from '../../../host/machine.js';
import type { Io } from '../../io.js';

/** What an apply would do harm to, or in vain. */
export interface Harm {
  /** What the host does now that the default would cut. */
  readonly cut: readonly Doing[];
  /** Rules of others refuse SIP that the policy lets in. */
  readonly isClosed: boolean;
}

/**
 * Which rules of others refuse what the policy lets in, which would lose their effect, and what the host does now that the default would
 * cut. Beside the plan, as the peers are. Only root sees it.
 */
export async function tellOthers(machine: Machine, { policy }: Compiled, io: Io): Promise<Harm> {
  if (!(await machine.isRoot())) return { cut: [], isClosed: false };
  const cut = cutLife(policy, readDoings(await readLife(machine)));
  const beside = besideOf(policy, await readOthers(machine));
  io.stderr.write(besideText(beside));
  io.stderr.write(
    lifeLines(cut)
      .map((line) => `${visible(line)}\n`)
      .join(''),
  );
  return { cut, isClosed: beside.refusals.some(closesSip) };
}
