import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject, parseJson } from '../json/json.js';

/** By which a host is told from another. */
export interface HostIdentity {
  readonly name: string;
  readonly id: string | null;
}

/** What of a plan in a file decides whether it can be applied. */
export interface PlanFile {
  readonly version: string;
  /** `undefined`: it was made from a saved listing. */
  readonly host: HostIdentity | undefined;
  readonly backend: 'iptables' | 'nftables';
  readonly policy: { readonly sha256: string; readonly profile: string | null };
  readonly artifacts: string;
  readonly parts: Readonly<Record<string, string>>;
  /** What would have been done, each in a few words. */
  readonly changes: readonly string[];
}

export type PlanFault = 'no plan' | 'edited';

/** Over everything else in the plan, in its order; spaces do not count. It finds what was edited, and is no signature. */
export const sealOf = (plan: object): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex');

/** Reads what `planJson` has written. */
export function readPlanFile(text: string): PlanFile | PlanFault {
  const json = parseJson(text);
  if (!isObject(json) || json.format !== 1) return 'no plan';
  const { seal, ...rest } = json;
  if (typeof seal !== 'string') return 'no plan';
  if (sealOf(rest) !== seal) return 'edited';
  const { version, host, backend, policy, artifacts, parts, changes } = json;
  if (!isObject(policy) || !isObject(parts) || !Array.isArray(changes)) return 'no plan';
  return {
    version: String(version),
    host: hostOf(host),
    backend: backend === 'nftables' ? 'nftables' : 'iptables',
    policy: { sha256: String(policy.sha256), profile: textOrNull(policy.profile) },
    artifacts: String(artifacts),
    parts: Object.fromEntries(Object.entries(parts).map(([part, digest]) => [part, String(digest)])),
    changes: changes.filter(isObject).map(changeWords),
  };
}

const textOrNull = (json: Json | undefined): string | null => (typeof json === 'string' ? json : null);

const hostOf = (host: Json | undefined): PlanFile['host'] =>
  isObject(host) ? { name: String(host.name), id: textOrNull(host.id) } : undefined;

/** `add rule strangers.INVITE.source.INVITE`. */
function changeWords({ kind, verb, id, name, key, chain, backend }: JsonObject): string {
  const what = [id, name, key, chain, backend].find((one) => typeof one === 'string');
  return `${String(verb)} ${String(kind)} ${String(what ?? '')}`;
}

const partNames: Readonly<Record<string, string>> = {
  iptables: 'the rules of iptables',
  ipset: 'the sets of ipset',
  nftables: 'the rules of nftables',
  nftSets: 'the sets of nftables',
  sysctl: 'kernel parameters',
};
const MOST = 3;

/** Why a plan belongs elsewhere; `undefined` where it was made on this host. */
export function otherHost({ host }: PlanFile, here: HostIdentity): string | undefined {
  if (host === undefined) return 'the plan was made from a saved listing, not on this host';
  if (host.name === here.name && host.id === here.id) return undefined;
  return `the plan was made on ${named(host, here)}; this is ${named(here, host)}`;
}

/** Why a plan of this host cannot be applied now; `undefined` where it would be the same if it were made now. */
export function movedSince(plan: PlanFile, now: PlanFile): string | undefined {
  if (plan.policy.sha256 !== now.policy.sha256)
    return `the policy is another one: the plan was made from sha256 ${short(plan.policy.sha256)}, this is ${short(now.policy.sha256)}`;
  if (plan.artifacts !== now.artifacts) return 'the policy is the same, and compiles to something else now';
  const parts = Object.keys(now.parts).filter((part) => plan.parts[part] !== now.parts[part]);
  if (parts.length === 0) return undefined;
  const names = parts.map((part) => partNames[part] ?? part).join(', ');
  return `the host has moved: ${names}${differenceOf(plan.changes, now.changes)}`;
}

const short = (digest: string): string => digest.slice(0, 16);

/** Clones have one name, and each its own machine-id. */
const named = (host: HostIdentity, other: HostIdentity): string =>
  host.name === other.name ? `${host.name} (machine ${host.id ?? 'without an id'})` : host.name;

/** As far as the policy has a say in it. */
function differenceOf(before: readonly string[], now: readonly string[]): string {
  const come = now.filter((change) => !before.includes(change)).map((change) => `+ ${change}`);
  const gone = before.filter((change) => !now.includes(change)).map((change) => `- ${change}`);
  const all = [...come, ...gone];
  if (all.length === 0) return '';
  const more = all.length > MOST ? ` and ${all.length - MOST} more` : '';
  return `; in the plan now: ${all.slice(0, MOST).join(', ')}${more}`;
}
