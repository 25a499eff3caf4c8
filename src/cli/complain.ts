import { visible } from '../diagnostics/visible.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import type { Io } from './io.js';

/** One line for what stopped a command, and the status that goes with it. Names of files may hold anything. */
export function complain(io: Io, status: ExitStatus, message: string): ExitStatus {
  io.stderr.write(`vosguard: ${visible(message)}\n`);
  return status;
}

/** A mistake of ours. The stack is for those who ask for it; everybody else gets one line. */
export function internalError(io: Io, error: unknown): ExitStatus {
  const { message, stack }: { message?: unknown; stack?: unknown } = Object(error);
  if (io.env.VOSGUARD_DEBUG === '1') io.stderr.write(`${stack}\n`);
  return complain(io, exitStatus.failed, `internal error: ${message ?? error}; please report`);
}
