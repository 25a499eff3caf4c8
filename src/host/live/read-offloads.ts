import { type Offloads, offloadScript, readOffloads } from '../../plan/offloads.js';
import type { Machine } from '../machine.js';

/** Of a host's devices. Not being told is no failure: what is planned or in force does not depend on it. */
export async function offloadsOf({ run }: Machine): Promise<Offloads> {
  const result = await run('sh', ['-c', offloadScript]);
  return result.kind === 'done' ? readOffloads(result.output) : { kind: 'unknown' };
}
