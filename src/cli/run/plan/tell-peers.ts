import type { Compiled } from '../../../compile.js';
import { ownAddresses } from '../../../host/live/own-addresses.js';
import { forwardingNote } from '../../../host/live/read-forwarding.js';
import type { Machine } from '../../../host/machine.js';
import { ownBlockedText } from '../../../plan/own-blocked.js';
import { peersText } from '../../../plan/render/peers-text.js';
import type { PlanBackend } from '../../../plan/wanted.js';
import { complain } from '../../complain.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { judgedPeers } from './judged-peers.js';
import { originIn } from './origin-in.js';

/** Who of those that talk with the host now would be shut out. Beside the plan, not in it: a moment later it is others. Only root sees them. */
export async function tellPeers(
  machine: Machine,
  compiled: Compiled,
  backend: PlanBackend | undefined,
  io: Io,
): Promise<void> {
  if (!(await machine.isRoot())) return;
  const forwarding = await forwardingNote(machine);
  if (forwarding !== undefined) complain(io, exitStatus.done, `note: ${forwarding}`);
  const own = ownBlockedText(compiled.policy, await ownAddresses(machine));
  if (own !== undefined) complain(io, exitStatus.done, `note: ${own}`);
  const peers = await judgedPeers(machine, compiled, backend);
  if (peers === undefined) return;
  for (const note of peers.notes) complain(io, exitStatus.done, `note: ${note}`);
  io.stderr.write(peersText(peers.judged, originIn(compiled)));
}
