import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const faults = ['fail', 'KILL', 'HUP', 'INT', 'TERM'] as const;
type Fault = (typeof faults)[number];

/** Spread over all calls, each fault in its turn. */
export function faultAt(
  run: number,
  runs: number,
  amount: number,
): { readonly at: number; readonly what: Fault } {
  return {
    at: 1 + Math.floor(((run + 0.5) * amount) / runs),
    what: faults[run % faults.length] ?? 'fail',
  };
}

/** Lets something happen at the n-th call of a tool. */
export function plan(host: Host, at: number, what: Fault | 'always-fail' | 'none'): void {
  forget(host);
  writeFileSync(join(host.folder, 'plan'), `at=${at} what=${what}\n`);
}

export function forget(host: Host): void {
  for (const file of ['plan', 'calls', 'installer']) rmSync(join(host.folder, file), { force: true });
}

export const calls = (host: Host): readonly string[] =>
  readFileSync(join(host.folder, 'calls'), 'utf8').trimEnd().split('\n');

/** An apply that leaves its pid for the tools to find. */
export function applyWatched(host: Host, name: string, ...options: string[]) {
  const command = host.installer(name, [...backendOption(host.backend), ...options]);
  const leavePid = `echo $$ > '${host.folder}/installer'; exec "$@"`;
  return host.run(['sh', '-c', leavePid, 'sh', ...command]);
}

/**
 * Until no apply waits and no way back is at work. What was confirmed and then broke off before its files were written
 * is confirmed once more, as the operator would who has seen no answer.
 */
export async function settled(host: Host): Promise<void> {
  const folder = join(host.root, 'var/lib/vosguard');
  for (let round = 0; round < 600; round++) {
    const snapshot = `snapshots/${host.state('pending')}`;
    if (host.state(`${snapshot}/decision`) === 'confirmed')
      host.install('next', 'confirm', host.state(`${snapshot}/code`) ?? '');
    if (!existsSync(join(folder, 'pending')) && !existsSync(join(folder, 'lock'))) return;
    const owner = host.state('lock/owner')?.split(' ')[0];
    const isDead = owner !== undefined && host.run(['kill', '-0', owner]).status !== 0;
    if (!existsSync(join(folder, 'pending')) && isDead) return;
    await setTimeout(100);
  }
  throw new Error(
    `the host does not come to rest: ${host.sh(`cd ${folder}/snapshots/$(cat ${folder}/pending) && head -n 20 result decision log; ps -ef`)}`,
  );
}
