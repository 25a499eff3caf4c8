import type { Address } from '../net/address.js';
import { addressText } from '../net/address.js';
import type { Family } from '../net/family.js';
import type { Applied } from '../plan/applied.js';

export type Backend = 'iptables' | 'nftables';

/** The sets of one family of the backend that runs, by what they hold. */
export type SetsOf = (holds: 'banned' | 'paroled' | 'known' | 'called', family: Family) => string | undefined;

export const setsOf =
  ({ sets }: Pick<Applied, 'sets'>, backend: Backend): SetsOf =>
  (holds, family) =>
    sets.find((set) => set.backend === backend && set.family === family && set.holds === holds)?.name;

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

const both = ['banned', 'paroled'] as const;

/** Bans for so many seconds, anew where it is banned already. `isKnown`: it leaves the lane of known sources. */
export function addBatch(
  backend: Backend,
  sets: SetsOf,
  address: Address,
  seconds: number,
  isKnown: boolean,
): Batch {
  const text = addressText(address);
  const names = both.flatMap((holds) => sets(holds, address.family) ?? []);
  const known = isKnown ? (sets('known', address.family) ?? []) : [];
  switch (backend) {
    case 'iptables':
      return {
        ...tools.iptables,
        lines: [
          ...[known].flat().map((set) => `del ${set} ${text} -exist`),
          ...names.map((set) => `add ${set} ${text} timeout ${seconds} -exist`),
        ],
      };
    case 'nftables':
      return {
        ...tools.nftables,
        lines: [
          ...[known].flat().map((set) => element('delete', set, text)),
          ...names.flatMap((set) => [
            ...removal(set, text),
            element('add', set, `${text} timeout ${seconds}s`),
          ]),
        ],
      };
  }
}

export function removeBatch(backend: Backend, sets: SetsOf, addresses: readonly Address[]): Batch {
  const lines = addresses.flatMap((address) => {
    const names = both.flatMap((holds) => sets(holds, address.family) ?? []);
    const text = addressText(address);
    return names.flatMap((set) =>
      backend === 'iptables' ? [`del ${set} ${text} -exist`] : removal(set, text),
    );
  });
  return { ...tools[backend], lines };
}

export function clearBatch(backend: Backend, sets: SetsOf): Batch {
  const names = (['ipv4', 'ipv6'] as const).flatMap((family) =>
    both.flatMap((holds) => sets(holds, family) ?? []),
  );
  return {
    ...tools[backend],
    lines: names.map((set) => (backend === 'iptables' ? `flush ${set}` : `flush set inet vosguard ${set}`)),
  };
}

const element = (verb: 'add' | 'delete', set: string, text: string): string =>
  `${verb} element inet vosguard ${set} { ${text} }`;

/** nft has no "if it is there": what is added first can be deleted, in the same step. */
const removal = (set: string, text: string): readonly string[] => [
  element('add', set, text),
  element('delete', set, text),
];
