import type { AddressSet } from '../net/address-set.js';
import type { PortRange } from '../net/units.js';
import type { Origin } from './old-rule.js';

/** A source of the new policy, and the rule that it comes from. */
export interface Entry {
  /** An address, a network, a range, or the name of a group. */
  readonly text: string;
  readonly origin: Origin;
}

/** A value of the new policy, and the rule that it comes from. */
export interface Valued {
  readonly text: string;
  readonly origin: Origin;
}

export interface DraftService {
  readonly name: string;
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly protocol: string | undefined;
  readonly icmp: readonly string[];
  /** `any`: everybody, by one of these rules. */
  readonly from: readonly Entry[] | { readonly any: Origin };
  readonly on: string | undefined;
  readonly to: readonly string[];
  readonly limit: Valued | undefined;
  readonly connections: Valued | undefined;
  readonly when: Valued | undefined;
}

export interface DraftSip {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly encrypted: { readonly udp: readonly PortRange[]; readonly tcp: readonly PortRange[] };
  /** They are those of a policy that names none. */
  readonly isUsual: boolean;
  /** Whoever is not trusted gets in, from anywhere or from these. */
  readonly strangers: 'deny' | { readonly from: readonly Entry[] };
  /** The devices by which SIP comes in, and the addresses to which; none: all. */
  readonly on: readonly string[];
  readonly to: AddressSet | undefined;
  /** By class. */
  readonly limits: ReadonlyMap<string, Valued>;
  readonly perSubnet: ReadonlyMap<string, Valued>;
  readonly together: ReadonlyMap<string, Valued>;
  readonly connections: ReadonlyMap<string, Valued>;
}

/** A policy that is being made from an old set of rules. */
export interface Draft {
  readonly groups: ReadonlyMap<string, readonly Entry[]>;
  readonly trusted: readonly Entry[];
  readonly blocked: readonly Entry[];
  readonly services: readonly DraftService[];
  readonly media: 'closed' | 'open';
  readonly default: 'deny' | 'leave';
  readonly sip: DraftSip;
  /** Packs beside the default one, and texts of the operator's own. */
  readonly packs: ReadonlyMap<string, Origin>;
  readonly texts: readonly Valued[];
  readonly bans: { readonly over: string; readonly lasts: string; readonly origin: Origin } | undefined;
  readonly remarks: readonly Remark[];
}

/** What the operator has to know of a rule. Their words are in `remark-words.ts`. */
export type Remark = { readonly origin: Origin } & Said;

type Said =
  /** It has no counterpart; what it did is gone. */
  | { readonly kind: 'lost'; readonly why: Lost }
  /** What it did is done without it. */
  | { readonly kind: 'built-in'; readonly what: BuiltIn }
  /** It stays: vosguard leaves it alone. */
  | { readonly kind: 'stays'; readonly what: 'nat' | 'forward' | 'output' | 'mangle' | 'fail2ban' | 'tool' }
  /** No packet that begins something comes to it. */
  | { readonly kind: 'dead'; readonly by: Origin | undefined }
  /** Its comment says the opposite. */
  | { readonly kind: 'contrary'; readonly says: string }
  /** It does not do what it looks like. */
  | { readonly kind: 'mistaken'; readonly how: Mistake }
  /** It became something that is not quite the same. */
  | { readonly kind: 'changed'; readonly how: Change };

export type Lost =
  | { readonly kind: 'unread'; readonly words: string }
  | { readonly kind: 'source-port'; readonly words: string }
  | { readonly kind: 'device'; readonly words: string }
  | { readonly kind: 'text' | 'accept-text' | 'verdict' | 'flags' | 'unreached' | 'icmp' | 'protocol' }
  /** What became of it cannot be shown to be the same, so nobody gets in by it. */
  | { readonly kind: 'uncarried' | 'nobody' | 'too-many' }
  /** With `default: leave` it was to refuse what the policy lets in. */
  | { readonly kind: 'refusal' | 'closed-family' | 'to' }
  | { readonly kind: 'words'; readonly words: string };

export type BuiltIn =
  | 'loopback'
  | 'established'
  | 'invalid'
  | 'default'
  | 'icmp'
  | 'logging'
  | 'noted'
  | 'leads'
  | 'returns'
  | 'spares'
  | 'binding'
  | 'flags'
  | 'carried'
  | 'signature';

export type Mistake =
  | 'established-first'
  | 'text-anywhere'
  | 'limit-without-end'
  | 'source-port'
  | 'flows-of-udp'
  | 'recent-table'
  | 'mysql-open'
  | 'ipv6-open'
  | 'ipv4-open'
  | 'policy-open';

export type Change =
  | 'blocked-everywhere'
  | 'blocked-here'
  | 'window-less-one'
  | 'device-everywhere'
  | 'address-everywhere'
  | 'sip-wider'
  | 'sip-narrower'
  | 'subnet-mask'
  | 'limit-of-service'
  | 'ban-ends'
  | 'zone-of-hours';
