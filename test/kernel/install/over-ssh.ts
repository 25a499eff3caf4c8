import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { backendOption } from './policies.js';
import type { SshLab, Switch } from './ssh-lab.js';

const built = join(process.cwd(), 'dist/bin/vosguard.js');

/** Our words for a command on a switch, with every file under the root of the switch. */
export function remotely(
  { host, address, user }: Switch,
  command: string,
  ...words: string[]
): readonly string[] {
  if (!existsSync(built)) throw new Error('dist is not there: npm run build');
  const root = command === 'plan' || command === 'import' ? [] : ['--root', host.root];
  return [process.execPath, built, command, '--host', `${user}@${address}`, ...root, ...words];
}

/** The switch that a test has only one of. */
export function onlySwitch({ switches: [only] }: SshLab): Switch {
  if (only === undefined) throw new Error('there is no switch');
  return only;
}

/** `apply --host` of this policy, run to its end. */
export function apply(lab: SshLab, to: Switch, policy: string, ...words: string[]) {
  return lab.controller.run(remotely(to, 'apply', ...applyWords(lab, to, policy), ...words));
}

/** The same, while the test goes on. */
export function begin(lab: SshLab, to: Switch, policy: string, ...words: string[]) {
  const pid = join(lab.controller.folder, `vosguard${to.address}.pid`);
  const command = remotely(to, 'apply', ...applyWords(lab, to, policy), ...words);
  const shell = ['sh', '-c', `echo $$ > '${pid}'; exec setsid "$@"`, 'sh'];
  return {
    ...lab.controller.beginCommand([...shell, ...command]),
    kill: (signal: string) => lab.controller.sh(`kill -s ${signal} "$(cat ${pid})"`),
  };
}

/** The same at a terminal, that of script(1), where somebody types. */
export function beginAtTerminal(lab: SshLab, to: Switch, policy: string, ...words: string[]) {
  const { controller } = lab;
  const keys = join(controller.folder, 'keys');
  const command = remotely(to, 'apply', ...applyWords(lab, to, policy), ...words).join(' ');
  controller.sh(`rm -f ${keys}; mkfifo ${keys}`);
  // Opened for both, the pipe does not end with the first who types.
  const script = `script -qefc 'exec ${command}' /dev/null <> ${keys} >&2`;
  return {
    ...controller.beginCommand(['sh', '-c', script]),
    type: (text: string) => controller.sh(`printf '${text}' > ${keys}`),
  };
}

function applyWords(lab: SshLab, { host, address }: Switch, policy: string): readonly string[] {
  const file = join(lab.controller.folder, `${address}.yaml`);
  writeFileSync(file, policy);
  return [file, ...backendOption(host.backend)];
}

/** Folders that an apply has made on the switch, or on the controller, and that are still there. */
export const leftovers = (lab: SshLab): readonly string[] => [
  ...lab.switches.flatMap(({ host }) => readdirSync(join(host.folder, 'tmp'))),
  ...readdirSync(lab.controller.folder).filter((name) => name.startsWith('vosguard-')),
];

/** Until they are gone: what ran on the switch ends a little after what it did is known. */
export async function cleared(lab: SshLab): Promise<void> {
  for (let round = 0; round < 300 && leftovers(lab).length > 0; round++) await setTimeout(100);
  expect(leftovers(lab)).toEqual([]);
}
