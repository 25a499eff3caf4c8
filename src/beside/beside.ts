import { type Address, type Family, families } from '../net/address.js';
import { firstOf } from '../net/address-set.js';
import type { Policy } from '../policy/policy.js';
import { type Cut, cutsOf } from './cut.js';
import type { ForeignBase } from './foreign.js';
import { tablesListed, xtBases } from './iptables/read-others.js';
import { nftBases } from './nftables/read-others.js';
import { promisesOf } from './promises.js';
import { type Published, publishedOf } from './published.js';
import { type Behind, type Refusal, refusalsOf } from './refusals.js';

/** What stands on a host beside our rules, as its tools have printed it. */
export interface Neighbours {
  readonly iptables: readonly {
    readonly family: Family;
    readonly variant: 'nft' | 'legacy';
    readonly isPlain: boolean;
    readonly text: string;
  }[];
  readonly nftJson: string;
  readonly addresses: readonly Address[];
  readonly devices: readonly string[];
  readonly behind?: Behind | undefined;
}

/** How the rules of others and those of a policy come together. */
export interface Beside {
  /** They refuse what the policy lets in. */
  readonly refusals: readonly Refusal[];
  /** They let in what the policy refuses. */
  readonly cuts: readonly Cut[];
  /** They send on what the policy means to close. */
  readonly published: readonly Published[];
}

/** Everybody's base chains but ours, in which a packet for this host is asked. */
export function basesOf({ iptables, nftJson, devices }: Neighbours): readonly ForeignBase[] {
  const listed = new Set(
    iptables.flatMap(({ text, family, variant }) => (variant === 'nft' ? tablesListed(text, family) : [])),
  );
  return [
    ...iptables.flatMap(({ text, family, variant, isPlain }) =>
      xtBases(text, family, isPlain ? '' : variant),
    ),
    ...nftBases(nftJson, listed, devices),
  ];
}

export function besideOf(policy: Policy, neighbours: Neighbours): Beside {
  const { iptables, nftJson } = neighbours;
  const { at } = policy.sip;
  const there = at && families.flatMap((family) => firstOf(at.address.set, family) ?? []);
  const bases = basesOf(neighbours);
  return {
    refusals: refusalsOf(promisesOf(policy, edgesOf(bases)), bases, neighbours),
    cuts: [
      ...cutsOf(policy, bases.filter(isForInput)),
      ...(there ?? []).flatMap((address) => cutsOf(policy, bases.filter(isPassing), address)),
    ],
    published: publishedOf(policy, iptables.map(({ text }) => text).join('\n'), nftJson),
  };
}

const isPassing = ({ hook }: ForeignBase): boolean => hook === 'forward';

/** What prerouting lets through is not let in by it. */
const isForInput = ({ hook }: ForeignBase): boolean => hook === 'input';

/** Where what the rules say of ports changes, in order. */
function edgesOf(bases: readonly ForeignBase[]): readonly number[] {
  const openings = bases.flatMap(({ chains }) =>
    [...chains.values()]
      .flat()
      .flatMap(({ opening, does }) => [
        opening,
        ...(does.kind === 'choose' ? does.cases.map((one) => one.opening) : []),
      ]),
  );
  const ports = openings.flatMap((opening) => opening.ports.flatMap(({ first, last }) => [first, last + 1]));
  return [...new Set(ports)].toSorted((one, other) => one - other);
}
