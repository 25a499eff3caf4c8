import type { Count } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';

/** A kernel parameter (sysctl). */
export interface Parameter {
  readonly key: string;
  /** Seconds, bytes or a number, as the kernel counts it. */
  readonly value: number;
  /** Lines of a comment. */
  readonly reason: readonly string[];
  /** `undefined`: no key of the policy decides it. */
  readonly origin: PolicyPath | undefined;
}

/** A parameter and the kernels that take it. Versions as `uname -r` has them; a bound that is missing holds for every kernel. */
export interface WishedParameter extends Parameter {
  /** The first kernel that has it and lets it be written. */
  readonly since?: string;
  /** The first kernel on which it does nothing. */
  readonly idleFrom?: string;
  /** The first kernel without it. */
  readonly goneFrom?: string;
}

/** What a module is told when it is loaded. */
export interface ModuleOptions {
  readonly module: string;
  readonly values: readonly (readonly [option: string, value: number])[];
  readonly reason: readonly string[];
}

/** Modules that are kept out. */
export interface KeptOut {
  readonly modules: readonly string[];
  readonly reason: readonly string[];
}

interface Named {
  readonly name: string;
  readonly digest: string;
}

/** What `lower` asks of a host beside the rules, whatever its kernel. */
export interface WishedSettings extends Named {
  readonly parameters: readonly WishedParameter[];
  /** Of the connection table. */
  readonly buckets: Count;
  readonly keptOut: KeptOut;
}

/** What this host is told: what `legalize` leaves and `emit` prints. */
export interface HostSettings extends Named {
  readonly parameters: readonly Parameter[];
  /** Loaded at boot, before the parameters are set: without them their keys do not exist. */
  readonly modules: readonly string[];
  readonly options: readonly ModuleOptions[];
  readonly keptOut: KeptOut;
}
