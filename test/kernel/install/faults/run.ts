import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { shiftClock } from '../clock.js';
import type { Host } from '../host.js';
import { addForeignRules, byTable, stateOf } from '../state.js';
import { repairDisk } from './disk.js';
import type { Fault } from './faults.js';
import { forget, plan, settled, watched, watchedProgram } from './watched.js';

export type End = 'old' | 'new' | 'told' | 'NEITHER';

export interface Outcome {
  readonly fault: string;
  readonly at: number;
  readonly way: string;
  /** Of the apply; a signal where one ended it, nothing where the host did. */
  readonly status: number | string | undefined;
  readonly end: End;
  /** What the apply said, of those that end in neither. */
  readonly words: string;
}

/** The states between which an apply of `next` over `old` moves. */
export interface States {
  readonly old: string;
  readonly new: string;
}

export const stateNow = (host: Host): string => byTable(stateOf(host));

/** One apply of `next`, disturbed at its n-th call of a tool. */
export async function disturbed(
  host: Host,
  states: States,
  fault: Fault,
  at: number,
  way: readonly string[],
): Promise<Outcome> {
  shiftClock(host, 0);
  plan(host, at, fault);
  const command = fault.who === 'program' ? watchedProgram(host, way) : watched(host, 'next', way);
  const apply = host.beginCommand(command);
  const ended = await Promise.race([apply.end, untilReboot(host, apply.child)]);
  forget(host);
  if (ended === undefined) await startAgain(host);
  repairDisk(host);
  const { status, err } = ended ?? { status: undefined, err: '' };
  const told = status === 4 ? await byHand(host, err) : undefined;
  await settled(host);
  host.run(['pkill', '-x', 'flock|perl']);
  const end = told ?? endOf(host, states);
  const isSo = isTrue(status, end, fault);
  return {
    fault: fault.name,
    at,
    way: way.join(' '),
    status,
    end: isSo ? end : 'NEITHER',
    words: isSo ? '' : err,
  };
}

async function untilReboot(
  host: Host,
  child: { readonly exitCode: number | null; readonly signalCode: string | null },
): Promise<undefined> {
  while (!existsSync(join(host.folder, 'reboot'))) {
    // Never, once the apply has ended.
    if (child.exitCode !== null || child.signalCode !== null) return new Promise(() => {});
    await setTimeout(10);
  }
}

/** Power off, power on: others load theirs, and the unit of the boot is started. */
async function startAgain(host: Host): Promise<void> {
  await host.boot();
  writeFileSync(join(host.folder, 'boot'), `${host.folder} ${performance.now()}\n`);
  host.sh(`mount --bind ${host.folder}/boot /proc/sys/kernel/random/boot_id`);
  addForeignRules(host);
  host.sh(`sh ${host.root}/etc/vosguard/start --root ${host.root}`);
}

/** Does what the words of exit status 4 tell the operator to do. */
async function byHand(host: Host, err: string): Promise<End> {
  const again = /try again with: (sh .*)/.exec(err)?.[1] ?? /free some room, then: (sh .*)/.exec(err)?.[1];
  if (again !== undefined) host.sh(again);
  return again !== undefined || err.includes('confirm again') ? 'told' : 'NEITHER';
}

function endOf(host: Host, states: States): End {
  const state = stateNow(host);
  return state === states.old ? 'old' : state === states.new ? 'new' : 'NEITHER';
}

/** An exit status has to be true too. A second apply may come through where the first gave up. */
function isTrue(status: Outcome['status'], end: End, fault: Fault): boolean {
  if (fault.name === 'a second apply') return end !== 'NEITHER';
  return (
    end === { 0: 'new', 3: 'old', 4: 'told' }[String(status)] ||
    (typeof status !== 'number' && end !== 'NEITHER')
  );
}
