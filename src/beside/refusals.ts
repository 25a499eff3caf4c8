import type { Address, Family } from '../net/address.js';
import { type ForeignBase, type ForeignRule, fateIn } from './foreign.js';
import type { Promised } from './promises.js';
import type { Question } from './question.js';

/** By the names that tools give to their chains and tables. Each was read in a listing of the tool or in its sources. */
const owners: readonly (readonly [form: RegExp, owner: string])[] = [
  [/\bufw6?-/, 'ufw'],
  [/\bfirewalld\b|\bINPUT_ZONES\b|\bIN_[a-z]+(?:_allow)?\b/, 'firewalld'],
  [/\bf2b-|\bfail2ban-/i, 'fail2ban'],
  [/crowdsec/i, 'crowdsec'],
  [/\b(?:net-fw|fw-net|net2fw|reject|dynamic|smurfs|tcpflags)\b/, 'shorewall'],
  [/\b(?:LOCALINPUT|DENYIN|ALLOWIN)\b/, 'csf'],
  [/\bDOCKER(?:-|\b)|\bdocker-bridges\b/, 'docker'],
  [/\bLIBVIRT_/, 'libvirt'],
  [/\bKUBE-|\bcali-/, 'kubernetes'],
];

/** Whose rules these are, where their names tell. */
export const ownerOf = (names: readonly string[]): string | undefined =>
  owners.find(([form]) => names.some((name) => form.test(name)))?.[1];

/** What others on a host say to what the policy lets in. */
export interface Refusal {
  readonly base: ForeignBase;
  /** `undefined`: the policy of the chain. */
  readonly by: ForeignRule | undefined;
  /** Else a rule before it, of which it cannot be told whether it holds, may let it in. */
  readonly sure: boolean;
  readonly promises: readonly Promised[];
}

export interface HostFacts {
  /** Of the host, without loopback. */
  readonly addresses: readonly Address[];
  /** Over which strangers come: those of the default route. */
  readonly devices: readonly string[];
  /** Of the way to the switch behind it, where the policy names one. */
  readonly behind?: Behind | undefined;
}

export interface Behind {
  /** By which it sends what is for the switch; none: not known. */
  readonly devices: { readonly [F in Family]: readonly string[] };
  /** What is for the switch comes with an address of the host. */
  readonly isTranslated: boolean;
}

/** The packet as these rules see it; `undefined` where it does not come to them. */
function questionAt(
  { hook }: ForeignBase,
  { question, behind }: Promised,
  { addresses, devices, behind: way }: HostFacts,
): Question | undefined {
  const { family } = question.source;
  const own = addresses.find((address) => address.family === family);
  if (behind === undefined) {
    if (hook === 'forward' || (own === undefined && addresses.length > 0)) return undefined;
    return { ...question, destination: own, devices };
  }
  if (hook === 'input') return undefined;
  const isBefore = hook === 'prerouting';
  const isTranslated = way?.isTranslated ?? false;
  const forwarded = { out: way?.devices[family] ?? [], isTranslated, isBefore };
  return { ...question, destination: isBefore && isTranslated ? own : behind, devices, forwarded };
}

/**
 * Whether by it SIP of a trusted source is lost for certain, or over IPv4 that of everybody; many a host has closed IPv6 on purpose. A rule
 * for certain sources is somebody's ban, and no refusal of everybody.
 */
export const closesSip = ({ by, sure, promises }: Refusal): boolean =>
  sure &&
  by?.opening.from === undefined &&
  promises.some(
    ({ path, question }) => path[0] === 'trusted' || (path[0] === 'sip' && question.source.family === 'ipv4'),
  );

/** By the rule that refuses. What only may be refused, by a set that nobody lists, is let in: such are the bans of others. */
export function refusalsOf(
  promises: readonly Promised[],
  bases: readonly ForeignBase[],
  host: HostFacts,
): readonly Refusal[] {
  return bases.flatMap((base) => {
    const refused = new Map<string, { by: ForeignRule | undefined; sure: boolean; promises: Promised[] }>();
    for (const promised of promises) {
      const { family } = promised.question.source;
      if (base.family !== 'any' && base.family !== family) continue;
      const question = questionAt(base, promised, host);
      if (question === undefined) continue;
      const { end, by, sure } = fateIn(base, question);
      if (end !== 'refused') continue;
      const key = `${sure} ${by?.text}`;
      const before = refused.get(key);
      if (before === undefined) refused.set(key, { by, sure, promises: [promised] });
      else before.promises.push(promised);
    }
    return [...refused.values()].map((one) => ({ base, ...one }));
  });
}
