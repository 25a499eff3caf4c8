import { addressText, type Family, families } from '../net/address.js';
import { firstOf } from '../net/address-set.js';
import type { ElsewhereSwitch } from '../policy/policy.js';

/** What a host tells of how it forwards. */
export interface Forwarding {
  /** `net.ipv4.ip_forward`, `net.ipv6.conf.all.forwarding`. */
  readonly routes: { readonly [F in Family]: boolean };
  /** It has bridges, and br_netfilter shows their packets of the family to the rules of IP. */
  readonly bridges: { readonly [F in Family]: boolean };
  /** `ip route get ADDRESS` for the first address of the switch; empty where there is no route, `undefined` where the tool is not there. */
  readonly way: { readonly [F in Family]: string | undefined };
  /** The devices of the default routes. */
  readonly uplinks: readonly string[];
}

const title: { readonly [F in Family]: string } = { ipv4: 'IPv4', ipv6: 'IPv6' };
const key: { readonly [F in Family]: string } = {
  ipv4: 'net.ipv4.ip_forward',
  ipv6: 'net.ipv6.conf.all.forwarding',
};
const bridgeKey: { readonly [F in Family]: string } = {
  ipv4: 'net.bridge.bridge-nf-call-iptables',
  ipv6: 'net.bridge.bridge-nf-call-ip6tables',
};

/** Why the rules for a switch behind the host would find no packet of it, or not know its own; nothing where they would. In words. */
export function behindNotes(at: ElsewhereSwitch, host: Forwarding): readonly string[] {
  return families.flatMap((family) => {
    const address = firstOf(at.address.set, family);
    if (address === undefined) return [];
    const text = addressText(address);
    return [...forwards(family, text, host), ...lies(text, at, host.way[family], host.uplinks)];
  });
}

function forwards(family: Family, address: string, { routes, bridges }: Forwarding): readonly string[] {
  if (routes[family] || bridges[family]) return [];
  return [
    `this host forwards no ${title[family]}: nothing comes to ${address}, the switch of sip.at, by these rules. Where it routes, ${key[family]} is 1; where it bridges, br_netfilter is loaded and ${bridgeKey[family]} is 1`,
  ];
}

function lies(
  address: string,
  { on }: ElsewhereSwitch,
  way: string | undefined,
  uplinks: readonly string[],
): readonly string[] {
  if (way === undefined) return [];
  if (/^local /.test(way))
    return [
      `${address} is an address of this host: what is for it is not forwarded, and meets no lane of SIP. Where the switch is here, leave sip.at out; where it is behind DNAT, write its inner address`,
    ];
  const device = / dev (\S+)/.exec(way)?.[1];
  if (device === undefined)
    return [
      `this host has no route to ${address}, the switch of sip.at${on.length === 0 ? ': its answers teach nobody. Name the devices by which its packets come in, sip.at.on' : ''}`,
    ];
  return uplinks.includes(device) && on.length === 0
    ? [
        `the way to ${address}, the switch of sip.at, leads over ${device}, as that to everybody else: it is not told from those who forge its address. Give it a route of its own, or a device of its own and sip.at.on`,
      ]
    : [];
}
