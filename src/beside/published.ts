import { isObject, type Json } from '../json/json.js';
import { covers } from '../net/port.js';
import { only } from '../plan/nftables/read-nft-json.js';
import type { Policy } from '../policy/policy.js';
import { rulesOf, type XtRule } from './iptables/read-others.js';
import { nftRules } from './nftables/read-others.js';
import { type Opening, TCP, UDP } from './question.js';

/** A port whose packets are sent on to another host or container before any rule for this host sees them. */
export interface Published {
  readonly protocol: number;
  readonly port: number;
  /** As the rule has it: `172.17.0.2:443`. */
  readonly to: string;
  readonly isDocker: boolean;
}

/** Those that the policy means to close to somebody: a service with `from`, or no service at all. */
export function publishedOf(policy: Policy, iptables: string, nftJson: string): readonly Published[] {
  const found = [...fromIptables(iptables), ...fromNft(nftJson)].filter((one) => meantClosed(policy, one));
  return [...new Map(found.map((one) => [`${one.protocol} ${one.port}`, one])).values()];
}

function fromIptables(text: string): readonly Published[] {
  const isDnat = ({ table, target }: XtRule) => table === 'nat' && target === 'DNAT';
  return rulesOf(text)
    .filter(isDnat)
    .flatMap(({ chain, opening, targetOptions }) => {
      const to = targetOptions.find(({ name }) => name === 'to-destination')?.values[0] ?? '';
      return portsOf(opening, to, chain === 'DOCKER');
    });
}

function fromNft(text: string): readonly Published[] {
  return nftRules(text).flatMap(({ statements, opening, table, chain }) => {
    const [, dnat] = statements.map((one) => only(one) ?? []).find(([kind]) => kind === 'dnat') ?? [];
    if (!isObject(dnat)) return [];
    const to = [dnat.addr, dnat.port].filter(isPlain).join(':');
    return portsOf(opening, to, `${table} ${chain}`.toLowerCase().includes('docker'));
  });
}

const isPlain = (json: Json | undefined): json is string | number =>
  typeof json === 'string' || typeof json === 'number';

const portsOf = ({ protocol, ports }: Opening, to: string, isDocker: boolean): readonly Published[] =>
  protocol === TCP || protocol === UDP
    ? ports.map(({ first }) => ({ protocol, port: first, to, isDocker }))
    : [];

function meantClosed({ services, sip, otherwise }: Policy, { protocol, port }: Published): boolean {
  const side = protocol === UDP ? 'udp' : 'tcp';
  if (covers([...sip[side], ...sip.encrypted[side]], port)) return false;
  const naming = services.filter((service) => covers(service[side], port));
  return naming.length === 0 ? otherwise === 'deny' : naming.every(({ from }) => from !== undefined);
}
