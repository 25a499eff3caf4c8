import type { Backend, SetsOf } from '../../bans/change.js';
import type { Machine } from '../machine.js';

/** Whether one of the sets holds this very address; a set that is not there holds nobody. */
export async function isInSet(
  { run }: Machine,
  backend: Backend,
  sets: ReturnType<SetsOf>,
  address: string,
): Promise<boolean> {
  for (const { name } of sets) {
    const asked =
      backend === 'iptables'
        ? await run('ipset', ['test', name, address])
        : await run('nft', ['get', 'element', 'inet', 'vosguard', name, `{ ${address} }`]);
    if (asked.kind === 'done') return true;
  }
  return false;
}
