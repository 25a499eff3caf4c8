import { spawnSync } from 'node:child_process';
import { type Backend, backends } from '../../../src/host/lab/backends.js';
import { notRun } from '../../packets/kernel.js';
import { missingForLab } from '../../packets/requirements.js';
import { Host } from './host.js';
import { type Shell, shellOf } from './tools.js';

const tools = ['nsenter', 'setsid', 'script', 'dash', 'bash', 'busybox', 'sysctl'];

function missing(): string | undefined {
  const lab = missingForLab();
  if (lab !== undefined) return lab;
  const lacking = tools.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  return lacking.length === 0 ? undefined : `not installed: ${lacking.join(', ')}`;
}

/** A group of tests with a fresh host for each. */
export function describeHosts(
  name: string,
  backend: Backend,
  body: (host: () => Host) => void,
  shell: Shell = shellOf[backend],
): void {
  const reason = missing();
  const title = `${name} (${backend}, ${shell.name})`;
  describe(title, () => {
    if (reason !== undefined) return notRun(title, reason);
    import.meta.jest.setTimeout(120_000);
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

export function describeEachBackend(name: string, body: (host: () => Host, backend: Backend) => void): void {
  for (const backend of backends) describeHosts(name, backend, (host) => body(host, backend));
}
