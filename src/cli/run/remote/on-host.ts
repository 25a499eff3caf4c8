import type { Destination } from '../../../host/remote/destination.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';

/** Acts with the tools of that host, over one connection, which is the operator's own there; without one, with those of this host. */
export async function onHost(
  host: Destination | undefined,
  io: Io,
  act: (io: Io) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  if (host === undefined) return act(io);
  const machine = await (await io.remote()).machine(host, { isInteractive: io.isInteractive });
  if (typeof machine === 'string')
    return complain(io, exitStatus.failed, `${host.host} cannot be asked: ${machine}`);
  const connection = await machine.run('sh', ['-c', 'printf %s "$SSH_CONNECTION"']);
  const said = connection.kind === 'done' ? connection.output : undefined;
  const status = await act({ ...io, machine: async () => machine, sshConnection: () => said });
  await machine.close();
  return status;
}
