import type { Destination } from '../host/remote/ssh.js';
import type { InputKind } from '../import/import.js';
import type { PortRange } from '../net/units.js';

export interface ImportInvocation {
  readonly kind: 'import';
  /** Empty: the rules that stand on a host. */
  readonly files: readonly string[];
  /** Over ssh; `undefined`: this host. */
  readonly host: Destination | undefined;
  /** A file for the policy; `undefined`: the output. */
  readonly output: string | undefined;
  /** What every file is; `undefined`: as each one shows. */
  readonly as: InputKind | undefined;
  /** Ports of SIP beside those that the rules show. */
  readonly sip: readonly PortRange[];
  /** A policy whose rules are compared with the old ones. */
  readonly compare: string | undefined;
  readonly json: boolean;
}

export interface DoctorInvocation {
  readonly kind: 'doctor';
  /** Over ssh; `undefined`: this host. */
  readonly host: Destination | undefined;
  readonly json: boolean;
}
