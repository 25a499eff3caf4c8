import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { link } from '../src/host/lab/link.js';
import { type Backend, backends } from '../src/host/lab/load.js';
import { compileText } from '../test/lint-text.js';
import type { Lab } from '../test/packets/lab.js';

export const sources = {
  register: '192.0.2.200',
  options: '192.0.2.201',
  invite: '192.0.2.202',
  trusted: '203.0.113.10',
  media: '192.0.2.203',
} as const;

/** What a switch is loaded with. */
export interface Ruleset {
  readonly name: string;
  readonly load: (lab: Lab) => Promise<unknown>;
}

const file = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

const retail = file('examples/retail/policy.yaml');
const artifactsOf = (policy: string) => compileText(policy).artifacts;

/** The example as it stands: a flood is banned within its first few hundred packets. */
const asItStands = () => artifactsOf(retail);
/** With the device named, so that nftables meets the ban there. */
const atDevice = () => artifactsOf(retail.replace(/^target:$/m, `target:\n  devices: [${link.switch.name}]`));
/** Without the flood ban, so that every packet goes through the limits: many sources that each stay below it. */
const unbanned = () => artifactsOf(retail.replace(/^ {4}flood: .*$/m, '    flood: null'));

/** The example with media kept out of the connection table. */
const untracked = () => artifactsOf(`${retail}\nconntrack: { media: untracked }\n`);

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
    [
      'iptables.rules',
      file('test/baselines/published-complete.rules').replace('198.18.9.10', sources.trusted),
    ],
  ]);
  const loading = (name: string, backend: Backend, artifacts: ReadonlyMap<string, string>): Ruleset => ({
    name,
    load: (lab) => lab.load(backend, artifacts),
  });
  return [
    { name: 'floor', load: (lab) => lab.switch.run('nft', ['-f', '-'], floor) },
    { name: 'no rules', load: () => Promise.resolve() },
    { name: 'first rule in prerouting', load: (lab) => lab.switch.run('nft', ['-f', '-'], first) },
    ...(['iptables-nft', 'iptables-legacy'] as const).map((one) =>
      loading(`published, ${one}`, one, published),
    ),
    loading('vosguard, nftables at the device', 'nftables', atDevice()),
    ...backends.map((one) => loading(`vosguard, ${one}`, one, asItStands())),
    ...backends.map((one) => loading(`the same without flood ban, ${one}`, one, unbanned())),
    ...backends.map((one) => loading(`the same with untracked media, ${one}`, one, untracked())),
  ];
}
