import { addressText, type Family, families } from '../net/address.js';
import { firstOf } from '../net/address-set.js';
import type { Forwarding } from '../plan/behind.js';
import type { ElsewhereSwitch } from '../policy/policy.js';
import type { Neighbours } from './beside.js';
import type { Behind } from './refusals.js';

/** The way to the switch, and whether a rule of this host translates an address to it, as far as listings tell. */
export function behindOf(
  { address: { set }, on }: ElsewhereSwitch,
  { way }: Forwarding,
  { iptables, nftJson }: Pick<Neighbours, 'iptables' | 'nftJson'>,
): Behind {
  const devices = (family: Family) => {
    const device = / dev (\S+)/.exec(way[family] ?? '')?.[1];
    return on.length > 0 ? on.filter((name) => !name.endsWith('*')) : device === undefined ? [] : [device];
  };
  const texts = families.flatMap((family) => {
    const address = firstOf(set, family);
    return address === undefined ? [] : [addressText(address)];
  });
  const listed = iptables.map(({ text }) => text).join('\n');
  return {
    devices: { ipv4: devices('ipv4'), ipv6: devices('ipv6') },
    isTranslated: texts.some(
      (text) =>
        new RegExp(`--to-destination \\[?${text.replace(/\./g, '\\.')}[\\s:\\]]`).test(listed) ||
        new RegExp(`"dnat": *\\{[^}]*"addr": *"${text.replace(/\./g, '\\.')}"`).test(nftJson),
    ),
  };
}
