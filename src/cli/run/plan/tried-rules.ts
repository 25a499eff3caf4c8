import type { Compiled } from '../../../compile.js';
import { refusalOf } from '../../../host/live/try-rules.js';
import type { Machine } from '../../../host/machine.js';
import type { PlanBackend } from '../../../plan/wanted.js';

export interface Tried {
  /** Those that can be put into force there. */
  readonly artifacts: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

const files: Readonly<Record<PlanBackend, { readonly ipv4: string; readonly ipv6: string }>> = {
  iptables: { ipv4: 'iptables.rules', ipv6: 'ip6tables.rules' },
  nftables: { ipv4: 'signatures.rules', ipv6: 'signatures6.rules' },
};

/** The rules of iptables, tried on the host. Signatures that it does not take are left out, as `apply` leaves them out. */
export async function triedRules(
  machine: Machine,
  { artifacts }: Compiled,
  backend: PlanBackend,
): Promise<Tried> {
  const { ipv4, ipv6 } = files[backend];
  const text = (file: string) => artifacts.get(file) ?? '';
  const refusal = await refusalOf(machine, { ipv4: text(ipv4), ipv6: text(ipv6) });
  if (refusal === undefined) return { artifacts, notes: [] };
  switch (backend) {
    case 'iptables':
      return { artifacts, notes: [`apply would refuse these rules: ${refusal}`] };
    case 'nftables':
      return {
        artifacts: new Map([...artifacts].filter(([file]) => file !== ipv4 && file !== ipv6)),
        notes: [`signatures would be left out: ${refusal}`],
      };
  }
}
