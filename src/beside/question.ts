import type { Address } from '../net/address.js';
import type { Option } from '../plan/iptables/parse-rule.js';

/**
 * The first packet of a conversation, as the rules of others see it: not yet known to conntrack, for one of the host's own
 * addresses, and over no tunnel.
 */
export interface Question {
  /** IANA's number: 17 for UDP. */
  readonly protocol: number;
  readonly source: Address;
  readonly sourcePort: number;
  /** 0 where the protocol has no ports. */
  readonly port: number;
  /** Of the host; `undefined`: one that is not known. */
  readonly destination: Address | undefined;
  /** The devices over which it may come in; none: not known. */
  readonly devices: readonly string[];
  /** This host forwards it. */
  readonly forwarded?: Forwarded;
}

export interface Forwarded {
  /** The devices over which it leaves; none: not known. */
  readonly out: readonly string[];
  /** Its address is translated, between prerouting and here. */
  readonly isTranslated: boolean;
  /** It still bears an address of this host, which translates it later. */
  readonly isBefore: boolean;
}

/** Whether its destination is an address of this host. */
export const isLocal = ({ forwarded }: Question): boolean =>
  forwarded === undefined || (forwarded.isTranslated && forwarded.isBefore);

/** Whether conntrack knows that its destination was another one. */
export const wasTranslated = ({ forwarded }: Question): boolean =>
  forwarded?.isTranslated === true && !forwarded.isBefore;

export const TCP = 6;
export const UDP = 17;

/** What a match says of a packet: also that it cannot be told from here. */
export type Answer = 'yes' | 'no' | 'unknown';

export const answerOf = (holds: boolean): Answer => (holds ? 'yes' : 'no');

export function not(answer: Answer): Answer {
  switch (answer) {
    case 'yes':
      return 'no';
    case 'no':
      return 'yes';
    case 'unknown':
      return 'unknown';
  }
}

/** All of them hold: one `no` decides, whatever the others would say. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** By a device's name, or its beginning: `eth+` of iptables, `eth*` of nft. */
export const cameOver = ({ devices }: Question, pattern: string): Answer => named(devices, pattern);

/** The same of the device by which it leaves. */
export const leavesOver = ({ forwarded }: Question, pattern: string): Answer =>
  forwarded === undefined || forwarded.isBefore ? 'unknown' : named(forwarded.out, pattern);

function named(devices: readonly string[], pattern: string): Answer {
  const open = /[+*]$/.test(pattern);
  const name = open ? pattern.slice(0, -1) : pattern;
  if (pattern === 'lo') return 'no';
  if (devices.length === 0) return 'unknown';
  const fits = devices.filter((device) => (open ? device.startsWith(name) : device === name));
  if (fits.length === 0) return 'no';
  return fits.length === devices.length ? 'yes' : 'unknown';
}

/** What a rule of others lets in, as far as it says so. */
export interface Opening {
  readonly protocol: number | undefined;
  /** As ranges; none: whatever the port. */
  readonly ports: readonly { readonly first: number; readonly last: number }[];
  /** A network; `undefined`: anybody, or whom we cannot tell. */
  readonly from: string | undefined;
}

export const anything: Opening = { protocol: undefined, ports: [], from: undefined };

/** What both ask for. */
export const narrowed = (outer: Opening, inner: Opening): Opening => ({
  protocol: inner.protocol ?? outer.protocol,
  ports: inner.ports.length > 0 ? inner.ports : outer.ports,
  from: inner.from ?? outer.from,
});

const portOptions: ReadonlySet<string> = new Set(['dport', 'dports', 'destination-ports', 'ports']);

/** @param numberOf Of a protocol's name. */
export function openingOf(
  options: readonly Option[],
  numberOf: (name: string) => number | undefined,
): Opening {
  const plain = options.filter(({ negated }) => !negated);
  const value = (name: string) => plain.find((option) => option.name === name)?.values[0];
  const protocol = value('p');
  return {
    protocol: protocol === undefined || protocol === 'all' ? undefined : numberOf(protocol),
    ports: plain
      .filter(({ name }) => portOptions.has(name))
      .flatMap(({ values }) => rangesOf(values[0] ?? '')),
    from: value('s') ?? value('src-range'),
  };
}

/** `22,80`, `1024:65535`, `:1023`. A word that is no port and no range of ports, such as one behind a last comma, is none. */
export function rangesOf(text: string): readonly { readonly first: number; readonly last: number }[] {
  return text.split(',').flatMap((one) => {
    const [all, port, from, to] = /^(\d{1,5})$|^(\d{0,5}):(\d{0,5})$/.exec(one.trim()) ?? [];
    if (all === undefined) return [];
    const first = Number(port ?? (from || 0));
    const last = Number(port ?? (to || 65_535));
    return first <= last && last <= 65_535 ? [{ first, last }] : [];
  });
}
