import type { Destination } from '../../../host/remote/destination.js';
import type { Remote } from '../../../host/remote/remote.js';
import type { ApplyInvocation } from '../../invocation.js';
import type { Io } from '../../io.js';

/** An apply on another host, for all that takes part in it. */
export interface RemoteApply {
  readonly remote: Remote;
  readonly host: Destination;
  readonly invocation: ApplyInvocation;
  readonly io: Io;
  /** Once the installer over there has ended. */
  readonly isOver: AbortSignal;
}
