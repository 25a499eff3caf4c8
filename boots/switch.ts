import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { compileText } from '../test/lint-text.js';
import type { Machine } from './machine.js';

export type Backend = 'nftables' | 'iptables';

const install = '/root/out/install.sh';

/** Numbers from 0 to 1, the same for the same seed: mulberry32. */
export function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The retail example, compiled, on a machine that is on. */
export function put(machine: Machine): void {
  const policy = readFileSync(new URL('../examples/retail/policy.yaml', import.meta.url), 'utf8');
  for (const [name, text] of compileText(policy).artifacts) machine.put(`/root/out/${name}`, text);
}

/** And in force. */
export function apply(machine: Machine, backend: Backend): void {
  put(machine);
  const { status, out } = machine.run(`sh ${install} --yes --backend ${backend}`);
  if (status !== 0) throw new Error(out);
}

export const status = (machine: Machine) => machine.run(`sh ${install} --status`);

/** Seconds until everything is as it was applied, to a quarter; `undefined`: not within the bound. */
export async function untilWhole(machine: Machine, bound = 30): Promise<number | undefined> {
  const begin = performance.now();
  for (;;) {
    const passed = (performance.now() - begin) / 1000;
    if (machine.run('sh /etc/vosguard/start --status').status === 0) return Math.round(passed * 4) / 4;
    if (passed > bound) return undefined;
    await setTimeout(250);
  }
}

/** Every service but ours waits before it starts, each as long as the draw says, up to so many seconds. */
export function delayOthers(machine: Machine, draw: () => number, most: number): void {
  const { out } = machine.run(
    'cd /lib/systemd/system && ls *.service | grep -v @; ls /etc/systemd/system/*.service 2> /dev/null',
  );
  const names = [...new Set(out.split('\n').map((line) => line.slice(line.lastIndexOf('/') + 1)))];
  const script = names
    .filter((name) => name !== '' && !name.startsWith('vosguard'))
    .map((name) => {
      const folder = `/etc/systemd/system/${name}.d`;
      return `mkdir -p ${folder}; printf '[Service]\\nExecStartPre=-/bin/sleep ${(draw() * most).toFixed(2)}\\n' > ${folder}/delay.conf`;
    });
  machine.run(`${script.join('\n')}\nsync`);
}
