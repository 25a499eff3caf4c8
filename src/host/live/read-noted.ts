import type { Applied } from '../../plan/applied.js';
import { NOTED_SCRIPT, type Noted, readNoted } from '../../status/noted.js';
import type { Machine } from '../machine.js';

/** Whom the rules of a host have refused, as far as they have written it down; nobody where no shell can be asked. */
export async function notedOn({ run }: Machine, applied: Pick<Applied, 'noted'>): Promise<readonly Noted[]> {
  const told = await run('sh', ['-s'], { input: NOTED_SCRIPT });
  return told.kind === 'done' ? readNoted(told.output, applied) : [];
}
