import { spawnSync } from 'node:child_process';
import { type Backend, backends } from '../../../src/host/lab/load.js';
import { notRun } from '../../packets/kernel.js';
import { missingForLab } from '../../packets/requirements.js';
import { Host } from './host.js';
import { SshLab } from './ssh-lab.js';
import { type Shell, shellOf } from './tools.js';

const tools = ['nsenter', 'setsid', 'script', 'dash', 'bash', 'busybox', 'sysctl', 'ethtool'];
const sshTools = ['ssh', 'sshd', 'ssh-keygen'];

function missing(more: readonly string[] = []): string | undefined {
  const lab = missingForLab();
  if (lab !== undefined) return lab;
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const lacking = [...tools, ...more].filter(
    (tool) => spawnSync('sh', ['-c', `command -v ${tool}`], { env }).status !== 0,
  );
  return lacking.length === 0 ? undefined : `not installed: ${lacking.join(', ')}`;
}

/** A group of tests with a fresh host for each. */
export function describeHosts(
  name: string,
  backend: Backend,
  body: (host: () => Host) => void,
  shell: Shell = shellOf[backend],
  tools: readonly string[] = [],
): void {
  const reason = missing(tools);
  const title = `${name} (${backend}, ${shell.name})`;
  describe(title, () => {
    if (reason !== undefined) return notRun(title, reason);
    import.meta.jest.setTimeout(600_000);
    let host: Host | undefined;
    beforeEach(async () => {
      host = await Host.start(backend, shell);
    });
    afterEach(() => host?.close());
    body(() => {
      if (host === undefined) throw new Error('the host is there in tests only');
      return host;
    });
  });
}

/** A group of tests with a controller, and a switch with sshd for each backend, that are there for all of them. */
export function describeSsh(
  name: string,
  switches: readonly Backend[],
  body: (lab: () => SshLab) => void,
  tools: readonly string[] = [],
): void {
  const reason = missing([...sshTools, ...tools]);
  const title = `${name} (${switches.join(', ')})`;
  describe(title, () => {
    if (reason !== undefined) return notRun(title, reason);
    import.meta.jest.setTimeout(600_000);
    let lab: SshLab | undefined;
    beforeAll(async () => {
      lab = await SshLab.start(...switches);
    });
    afterAll(() => lab?.close());
    body(() => {
      if (lab === undefined) throw new Error('the laboratory is there in tests only');
      return lab;
    });
  });
}

/**
 * What an installer does on each backend. `npm run verify` plays nftables and one of the two variants of iptables, which share all but
 * the names of their tools: always the same one for a name, so that half of the groups have the one and half the other.
 * `EVERY_BACKEND=1`, as `npm run proof` sets it, plays all three.
 */
export function describeEachBackend(name: string, body: (host: () => Host, backend: Backend) => void): void {
  const variant = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2;
  const leftOut: Backend = variant === 0 ? 'iptables-nft' : 'iptables-legacy';
  const played = process.env.EVERY_BACKEND === '1' ? backends : backends.filter((one) => one !== leftOut);
  for (const backend of played) describeHosts(name, backend, (host) => body(host, backend));
}
