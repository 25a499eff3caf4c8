import type { Family } from '../../net/family.js';
import type { Side } from '../../ruleset/match.js';
import type { MeterKey } from '../../ruleset/ruleset.js';

/** How much of an address is looked at: all of it, an IPv6 /64, or the /24 or /48 around it. */
export type Width = 'full' | 'source' | 'subnet';

const masks: { readonly [F in Family]: { readonly [W in Width]: string } } = {
  ipv4: { full: '', source: '', subnet: ' & 255.255.255.0' },
  ipv6: { full: '', source: ' & ffff:ffff:ffff:ffff::', subnet: ' & ffff:ffff:ffff::' },
};

const protocol: { readonly [F in Family]: string } = { ipv4: 'ip', ipv6: 'ip6' };
const field: { readonly [S in Side]: string } = { source: 'saddr', destination: 'daddr' };

export const addressType: { readonly [F in Family]: string } = { ipv4: 'ipv4_addr', ipv6: 'ipv6_addr' };

/** `ip6 saddr & ffff:ffff:ffff:ffff::` */
export function addressExpression(family: Family, side: Side, width: Width): string {
  return `${protocol[family]} ${field[side]}${masks[family][width]}`;
}

/** What a dynamic set is keyed by. */
export interface Key {
  readonly type: string;
  readonly expression: string;
}

export function addressKey(family: Family, key: Exclude<MeterKey, 'all'>): Key {
  const type = addressType[family];
  switch (key) {
    case 'source':
    case 'destination':
      return { type, expression: addressExpression(family, key, 'source') };
    case 'port':
      return {
        type: `${type} . inet_service`,
        expression: `${addressExpression(family, 'source', 'source')} . th sport`,
      };
    case 'subnet':
      return { type, expression: addressExpression(family, 'source', 'subnet') };
    case 'both':
      return {
        type: `${type} . ${type}`,
        expression: `${addressExpression(family, 'source', 'source')} . ${addressExpression(family, 'destination', 'source')}`,
      };
  }
}
