import { type Address, addressText } from '../net/address.js';
import { type Family, families } from '../net/family.js';
import type { Applied, AppliedSet } from '../plan/applied.js';

export type Backend = 'iptables' | 'nftables';

/**
 * The names of the sets of one family of the backend that runs, by what they hold. Where a rule cannot give an entry its time (iptables
 * before 1.4.12), there is a set for each time; the first is the one that is filled by hand.
 */
export type SetsOf = (
  holds: 'banned' | 'paroled' | 'proven' | 'known' | 'registered' | 'called',
  family: Family,
) => readonly AppliedSet[];

export const setsOf =
  ({ sets }: Pick<Applied, 'sets'>, backend: Backend): SetsOf =>
  (holds, family) =>
    sets.filter((set) => set.backend === backend && set.family === family && set.holds === holds);

/** What a tool reads to change bans: the tool, its words and its input. */
export interface Batch {
  readonly tool: string;
  readonly words: readonly string[];
  readonly lines: readonly string[];
}

const tools = {
  iptables: { tool: 'ipset', words: ['restore'] },
  nftables: { tool: 'nft', words: ['-f', '-'] },
} as const;

/** A ban by hand holds for UDP and TCP, and has no parole. */
const everyBan = ['banned', 'paroled', 'proven'] as const;

/** Bans for so many seconds, anew where it is banned already. `isKnown`: it leaves the lane of known sources. */
export function addBatch(
  backend: Backend,
  sets: SetsOf,
  address: Address,
  seconds: number,
  isKnown: boolean,
): Batch {
  const text = addressText(address);
  const known = isKnown ? sets('known', address.family) : [];
  const registered = isKnown ? sets('registered', address.family) : [];
  const named = everyBan.map((holds) => sets(holds, address.family));
  switch (backend) {
    case 'iptables': {
      const others = [...known, ...registered, ...named.flatMap((all) => all.slice(1))];
      return {
        ...tools.iptables,
        lines: [
          ...others.map(({ name }) => `del ${name} ${text} -exist`),
          ...named.flatMap((all) =>
            all.slice(0, 1).map(({ name }) => `add ${name} ${text} timeout ${seconds} -exist`),
          ),
        ],
      };
    }
    case 'nftables':
      return {
        ...tools.nftables,
        lines: [
          ...known.map(({ name }) => element('delete', name, text)),
          ...registered.flatMap(({ name }) => removal(name, text)),
          ...named
            .flat()
            .flatMap(({ name }) => [
              ...removal(name, text),
              element('add', name, `${text} timeout ${seconds}s`),
            ]),
        ],
      };
  }
}

export function removeBatch(backend: Backend, sets: SetsOf, addresses: readonly Address[]): Batch {
  const lines = addresses.flatMap((address) => {
    const text = addressText(address);
    return everyBan
      .flatMap((holds) => sets(holds, address.family))
      .flatMap(({ name }) => (backend === 'iptables' ? [`del ${name} ${text} -exist`] : removal(name, text)));
  });
  return { ...tools[backend], lines };
}

export function clearBatch(backend: Backend, sets: SetsOf): Batch {
  const all = families.flatMap((family) => everyBan.flatMap((holds) => sets(holds, family)));
  return {
    ...tools[backend],
    lines: all.map(({ name }) =>
      backend === 'iptables' ? `flush ${name}` : `flush set inet vosguard ${name}`,
    ),
  };
}

const element = (verb: 'add' | 'delete', set: string, text: string): string =>
  `${verb} element inet vosguard ${set} { ${text} }`;

/** nft has no "if it is there": what is added first can be deleted, in the same step. */
const removal = (set: string, text: string): readonly string[] => [
  element('add', set, text),
  element('delete', set, text),
];
