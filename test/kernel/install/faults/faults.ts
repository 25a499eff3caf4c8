/** What disturbs an apply: shell that a tool runs instead of doing its work, or before it. */
export interface Fault {
  readonly name: string;
  readonly disturb: (folder: string) => string;
  /** At one call, or at that and all that follow. */
  readonly lasts: 'once' | 'on';
  /** Who is at work: install.sh, or the program that runs it. */
  readonly who: 'installer' | 'program';
}

const once = (name: string, disturb: (folder: string) => string): Fault => ({
  ...{ name, disturb, lasts: 'once', who: 'installer' },
});

const signals = ['KILL', 'HUP', 'INT', 'TERM'] as const;

/** Behind the tool, which goes on. */
const beside = (command: string) => `(${command}) < /dev/null > /dev/null 2>&1 &`;

const held = (seconds: number, command: string) => beside(`timeout ${seconds} ${command}`);

/** iptables 1.4.20 to 1.6.1: whoever can bind the name holds the lock. */
const abstractSocket = `perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, pack("Sa*", AF_UNIX, "\\0xtables")); sleep 60'`;

const toAllOf = (folder: string, signal: string) =>
  `kill -s ${signal} -- -$(cat '${folder}/vosguard.pid') 2> /dev/null`;

/** Until there is no room for another byte. */
const fill = (folder: string) =>
  ['var/lib', 'etc'].map((path) => `cat /dev/zero > '${folder}/root/${path}/fill' 2> /dev/null`).join('; ');

/** For everything that is opened from now on. What is open already would keep a disk from becoming so by itself. */
const readOnly = (folder: string) =>
  ['var/lib', 'etc']
    .map((path) => `'${folder}/root/${path}'`)
    .map((path) => `mount --bind ${path} ${path}; mount -o remount,bind,ro ${path}`)
    .join('; ');

/** Others' changes, each of which begins a new generation of rules. */
const busy = `end=$(($(cut -d. -f1 /proc/uptime) + 2))
while [ "$(cut -d. -f1 /proc/uptime)" -lt "$end" ]; do
  /usr/sbin/nft 'add table inet busy; delete table inet busy'
done`;

export const faults: readonly Fault[] = [
  once('a tool fails', () => 'exit 1'),
  { ...once('all tools fail from then on', () => 'exit 1'), lasts: 'on' },
  ...signals.map((signal) =>
    once(`${signal} to the installer`, (folder) => `kill -s ${signal} "$(cat '${folder}/installer')"`),
  ),
  once('KILL to the way back', (folder) => {
    const waiter = `'${folder}'/root/var/lib/vosguard/snapshots/*/waiter`;
    return `for one in ${waiter}; do kill -9 "$(cut -d' ' -f1 "$one")" 2> /dev/null; done`;
  }),
  once('the host starts again', (folder) => `: > '${folder}/reboot'; sleep 60`),
  once('the clock jumps a year ahead', (folder) => `echo 31536000 > '${folder}/shift'`),
  once('the clock jumps a year back', (folder) => `echo -31536000 > '${folder}/shift'`),
  once('another holds the lock, 2 s', () => held(2, 'flock /run/xtables.lock sleep 60')),
  once('another holds the old lock, 2 s', () => held(2, abstractSocket)),
  once('another holds the lock, 25 s', () => held(25, 'flock /run/xtables.lock sleep 60')),
  once('others change nftables all the time', () => beside(busy)),
  once('the disk fills up', fill),
  once('the disk is read-only', readOnly),
  once('a second apply', (folder) =>
    beside(`export UNDISTURBED=yes; sh '${folder}/next/install.sh' --root '${folder}/root' --yes`),
  ),
  ...signals.map(
    (signal): Fault => ({
      ...once(`${signal} to the program`, (folder) => `kill -s ${signal} "$(cat '${folder}/vosguard.pid')"`),
      who: 'program',
    }),
  ),
  { ...once('the terminal is closed', (folder) => toAllOf(folder, 'HUP')), who: 'program' },
];

export function faultNamed(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`no fault ${name}`);
  return found;
}
