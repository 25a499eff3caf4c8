import { type AddressSet, subtract, union } from '../net/address-set.js';
import type { RateAndBurst } from '../net/rate.js';
import type { Count, Milliseconds, Rate } from '../net/units.js';
import type { Signature } from '../sip/signature.js';
import type { ListSpec } from './list-spec.js';
import type { PolicyPath } from './path.js';
import type { PolicyTest } from './policy-test.js';
import type { Service } from './service.js';
import type { Sip } from './sip.js';
import type { Sources } from './sources.js';
import type { Vos3000 } from './vos3000.js';

export type * from './service.js';
export type * from './sip.js';
export type * from './sources.js';

/** A policy that has been validated, with every default filled in and one profile, if any, laid over it. */
export interface Policy {
  readonly name: string;
  /** SHA-256 in lower-case hex over every file that was read and the profile's name; see `digest.ts`. */
  readonly digest: string;
  readonly profile: string | undefined;
  readonly target: Target;
  readonly trusted: Sources;
  readonly blocked: Sources;
  readonly services: readonly Service[];
  readonly otherwise: 'deny' | 'leave';
  /** Answers of DHCP and DHCPv6 servers come in. */
  readonly dhcp: boolean;
  readonly sip: Sip;
  readonly signatures: readonly SignatureUse[];
  readonly conntrack: Conntrack;
  readonly logging: Logging | undefined;
  readonly watch: Watch;
  /** Every group of `addresses`, used or not. */
  readonly groups: ReadonlyMap<string, Sources>;
  /** Every entry of `lists`, used or not. */
  readonly lists: readonly ListSpec[];
  /** Entries that carry a last day, in the order of the policy. */
  readonly dated: readonly DatedEntry[];
  /** How long the chosen profile lasts once it is taken into use. */
  readonly expires: Milliseconds | undefined;
  /** The profile that begins by itself, where one does and none is in force by hand. */
  readonly alarm: Alarm | undefined;
  readonly vos3000: Vos3000 | undefined;
  /** The same without the profile: what the switch goes back to. `undefined` where no profile is chosen. */
  readonly vos3000Before: Vos3000 | undefined;
  readonly tests: readonly PolicyTest[];
}

/**
 * More packets of strangers are refused than `over`: until `hold` has passed without it, strangers meet the limits of the profile as
 * well as those of the policy.
 */
export interface Alarm {
  readonly profile: string;
  readonly over: RateAndBurst;
  readonly hold: Milliseconds;
  /** Those of the profile. */
  readonly strangers: Sip['strangers'];
  readonly path: PolicyPath;
}

/** `when` of a profile, as it stands there. */
export type Begins = Omit<Alarm, 'profile' | 'strangers'>;

export interface DatedEntry {
  readonly address: string;
  /** `2027-01-31`, a day of the calendar; compared as text. */
  readonly until: string;
  readonly reason: string;
  readonly path: PolicyPath;
}

export type BackendName = 'iptables' | 'nftables';

export interface Target {
  readonly platform: PlatformWish;
  readonly backends: readonly BackendName[];
  /** Network devices from which strangers come; none: bans are looked up in prerouting. */
  readonly devices: readonly string[];
}

/** A row's name as written, or versions that the user states. */
export type PlatformWish =
  | { readonly kind: 'named'; readonly name: string }
  | {
      readonly kind: 'versions';
      readonly iptables: string | undefined;
      readonly ipset: string | undefined;
      readonly nft: string | undefined;
      readonly kernel: string | undefined;
    };

/** A signature in use and the place in the policy that asked for it. */
export interface SignatureUse {
  readonly signature: Signature;
  readonly path: PolicyPath;
}

export interface Conntrack {
  readonly max: Count;
  readonly buckets: Count | 'auto';
  readonly udpTimeout: Milliseconds;
  readonly udpTimeoutStream: Milliseconds;
  readonly tcpTimeoutEstablished: Milliseconds;
  readonly sip: 'tracked' | 'untracked';
  /** Of UDP, to and from the ports of `mediaPorts`. */
  readonly media: 'tracked' | 'untracked';
}

/**
 * From where on a look of `watch` is evidence; `undefined`: never. `refused` and `source` in packets a second, `options` and `bans` a
 * minute, `calm` in seconds, the others in percent. By the names that the manifest has them under.
 */
export type Watch = Readonly<
  Record<
    | 'refused_suspicious'
    | 'refused_attack'
    | 'source'
    | 'options'
    | 'bans'
    | 'challenges'
    | 'conntrack'
    | 'cpu_suspicious'
    | 'cpu_attack'
    | 'disk'
    | 'tables'
    | 'below'
    | 'above'
    | 'calm',
    number | undefined
  >
>;

export interface Logging {
  readonly rate: Rate;
  readonly burst: Count;
  readonly prefix: string;
  readonly path: PolicyPath;
}

type Spares = Pick<Policy, 'trusted' | 'services' | 'sip'>;

/**
 * Whoever is trusted or may reach a service is never blocked, whatever a list says, and neither are addresses that the policy calls this
 * host's own: where another host takes one over, it is the partner of a pair. The linter names the overlap.
 */
export function sparedOf({ trusted, services, sip }: Spares): AddressSet {
  const own = [sip.to, sip.at?.address, ...services.flatMap(({ from, to }) => [from, to])];
  return own.reduce((set, sources) => (sources === undefined ? set : union(set, sources.set)), trusted.set);
}

/** Who is blocked in the end. */
export const effectivelyBlocked = (policy: Spares & Pick<Policy, 'blocked'>): AddressSet =>
  subtract(policy.blocked.set, sparedOf(policy));
