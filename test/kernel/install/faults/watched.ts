import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Host } from '../host.js';
import { backendOption, nextPolicy } from '../policies.js';
import { vosguard } from '../program.js';
import type { Fault } from './faults.js';

/** Lets something happen at the n-th call of a tool. */
export function plan(host: Host, at: number, fault?: Fault): void {
  forget(host);
  const last = fault?.lasts === 'on' ? 1_000_000 : at;
  const disturb = `disturb() {\n${fault?.disturb(host.folder) ?? ':'}\n}\n`;
  writeFileSync(join(host.folder, 'plan'), `at=${at} last=${last}\n${disturb}`);
}

export function forget(host: Host): void {
  for (const file of ['plan', 'calls', 'installer', 'vosguard.pid', 'reboot'])
    rmSync(join(host.folder, file), { force: true });
}

export const calls = (host: Host): readonly string[] =>
  readFileSync(join(host.folder, 'calls'), 'utf8').trimEnd().split('\n');

/** An apply that leaves its pid for the tools to find. */
export function watched(host: Host, name: string, options: readonly string[]): readonly string[] {
  const command = host.installer(name, [...backendOption(host.backend), ...options]);
  return leavingPid(`${host.folder}/installer`, command);
}

/** The same of `vosguard apply`, in a session of its own. */
export function watchedProgram(host: Host, options: readonly string[]): readonly string[] {
  const file = join(host.folder, 'policy.yaml');
  writeFileSync(file, nextPolicy);
  const command = vosguard(host, 'apply', file, ...backendOption(host.backend), ...options);
  // Not the one of busybox. It begins the session in its own process, for it leads no group.
  return leavingPid(`${host.folder}/vosguard.pid`, ['/usr/bin/setsid', ...command]);
}

const leavingPid = (file: string, command: readonly string[]): readonly string[] => [
  ...['sh', '-c', `echo $$ > '${file}'; exec "$@"`, 'sh'],
  ...command,
];

export const applyWatched = (host: Host, name: string, ...options: string[]) =>
  host.run(watched(host, name, options));

/**
 * Until no apply waits and no way back is at work. What was confirmed and then broke off before its files were written
 * is confirmed once more, and what nobody waits for any longer is rolled back, as the operator would who reads --status.
 */
export async function settled(host: Host): Promise<void> {
  const folder = join(host.root, 'var/lib/vosguard');
  for (let round = 0; round < 900; round++) {
    const snapshot = `snapshots/${host.state('pending')}`;
    const decision = host.state(`${snapshot}/decision`);
    if (decision === 'confirmed') host.install('next', 'confirm', host.state(`${snapshot}/code`) ?? '');
    const isPending = existsSync(join(folder, 'pending'));
    const isFree = !isAlive(host, 'lock/owner');
    if (!isPending && isFree) return;
    const isLeft = isFree && !isAlive(host, `${snapshot}/waiter`) && !isAlive(host, `${snapshot}/installer`);
    if (isLeft && decision !== 'confirmed' && round > 20) host.install('next', 'rollback');
    await setTimeout(100);
  }
  throw new Error(
    `the host does not come to rest: ${host.sh(`cd ${folder}/snapshots/$(cat ${folder}/pending) && head -n 20 result decision log; ps -ef`)}`,
  );
}

function isAlive(host: Host, file: string): boolean {
  const pid = host.state(file)?.split(' ')[0];
  return pid !== undefined && /^\d+$/.test(pid) && host.run(['kill', '-0', pid]).status === 0;
}
