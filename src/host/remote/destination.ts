import type { SshHost } from '../../net/ssh-host.js';

/** Where to, and what an operator may say beside it; everything else is in ssh's own configuration. */
export interface Destination {
  readonly host: SshHost;
  readonly port: number | undefined;
  /** A file with a private key. */
  readonly identity: string | undefined;
}
