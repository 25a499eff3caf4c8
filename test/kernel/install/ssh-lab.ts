import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../../src/host/lab/load.js';
import { Host } from './host.js';
import { shellOf, shells } from './tools.js';

/** Whom the policies let in by ssh. */
export const operator = '192.0.2.8';

export interface Switch {
  readonly host: Host;
  readonly address: string;
  readonly user: string;
}

/** A controller with ssh, and switches with a real sshd, each at a wire of its own. Keys and configurations are theirs alone. */
export class SshLab {
  readonly controller: Host;
  readonly switches: readonly Switch[];
  readonly config: string;
  readonly #hosts: string[] = [];
  readonly #key: string;

  private constructor(controller: Host, switches: readonly Host[]) {
    this.controller = controller;
    this.switches = switches.map((host, at) => ({ host, address: `192.0.2.${21 + at}`, user: 'root' }));
    this.config = join(controller.folder, 'ssh_config');
    this.#key = join(controller.folder, 'key');
    makeKey(this.#key);
    // Of two options ssh takes the first: a test need not wait for a dead link as long as an operator.
    const quick = '-o ServerAliveInterval=1 -o ServerAliveCountMax=3 -o ConnectTimeout=6';
    const wrapper = `#!/bin/sh\nexec /usr/bin/ssh ${quick} -F ${this.config} "$@"\n`;
    writeFileSync(join(controller.bin, 'ssh'), wrapper, { mode: 0o755 });
    this.configure();
  }

  static async start(...backends: readonly Backend[]): Promise<SshLab> {
    const controller = await Host.start('nftables', shells.dash);
    const switches = await Promise.all(backends.map((backend) => Host.start(backend, shellOf[backend])));
    const lab = new SshLab(controller, switches);
    for (const each of lab.switches) await lab.#join(each);
    return lab;
  }

  close(): void {
    for (const { host } of this.switches) host.close();
    this.controller.close();
  }

  /** ssh's configuration, with more lines before what it needs, and the host keys that it knows. */
  configure(more = '', hosts = this.#hosts.join('')): void {
    const known = join(this.controller.folder, 'known_hosts');
    const lines = [`IdentityFile ${this.#key}`, `UserKnownHostsFile ${known}`, 'GlobalKnownHostsFile none'];
    writeFileSync(this.config, ['Host *', more, ...lines, 'IdentitiesOnly yes', ''].join('\n'));
    writeFileSync(known, hosts);
  }

  /** Everything that comes over the wire from now on is lost. */
  cut({ host }: Switch): void {
    host.sh('ip link set eth0 down');
  }

  /** Until ssh comes through again: the kernel goes on for a while to say that there is no route. */
  mend({ host, address, user }: Switch): void {
    host.sh('ip link set eth0 up');
    this.controller.sh(
      `n=0; until ssh ${user}@${address} true || [ $n = 50 ]; do n=$((n + 1)); sleep 0.1; done`,
    );
  }

  /** A user of the switch who may log in and is not root; with `sudo`, one who may become it without a password. */
  addUser({ host, address }: Switch, user: string, sudo = false): Switch {
    const uid = 1500 + user.length;
    const path = `Defaults secure_path=${host.bin}:/usr/sbin:/usr/bin:/sbin:/bin`;
    const files = {
      passwd: `cat /etc/passwd; echo '${user}:x:${uid}:${uid}::/tmp:/bin/sh'`,
      shadow: `cat /etc/shadow; echo '${user}:*:20000::::::'`,
      ...(sudo ? { sudoers: `echo '${path}'; echo '${user} ALL=(root) NOPASSWD: ALL'` } : {}),
    };
    for (const [name, script] of Object.entries(files)) {
      const file = join(host.folder, `${user}.${name}`);
      host.sh(
        `(${script}) > ${file}; chmod --reference /etc/${name} ${file}; mount --bind ${file} /etc/${name}`,
      );
    }
    return { host, address, user };
  }

  async #join({ host, address }: Switch): Promise<void> {
    const wire = `lan${this.#hosts.length}`;
    const ends = ['netns', this.controller.pid, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', host.pid];
    execFileSync('ip', ['link', 'add', wire, ...ends]);
    this.controller.sh(`ip addr add ${operator} peer ${address} dev ${wire}; ip link set ${wire} up`);
    host.sh(`ip addr add ${address} peer ${operator} dev eth0; ip link set eth0 up`);
    const key = join(host.folder, 'host_key');
    makeKey(key);
    this.#hosts.push(`${address} ${readFileSync(`${key}.pub`, 'utf8')}`);
    this.configure();
    await this.startServer(host);
  }

  /** sshd as Debian has it, for root with the key of the controller. */
  async startServer(host: Host): Promise<void> {
    const config = join(host.folder, 'sshd_config');
    const lines = [
      `HostKey ${join(host.folder, 'host_key')}`,
      `AuthorizedKeysFile ${join(host.folder, 'authorized_keys')}`,
      `SetEnv PATH=${host.bin}:/usr/sbin:/usr/bin:/sbin:/bin TMPDIR=${host.folder}/tmp`,
      ...['StrictModes no', 'UsePAM no', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no'],
      'Subsystem sftp internal-sftp',
      ...['PidFile none', 'LogLevel VERBOSE', ''],
    ];
    writeFileSync(config, lines.join('\n'));
    copyFileSync(`${this.#key}.pub`, join(host.folder, 'authorized_keys'));
    mkdirSync(join(host.folder, 'tmp'), { recursive: true });
    host.sh(`chmod 1777 ${host.folder}/tmp; chmod 755 ${host.folder}; mkdir -p /run/sshd`);
    const server = host.beginCommand(['/usr/sbin/sshd', '-D', '-e', '-f', config]);
    await server.said(/Server listening on 0\.0\.0\.0/);
  }
}

function makeKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}
