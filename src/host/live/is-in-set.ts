import type { Backend } from '../../bans/change.js';
import type { Machine } from '../machine.js';

/** Whether the set holds this very address; a set that is not there holds nobody. */
export async function isInSet(
  { run }: Machine,
  backend: Backend,
  set: string | undefined,
  address: string,
): Promise<boolean> {
  if (set === undefined) return false;
  const asked =
    backend === 'iptables'
      ? await run('ipset', ['test', set, address])
      : await run('nft', ['get', 'element', 'inet', 'vosguard', set, `{ ${address} }`]);
  return asked.kind === 'done';
}
