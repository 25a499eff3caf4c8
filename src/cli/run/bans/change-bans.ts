import { type ChangeInput, changeScript } from '../../../bans/change-script.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { OpenBans } from './open-bans.js';

const unrecorded =
  'the kernel has it, and the record /var/lib/vosguard/bans could not be written: after the next start of the rules it is as before';
const moved = 'what is applied has changed in this moment; look again';

/** Changes the sets under the lock of the installer. `undefined` where it is done. */
export async function changeBans(
  { machine, folder, state }: OpenBans,
  change: Omit<ChangeInput, 'state' | 'applied' | 'pending'>,
  io: Io,
): Promise<ExitStatus | undefined> {
  const { applied, pending } = state;
  const input = changeScript({ ...change, state: folder, applied, pending });
  const ran = await machine.run('sh', ['-s'], { input });
  const fail = (words: string) => complain(io, exitStatus.failed, words);
  if (ran.kind === 'missing') return fail('there is no sh on this host');
  if (ran.kind === 'failed') return fail(`the bans could not be changed: ${ran.words}`);
  const [said = '', ...words] = ran.output.trim().split(' ');
  switch (said) {
    case 'done':
      return undefined;
    case 'unrecorded':
      complain(io, exitStatus.done, unrecorded);
      return undefined;
    case 'busy':
      return fail(words.join(' ') || 'another vosguard is at work on this host; try again when it is done');
    case 'moved':
      return fail(moved);
  }
  return fail(`the bans could not be changed: ${words.join(' ') || said}`);
}
