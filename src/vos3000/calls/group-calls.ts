import { type Address, addressText, networkOf, networkText } from '../../net/address.js';
import { ipv4Value } from '../../net/ipv4.js';
import { mappedText, readAddress } from '../../net/read-address.js';
import type { CallRecords } from './call-record.js';

/** A number of attempts that have something in common. */
export interface Group {
  readonly key: string;
  readonly attempts: number;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

export interface SourceGroup extends Group {
  /** `undefined` where the record holds no address. */
  readonly address: Address | undefined;
  readonly network: string | undefined;
  /** The most frequent first. */
  readonly numbers: readonly Group[];
  readonly causes: readonly Group[];
  readonly billingModes: readonly Group[];
}

/** Each list with the most attempts first; hours in their order. */
export interface GroupedCalls {
  readonly attempts: number;
  readonly sources: readonly SourceGroup[];
  readonly networks: readonly Group[];
  readonly hours: readonly Group[];
  readonly numbers: readonly Group[];
  readonly causes: readonly Group[];
  readonly billingModes: readonly Group[];
}

export function groupCalls(records: readonly CallRecords[]): GroupedCalls {
  const placed = records.map((record) => ({ ...record, ...whose(record.source) }));
  const sources = [...gathered(placed, ({ key }) => key)].map(([key, own]) => ({
    ...total(key, own),
    address: own[0]?.address,
    network: own[0]?.network,
    numbers: groups(own, ({ number }) => number),
    causes: groups(own, ({ cause }) => cause),
    billingModes: groups(own, ({ billingMode }) => billingMode),
  }));
  return {
    attempts: records.reduce((sum, { count }) => sum + count, 0),
    sources: sources.toSorted(byAttempts),
    networks: groups(placed, ({ network }) => network ?? 'no address'),
    hours: groups(placed, ({ first }) => first?.slice(0, 13) ?? 'no time').toSorted((a, b) =>
      a.key < b.key ? -1 : 1,
    ),
    numbers: groups(placed, ({ number }) => number),
    causes: groups(placed, ({ cause }) => cause),
    billingModes: groups(placed, ({ billingMode }) => billingMode),
  };
}

interface Whose {
  readonly key: string;
  readonly address: Address | undefined;
  readonly network: string | undefined;
}

const networkLengths = { ipv4: 24, ipv6: 48 } as const;

/** Some records have the port behind the address. */
function whose(written: string): Whose {
  const text = written.trim();
  const quad = /^([\d.]+):\d{1,5}$/.exec(text)?.[1];
  const parsed = readAddress(quad ?? text);
  if (parsed.kind === 'fault') return { key: text, address: undefined, network: undefined };
  const mapped = mappedText(parsed.address);
  const value = mapped === undefined ? undefined : ipv4Value(mapped);
  const address: Address = value === undefined ? parsed.address : { family: 'ipv4', value };
  const length = networkLengths[address.family];
  const range = networkOf(address, length);
  const first: Address =
    range.family === 'ipv4' ? { family: 'ipv4', value: range.first } : { family: 'ipv6', value: range.first };
  return { key: addressText(address), address, network: networkText(first, length) };
}

function gathered<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const others = found.get(key);
    if (others === undefined) found.set(key, [one]);
    else others.push(one);
  }
  return found;
}

const groups = <T extends CallRecords>(all: readonly T[], keyOf: (one: T) => string): readonly Group[] =>
  [...gathered(all, keyOf)].map(([key, own]) => total(key, own)).toSorted(byAttempts);

/** Equal numbers by name, so that the same records give the same bytes. */
const byAttempts = (a: Group, b: Group): number => b.attempts - a.attempts || (a.key < b.key ? -1 : 1);

function total(key: string, own: readonly CallRecords[]): Group {
  let attempts = 0;
  let first: string | undefined;
  let last: string | undefined;
  for (const record of own) {
    attempts += record.count;
    if (record.first !== undefined && (first === undefined || record.first < first)) first = record.first;
    if (record.last !== undefined && (last === undefined || record.last > last)) last = record.last;
  }
  return { key, attempts, first, last };
}
