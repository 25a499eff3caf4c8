import type { Pattern, Signature } from '../signature.js';

/** What the tools of a pack are used for. */
export type PackClass = 'attack-tool' | 'honest-tool' | 'published-guides';

/** How well a signature is proved, best first. */
export type Grade =
  /** The tool's own source sends it. */
  | 'source'
  /** A packet of it was published. */
  | 'seen'
  /** It stands in lists that operators share; no packet was found. */
  | 'listed'
  /** It is the name of a tool; neither a packet nor a list was found. */
  | 'name';

export interface Evidence {
  readonly grade: Grade;
  /** An address on the web, at a fixed commit where the place has commits. */
  readonly address: string;
  readonly says: string;
}

export interface PackSignature extends Signature {
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Honest traffic that it is known to hit; `undefined` where none is known. */
  readonly falsePositives: string | undefined;
  /** The backends whose rules can search for it. */
  readonly backends: readonly ('iptables' | 'nftables')[];
}

/** One version of a pack. Once released it never changes: whoever pins it gets the same rules for ever. */
export interface Pack {
  readonly name: string;
  readonly version: number;
  readonly class: PackClass;
  readonly about: string;
  readonly signatures: readonly PackSignature[];
}

/** Where the evidence of more than one signature stands, each at one commit. */
const sipvicious =
  'https://github.com/EnableSecurity/sipvicious/blob/86a3429df12fae2e7470d21b232726acd886e599/sipvicious';
const sippts = 'https://github.com/Pepelux/sippts/blob';
const siptables =
  'https://github.com/paulseward/sip-hardening/blob/7655633605d36656592c1302c435da6dbe1b1e79/siptables.sh';

export const places = {
  sipvicious: (file: string, line: number) => `${sipvicious}/${file}#L${line}`,
  sippts: (file: string, line: number) =>
    `${sippts}/57d7f8db10dd21fb5b0400835acce32707ef967f/src/sippts/${file}#L${line}`,
  /** Before the commands in Python it was a set of Perl scripts. */
  formerSippts: (file: string, line: number) =>
    `${sippts}/07005884d19e72ccf4205c7cce325da63aaa09aa/${file}#L${line}`,
  /** A block list collected with a honeypot and from papers, passed on in many copies. */
  siptables: (line: number) => `${siptables}#L${line}`,
  kamailio:
    'https://github.com/kamailio/kamailio/blob/38711a3e788de0130d48cb485578c482b57d9351/etc/kamailio.cfg#L672',
  kazoo: (line: number) =>
    `https://github.com/2600hz/kazoo-configs-kamailio/blob/6eb3cfcd470b631a9aa8ee6af013dfe405f9a712/kamailio/sanity.cfg#L${line}`,
  nmap: (file: string, line: number) =>
    `https://github.com/nmap/nmap/blob/db4aefddfa348ec815ffa83a109c97e05db88766/${file}#L${line}`,
  guide: 'https://multahost.com/blog/zh/vos3000-iptables-sip-scanner-block/',
} as const;

interface Details {
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly falsePositives?: string;
}

/** nftables compares at fixed offsets only; a companion in iptables' raw table searches for it, where the host has one. */
export function entry(id: string, pattern: Pattern, { evidence, falsePositives }: Details): PackSignature {
  return { id, pattern, evidence, falsePositives, backends: ['iptables', 'nftables'] };
}

/** What a tool sends as its User-Agent, matched at the start of the header. */
export function agent(text: string, details: Details): PackSignature {
  return entry(text.toLowerCase(), { kind: 'begins', header: 'User-Agent', text }, details);
}

const graded =
  (grade: Grade) =>
  (address: string, says: string): Evidence => ({ grade, address, says });

export const source = graded('source');
export const seen = graded('seen');
export const listed = graded('listed');
export const named = graded('name');

/** The block list that most of the shorter ones are copies of. */
export const inSiptables = (line: number): Evidence =>
  listed(places.siptables(line), 'in a block list that its author filled from papers and a honeypot');

export const inKamailio: Evidence = listed(places.kamailio, "refused by Kamailio's default configuration");
export const inGuide: Evidence = listed(places.guide, 'dropped by the published script');
