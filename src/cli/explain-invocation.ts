import type { PolicyOptions, planBackends } from './invocation.js';

/** One packet, or several of the same, as far as the command line says something of it. */
export interface ExplainPacketInvocation extends PolicyOptions {
  readonly kind: 'explain-packet';
  readonly file: string | undefined;
  readonly from: string;
  readonly fromPort: number;
  /** `undefined`: the first of SIP. */
  readonly port: number | undefined;
  readonly transport: 'udp' | 'tcp';
  /** An address of the switch or of this host, or `host`; `undefined`: where the policy has SIP. */
  readonly at: string | undefined;
  /** A device. */
  readonly on: string | undefined;
  readonly method: string | undefined;
  readonly userAgent: string | undefined;
  /** Bytes. */
  readonly size: number | undefined;
  /** A file. */
  readonly message: string | undefined;
  readonly count: number;
  /** Milliseconds. */
  readonly every: number;
  readonly answer: number | undefined;
  readonly backend: (typeof planBackends)[number] | undefined;
  readonly known: boolean;
  readonly banned: boolean;
  readonly json: boolean;
}
