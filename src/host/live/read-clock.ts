import type { Backend } from '../../bans/change.js';
import type { Machine } from '../machine.js';

/** Seconds for which a set that stands for a span of time still holds everybody; `undefined` where the time is over. */
export async function readClock(
  { run }: Machine,
  backend: Backend,
  set: string,
): Promise<number | undefined> {
  const listed =
    backend === 'iptables'
      ? await run('ipset', ['save', set])
      : await run('nft', ['--json', 'list', 'set', 'inet', 'vosguard', set]);
  if (listed.kind !== 'done') return undefined;
  const form = backend === 'iptables' ? /^add .* timeout (\d+)/gm : /"expires": (\d+)/g;
  const left = [...listed.output.matchAll(form)].map(([, seconds]) => Number(seconds));
  return left.length === 0 ? undefined : left.reduce((most, one) => Math.max(most, one));
}
