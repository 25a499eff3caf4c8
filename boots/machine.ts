import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

export interface Ended {
  readonly status: number;
  readonly out: string;
}

/** Where the disk of a machine is: on a tmpfs that only its holder sees, for an overlay takes no overlay as its upper side. */
const holder = (folder: string) => `mount --make-rprivate / && mount -t tmpfs none ${folder} &&
mkdir ${folder}/upper ${folder}/work ${folder}/root && echo ready && exec cat`;

/**
 * What a boot loader and an initrd do. /sys is for reading only, and of the kernel's parameters all but those of its own network;
 * devices are the machine's own. systemd gets a cgroup that is the
 * root of its own cgroup namespace, and the words of its environment that say that it is in a container.
 */
const boot = (folder: string, lower: string) => `mount --make-rprivate / &&
mount -t overlay none -o lowerdir=${lower},upperdir=${folder}/upper,workdir=${folder}/work ${folder}/root && cd ${folder}/root &&
mount -t proc proc proc && mount -t sysfs -o ro sysfs sys && mount -t cgroup2 none sys/fs/cgroup &&
mount -t tmpfs -o mode=755 none run && mount -t tmpfs none tmp && mount -t tmpfs -o mode=755 none dev || exit 1
mkdir run/proc && mount -t proc proc run/proc && mount --bind proc/sys proc/sys && mount -o remount,bind,ro proc/sys &&
mount --bind run/proc/sys/net proc/sys/net && umount -l run/proc || exit 1
for device in null zero full random urandom tty; do : > dev/$device && mount --bind /dev/$device dev/$device || exit 1; done
mkdir dev/pts dev/shm && mount -t devpts -o newinstance,ptmxmode=666 none dev/pts
ln -s pts/ptmx dev/ptmx; ln -s /proc/self/fd dev/fd
mkdir -p run/old && pivot_root . run/old && umount -l run/old && hostname switch || exit 1
exec env -i container=vosguard PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --show-status=no < /dev/null > /dev/null 2>&1`;

const cgroups = () =>
  /^\S+ (\S+) cgroup2 /m.exec(existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8') : '')?.[1];

/** Why no machine can be booted here. */
export function noMachine(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can boot a machine of namespaces';
  if (!existsSync('/lib/systemd/systemd')) return 'not installed: systemd';
  const at = cgroups();
  if (at === undefined) return 'no cgroup2 is mounted here';
  const trial = join(at, `vosguard-trial-${process.pid}`);
  try {
    mkdirSync(trial);
    rmdirSync(trial);
  } catch {
    return `${at} cannot be written`;
  }
  return undefined;
}

/**
 * A machine with systemd as its first process, in namespaces of its own, on a view of `lower` that it may change without changing it. Its
 * disk outlives a reboot and ends with it.
 */
export class Machine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'vosguard-machine-'));
  readonly #cgroup = join(cgroups() ?? '', this.#folder.slice(this.#folder.lastIndexOf('/') + 1));
  readonly #lower: string;
  readonly #holder: ChildProcess;
  #shell: ChildProcess | undefined;
  #first = '';

  private constructor(lower: string) {
    this.#lower = lower;
    this.#holder = spawn('unshare', ['--mount', 'sh', '-c', holder(this.#folder)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  static async on(lower: string): Promise<Machine> {
    const machine = new Machine(lower);
    const { stdout } = machine.#holder;
    if (stdout === null) throw new Error('a holder has no output');
    await once(createInterface({ input: stdout }), 'line');
    return machine;
  }

  /** The disk, while the machine is off: a script of sh in its root, `.`, where nothing but files is. */
  prepare(script: string): void {
    const { folder, lower } = { folder: this.#folder, lower: this.#lower };
    const mounted = `mount -t overlay none -o lowerdir=${lower},upperdir=${folder}/upper,workdir=${folder}/work ${folder}/root && cd ${folder}/root`;
    const words = ['-t', String(this.#holder.pid), '-m', 'unshare', '--mount', 'sh', '-euc'];
    const { status, stderr } = spawnSync('nsenter', [...words, `${mounted}\n${script}`], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  }

  /** Until systemd has come to an end with starting: `running` or `degraded`, or what else it says. */
  async boot(seconds = 120): Promise<string> {
    mkdirSync(this.#cgroup, { recursive: true });
    const spaces = ['--mount', '--pid', '--net', '--uts', '--ipc', '--cgroup', '--fork', '--kill-child'];
    const inside = ['nsenter', '-t', String(this.#holder.pid), '-m', 'unshare', ...spaces, 'sh', '-c'];
    const enter = `echo $$ > ${this.#cgroup}/cgroup.procs && exec "$@"`;
    this.#shell = spawn('sh', ['-c', enter, 'sh', ...inside, boot(this.#folder, this.#lower)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const shell = this.#shell.pid;
    for (let i = 0; i < 200; i++) {
      await setTimeout(50);
      const children = `/proc/${shell}/task/${shell}/children`;
      this.#first = existsSync(children) ? readFileSync(children, 'utf8').trim() : '';
      // `offline` is what stands before systemd has begun.
      if (
        this.#first !== '' &&
        /^(?:initializing|starting|running|degraded)$/m.test(this.run('systemctl is-system-running', 5).out)
      )
        break;
    }
    return this.run('systemctl is-system-running --wait', seconds).out.trim();
  }

  /** As by a power cut. */
  async halt(): Promise<void> {
    const shell = this.#shell;
    if (shell === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
    const end = once(shell, 'close');
    shell.kill('SIGKILL');
    await end;
    this.#shell = undefined;
  }

  async close(): Promise<void> {
    await this.halt();
    this.#holder.kill('SIGKILL');
    spawnSync('find', [this.#cgroup, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';']);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A script of sh in the machine; both streams. */
  run(script: string, seconds = 120): Ended {
    const words = ['-t', this.#first, '-a', 'env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root'];
    const { status, stdout, stderr } = spawnSync(
      'nsenter',
      [...words, 'DEBIAN_FRONTEND=noninteractive', 'sh', '-c', script],
      { encoding: 'utf8', timeout: seconds * 1000, maxBuffer: 2 ** 26 },
    );
    return { status: status ?? -1, out: `${stdout}${stderr}` };
  }

  put(path: string, text: string): void {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: of the shell
    const words = ['-t', this.#first, '-a', 'sh', '-c', 'mkdir -p "${1%/*}" && cat > "$1"', 'sh', path];
    const { status, stderr } = spawnSync('nsenter', words, { encoding: 'utf8', input: text });
    if (status !== 0) throw new Error(stderr);
  }
}

/** A disk for the machine: the files of this machine, where nothing is started but what systemd itself brings. */
export async function machineOnOwnFiles(): Promise<Machine> {
  const machine = await Machine.on('/');
  machine.prepare(`rm -rf etc/systemd/system etc/rc?.d etc/cron.d var/lib/vosguard etc/vosguard var/log/journal
mkdir etc/systemd/system && : > etc/fstab`);
  return machine;
}

export const writeUnit = (machine: Machine, name: string, text: string): void =>
  machine.put(`/etc/systemd/system/${name}`, text);
