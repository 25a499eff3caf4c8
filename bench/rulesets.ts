import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../test/lint-text.js';
import { type Backend, backends } from '../test/packets/backends.js';
import type { Lab } from '../test/packets/lab.js';

export const stranger = '192.0.2.200';
export const banned = '192.0.2.201';
export const trusted = '203.0.113.10';

/** What a switch is loaded with. */
export interface Ruleset {
  readonly name: string;
  readonly load: (lab: Lab) => Promise<unknown>;
}

const file = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

/** The retail example without its flood ban, which would make a banned source of every stranger over its limit. */
function compiled(): ReadonlyMap<string, string> {
  const policy = file('examples/retail/policy.yaml').replace(/^ {4}flood: .*$/m, '    flood: null');
  return compileText(policy).artifacts;
}

const ban: Readonly<Record<Backend, readonly [string, readonly string[]]>> = {
  nftables: ['nft', ['add', 'element', 'inet', 'vosguard', 'banned4', `{ ${banned} timeout 1h }`]],
  'iptables-nft': ['ipset', ['add', 'vg-banned-4', banned]],
  'iptables-legacy': ['ipset', ['add', 'vg-banned-4', banned]],
};

/** Nothing is cheaper than this, short of a driver's own filter. */
const floor = `table netdev floor {
  chain ingress { type filter hook ingress device "switch" priority 0; policy drop; }
}
`;

/** The first rule of prerouting: what no ruleset for the IP hooks can beat. With conntrack, which puts fragments together. */
const first = `table inet first {
  chain prerouting { type filter hook prerouting priority raw; policy drop; }
  chain input { type filter hook input priority filter; ct state established accept; }
}
`;

export function rulesets(): readonly Ruleset[] {
  const published = new Map([
    ['iptables.rules', file('test/baselines/published-complete.rules').replace('198.18.9.10', trusted)],
  ]);
  const artifacts = compiled();
  return [
    { name: 'floor', load: (lab) => lab.switch.run('nft', ['-f', '-'], floor) },
    { name: 'first rule in prerouting', load: (lab) => lab.switch.run('nft', ['-f', '-'], first) },
    ...(['iptables-nft', 'iptables-legacy'] as const).map((backend) => ({
      name: `published, ${backend}`,
      load: (lab: Lab) => lab.load(backend, published),
    })),
    ...backends.map((backend) => ({
      name: `vosguard, ${backend}`,
      load: async (lab: Lab) => {
        await lab.load(backend, artifacts);
        await lab.switch.run(...ban[backend]);
      },
    })),
  ];
}
