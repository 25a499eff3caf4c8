import type { Input } from '../../src/import/import.js';

/** What `nft -j list ruleset` prints of these objects. */
export const nftInput = (...objects: readonly object[]): Input => ({
  name: 'nft.json',
  text: JSON.stringify({ nftables: objects }),
});

/** A table with a base chain `input`. */
export const nftTable = (family: string, name: string, policy = 'drop'): readonly object[] => [
  { table: { family, name } },
  { chain: { family, table: name, name: 'input', type: 'filter', hook: 'input', prio: 0, policy } },
];

export const nftRule = (family: string, table: string, ...expr: readonly object[]) => ({
  rule: { family, table, chain: 'input', expr },
});

export const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } });

export const payload = (protocol: string, field: string, right: unknown, op = '==') =>
  match({ payload: { protocol, field } }, right, op);
