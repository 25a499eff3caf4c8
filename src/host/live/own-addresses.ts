import type { Address } from '../../net/address.js';
import { readAddress } from '../../net/read-address.js';
import type { Machine } from '../machine.js';

/** The addresses of a host; none where it does not tell. */
export async function ownAddresses({ run }: Pick<Machine, 'run'>): Promise<readonly Address[]> {
  const listed = await run('ip', ['-o', 'addr', 'show']);
  if (listed.kind !== 'done') return [];
  return [...listed.output.matchAll(/ inet6? ([0-9a-f.:]+)/g)].flatMap(([, text = '']) => {
    const read = readAddress(text);
    return read.kind === 'fault' ? [] : [read.address];
  });
}
