import { isObject, type Json } from '../json/json.js';
import { contains } from '../net/address-set.js';
import { covers } from '../net/port.js';
import { readAddress } from '../net/read-address.js';
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
  /** Whose rule it is: docker's of iptables, docker's of nft in this family (with `--firewall-backend=nftables`, Docker 29), or somebody's. */
  readonly by: 'docker' | 'docker ip' | 'docker ip6' | undefined;
}

/** Those that the policy means to close to somebody: a service with `from`, or no service at all. */
export function publishedOf(policy: Policy, iptables: string, nftJson: string): readonly Published[] {
  const { at } = policy.sip;
  // What is sent on to the switch behind this host meets the rules of the policy there.
  const isJudged = ({ to }: Published) => {
    const read = readAddress(to.replace(/^\[|\]?:\d+(-\d+)?$/g, ''));
    return at !== undefined && read.kind === 'address' && contains(at.address.set, read.address);
  };
  const found = [...fromIptables(iptables), ...fromNft(nftJson)].filter(
    (one) => meantClosed(policy, one) && !isJudged(one),
  );
  return [...new Map(found.map((one) => [`${one.protocol} ${one.port}`, one])).values()];
}

function fromIptables(text: string): readonly Published[] {
  const isDnat = ({ table, target }: XtRule) => table === 'nat' && target === 'DNAT';
  return rulesOf(text)
    .filter(isDnat)
    .flatMap(({ chain, opening, targetOptions }) => {
      const to = targetOptions.find(({ name }) => name === 'to-destination')?.values[0] ?? '';
      return portsOf(opening, to, chain === 'DOCKER' ? 'docker' : undefined);
    });
}

function fromNft(text: string): readonly Published[] {
  return nftRules(text).flatMap(({ statements, opening, table, chain }) => {
    const [, dnat] = statements.map((one) => only(one) ?? []).find(([kind]) => kind === 'dnat') ?? [];
    if (!isObject(dnat)) return [];
    const to = [dnat.addr, dnat.port].filter(isPlain).join(':');
    return portsOf(opening, to, dockerOf(table, chain));
  });
}

/** iptables-nft makes the tables `ip nat` and `ip6 nat`, where DOCKER is a chain. */
function dockerOf(table: string, chain: string): Published['by'] {
  if (!`${table} ${chain}`.toLowerCase().includes('docker')) return undefined;
  if (/^ip6? nat$/.test(table)) return 'docker';
  return table.startsWith('ip6 ') ? 'docker ip6' : 'docker ip';
}

const isPlain = (json: Json | undefined): json is string | number =>
  typeof json === 'string' || typeof json === 'number';

const portsOf = ({ protocol, ports }: Opening, to: string, by: Published['by']): readonly Published[] =>
  protocol === TCP || protocol === UDP ? ports.map(({ first }) => ({ protocol, port: first, to, by })) : [];

function meantClosed({ services, sip, otherwise }: Policy, { protocol, port }: Published): boolean {
  const side = protocol === UDP ? 'udp' : 'tcp';
  if (covers([...sip[side], ...sip.encrypted[side]], port)) return false;
  const naming = services.filter((service) => covers(service[side], port));
  return naming.length === 0 ? otherwise === 'deny' : naming.every(({ from }) => from !== undefined);
}
