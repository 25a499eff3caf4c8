import type { Address } from '../net/address.js';
import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from './path.js';

/** A test of the policy: steps that are played one after the other, from empty sets and buckets. */
export interface PolicyTest {
  readonly name: string;
  /** The profile that is laid over the policy. */
  readonly profile: string | undefined;
  /** Source ports in use. */
  readonly ports: number;
  readonly steps: readonly TestStep[];
  readonly path: PolicyPath;
}

export interface TestStep {
  /** Time that passes before it is sent. */
  readonly wait: Milliseconds | undefined;
  /** The status that the switch answers. */
  readonly answer: number | 'nothing';
  readonly send: TestSend;
  readonly expect: TestExpectation;
}

export interface TestSend {
  readonly from: Address;
  /** The first port of SIP for the transport where the test names none. */
  readonly port: number | undefined;
  readonly transport: 'udp' | 'tcp';
  readonly method: string | undefined;
  readonly userAgent: string | undefined;
  readonly allow: string | undefined;
  /** Sent as it is instead of a request. */
  readonly payload: string | undefined;
  /** The request is filled up to so many bytes. */
  readonly size: number | undefined;
  readonly count: number;
  readonly every: Milliseconds | undefined;
}

export interface TestExpectation {
  readonly delivered: { readonly least: number; readonly most: number } | undefined;
  readonly banned: boolean | undefined;
  readonly path: PolicyPath;
}
