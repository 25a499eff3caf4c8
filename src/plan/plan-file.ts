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
