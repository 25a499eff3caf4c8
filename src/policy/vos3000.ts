import type { PolicyPath } from './path.js';
import type { Sources } from './sources.js';

/** What the policy says about the switch itself. Stored as it was written; its meaning depends on the version. */
export interface Vos3000 {
  readonly version: string | undefined;
  /** A switch is the boolean, whichever way it was written. */
  readonly parameters: ReadonlyMap<string, number | string | boolean>;
  readonly mappingGateways: readonly MappingGateway[];
  readonly webAccessControl: Sources | undefined;
  readonly dynamicBlacklist: boolean | undefined;
  /** Registrations on a normal day. */
  readonly registrations: number | undefined;
  /** Lines that come and go, as in call centres: phones fail without guessing. */
  readonly unsteadyLines: boolean;
  readonly audit: Audit | undefined;
  readonly path: PolicyPath;
}

/** A time in which every attempt has to be recorded. Days as `2027-01-31`, both included; they compare as text. */
export interface Audit {
  readonly from: string;
  readonly until: string;
  readonly reason: string | undefined;
  readonly path: PolicyPath;
}

/** The limits that an operator sets in the client. Durations are whole seconds there, so they are here. */
export interface MappingGateway {
  readonly name: string;
  readonly tier: string | undefined;
  readonly authentication: string | undefined;
  readonly cps: number | undefined;
  readonly concurrentCalls: number | undefined;
  readonly maxDuration: number | undefined;
  readonly onlineCheck: number | undefined;
  /** Where its calls come from; `undefined` where the policy does not say. */
  readonly from: Sources | undefined;
  readonly behindNat: boolean;
  readonly path: PolicyPath;
}
