import { readPackageFile } from '../../host/program.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { Io } from '../io.js';

/** `vosguard schema`: the draft-07 schema that editors use, as it was built. */
export function schema(io: Io): ExitStatus {
  io.stdout.write(readPackageFile('policy.schema.json'));
  return exitStatus.done;
}
